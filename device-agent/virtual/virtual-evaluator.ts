import type { VirtualDevice } from '@bandecheng/shared/virtual-hall';
import type { Level } from '@bandecheng/shared/vocabulary';
import { readArgs } from '../codecs/framed-codec.ts';
import type { Frame } from '../codecs/frame.ts';
import type { DevicePlug } from './device-plug.ts';
import {
  FramedDevice,
  type FramedDeviceOptions,
  type SentFrame,
  type VirtualFrameFault,
} from './framed-device.ts';

export interface VirtualEvaluatorOptions extends FramedDeviceOptions {
  /** Ms it stays lit after a prompt; then it goes dark by itself. */
  litMs?: number;
}

export interface VirtualEvaluator extends DevicePlug<VirtualFrameFault> {
  readonly kind: 'evaluator';
  /** A finger on a button, lit or not. Throws `profile-invalid` for a level the profile has no button for. */
  press(level: Level): void;
  state(): EvaluatorState;
}

/** What its page is shown, and how its last frame fared. */
export type EvaluatorState = Extract<VirtualDevice, { kind: 'evaluator' }> & {
  sent: SentFrame | null;
  /** When it goes dark by itself; null while it is. */
  litUntil: number | null;
};

const LIT_MS = 60_000;

/** A satisfaction evaluator on a TCP port. Throws `transport-failed` where the port is taken. */
export async function startVirtualEvaluator(options: VirtualEvaluatorOptions): Promise<VirtualEvaluator> {
  const { profile, id = 'evaluator', litMs = LIT_MS } = options;
  const rating = profile.inbound.find((frame) => frame.event === 'rating')?.name ?? 'rating';
  const device = new FramedDevice(id, options, heard);
  let litSince: number | null = null;
  let pressed: Level | null = null;
  let clerk: EvaluatorState['clerk'] = null;
  let busy = false;
  let darkening: NodeJS.Timeout | undefined;

  function light(): void {
    clearTimeout(darkening);
    litSince = Date.now();
    darkening = setTimeout(() => {
      litSince = null;
      device.changed();
    }, litMs);
  }

  function darken(): void {
    clearTimeout(darkening);
    litSince = null;
  }

  function heard(frame: Frame): void {
    if (frame.name === 'start') light();
    if (frame.name === 'stop') darken();
    if (frame.name === 'busy' || frame.name === 'idle') busy = frame.name === 'busy';
    if (frame.name === 'no-clerk') clerk = null;
    if (frame.name === 'clerk') {
      const { clerk: name = '', number = '', value = 0 } = readArgs(profile, frame);
      clerk = { name, number, stars: value };
    }
  }

  await device.start();
  return {
    id,
    port: device.port,
    fault: (fault, on, amount) => device.fault(fault, on, amount),
    kind: 'evaluator',
    press(level) {
      device.press(rating, { level });
      pressed = level;
      darken();
      device.changed();
    },
    state: () => ({
      ...device.state(),
      kind: 'evaluator',
      clerk,
      busy,
      litSince,
      litUntil: litSince === null ? null : litSince + litMs,
      lastPress: pressed === null ? null : { level: pressed, acknowledged: device.isAcknowledged },
    }),
    async stop() {
      darken();
      await device.stop();
    },
  };
}
