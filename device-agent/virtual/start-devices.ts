import { HallError } from '@bandecheng/shared/errors';
import { virtualZh } from '../locales/zh/virtual.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import { onPty } from './pty.ts';
import { startVirtualEvaluator, type VirtualEvaluator } from './virtual-evaluator.ts';
import { startVirtualKeypad, type VirtualKeypad } from './virtual-keypad.ts';
import { startVirtualPrinter, type VirtualPrinter } from './virtual-printer.ts';
import type { VirtualConfig, VirtualDeviceEntry } from './virtual-config.ts';

export type AnyDevice = VirtualPrinter | VirtualEvaluator | VirtualKeypad;

/** A device and where its wire ends. */
export interface StartedDevice {
  device: AnyDevice;
  /** `127.0.0.1:9101`, or the path of a pty. */
  address: string;
  stop(): Promise<void>;
}

/**
 * Starts every device of a configuration. Throws `transport-failed` naming the device whose port cannot be had, and
 * has stopped the others by then.
 */
export async function startDevices(
  config: VirtualConfig,
  profiles: ReadonlyMap<string, DeviceProfile>,
  changed: () => void,
): Promise<StartedDevice[]> {
  const started: StartedDevice[] = [];
  try {
    for (const entry of config.devices) started.push(await startOne(entry, profiles, changed));
  } catch (error) {
    await Promise.all(started.map((one) => one.stop()));
    throw error;
  }
  return started;
}

async function startOne(
  entry: VirtualDeviceEntry,
  profiles: ReadonlyMap<string, DeviceProfile>,
  changed: () => void,
): Promise<StartedDevice> {
  const { transport } = entry;
  const port = transport.kind === 'tcp' ? transport.port : 0;
  const device = await openDevice(entry, profiles.get(entry.profile), { id: entry.id, port, changed });
  if (transport.kind === 'tcp')
    return { device, address: `127.0.0.1:${device.port}`, stop: () => device.stop() };
  const pty = await onPty(device, transport.path).catch(async (error: unknown) => {
    await device.stop();
    throw error;
  });
  return {
    device,
    address: pty.path,
    stop: async () => {
      await pty.stop();
      await device.stop();
    },
  };
}

function openDevice(
  { id, profile: wanted, address = 0 }: VirtualDeviceEntry,
  profile: DeviceProfile | undefined,
  plug: { id: string; port: number; changed: () => void },
): Promise<AnyDevice> {
  if (profile === undefined) throw new HallError('profile-invalid', id, virtualZh.unknownProfile(wanted));
  if (profile.kind === 'printer') return startVirtualPrinter({ ...plug, profile });
  if (profile.speaks === 'hid-reports') throw new HallError('profile-invalid', id, virtualZh.noSuchWire);
  return profile.kind === 'evaluator'
    ? startVirtualEvaluator({ ...plug, profile, address })
    : startVirtualKeypad({ ...plug, profile, address });
}
