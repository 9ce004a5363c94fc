import { HallError } from '@bandecheng/shared/errors';
import { virtualZh } from '../locales/zh/virtual.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import { onPty } from './pty.ts';
import { startVirtualCardReader, type VirtualCardReader } from './virtual-card-reader.ts';
import { startVirtualEvaluator, type VirtualEvaluator } from './virtual-evaluator.ts';
import { startVirtualKeypad, type VirtualKeypad } from './virtual-keypad.ts';
import { startVirtualPrinter, type VirtualPrinter } from './virtual-printer.ts';
import { startVirtualWindowDisplay, type VirtualWindowDisplay } from './virtual-window-display.ts';
import type { VirtualConfig, VirtualDeviceEntry } from './virtual-config.ts';

export type AnyDevice =
  VirtualPrinter | VirtualEvaluator | VirtualKeypad | VirtualWindowDisplay | VirtualCardReader;

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
  return FRAME_DEVICES[profile.kind]({ ...plug, profile, address });
}

const FRAME_DEVICES = {
  evaluator: startVirtualEvaluator,
  keypad: startVirtualKeypad,
  'window-display': startVirtualWindowDisplay,
  'id-card-reader': startVirtualCardReader,
} as const;
