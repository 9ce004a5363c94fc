import type { Driver, DriverContext } from '../drivers/driver.ts';
import { evaluatorDriver } from '../drivers/evaluator-driver.ts';
import { framedLine } from '../drivers/framed-line.ts';
import { hidLine } from '../drivers/hid-line.ts';
import { keypadDriver } from '../drivers/keypad-driver.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import type { Connect } from '../transports/transport.ts';

/**
 * The driver of a button box whose presses nobody hears of, so that a session is recorded with its acknowledgements.
 * Null for every other device: those are only listened to.
 */
export function driverFor(
  profile: DeviceProfile | null,
  address: number | null,
): ((connect: Connect) => Driver) | null {
  if (profile?.kind !== 'evaluator' && profile?.kind !== 'keypad') return null;
  const line = profile.speaks === 'hid-reports' ? hidLine(profile) : framedLine(profile, address ?? 0);
  const driver = profile.kind === 'evaluator' ? evaluatorDriver : keypadDriver;
  return (connect) => driver(line, contextOf(connect));
}

function contextOf(connect: Connect): DriverContext {
  return {
    device: 'recorded',
    connect,
    report: () => Promise.resolve(),
    now: Date.now,
    random: Math.random,
    log: () => undefined,
  };
}
