import type { VirtualDevice } from '@bandecheng/shared/virtual-hall';
import type { KeypadKey } from '@bandecheng/shared/vocabulary';
import { readArgs } from '../codecs/framed-codec.ts';
import type { DevicePlug } from './device-plug.ts';
import {
  FramedDevice,
  type FramedDeviceOptions,
  type SentFrame,
  type VirtualFrameFault,
} from './framed-device.ts';

export interface VirtualKeypad extends DevicePlug<VirtualFrameFault> {
  readonly kind: 'keypad';
  /** Digits typed, then the key. Throws `profile-invalid` for what the profile cannot say. */
  key(key: KeypadKey, digits?: string): void;
  /** What its page is shown, and how its last frame fared. */
  state(): Extract<VirtualDevice, { kind: 'keypad' }> & { sent: SentFrame | null };
}

/** A clerk's caller keypad on a TCP port. Throws `transport-failed` where the port is taken. */
export async function startVirtualKeypad(options: FramedDeviceOptions): Promise<VirtualKeypad> {
  const { profile, id = 'keypad' } = options;
  const keys = profile.inbound.find((frame) => frame.event === 'key')?.name ?? 'key';
  let shown = '';
  let beeps = 0;
  let pressed: KeypadKey | null = null;

  const device = new FramedDevice(id, options, (frame) => {
    shown = readArgs(profile, frame).digits ?? shown;
    if (frame.name === 'beep') beeps += 1;
  });

  await device.start();
  return {
    id,
    port: device.port,
    fault: (fault, on, amount) => device.fault(fault, on, amount),
    kind: 'keypad',
    key(key, digits) {
      device.press(keys, { key, ...(digits === undefined ? {} : { digits }) });
      pressed = key;
      device.changed();
    },
    state: () => ({
      ...device.state(),
      kind: 'keypad',
      shown,
      beeps,
      lastKey: pressed === null ? null : { key: pressed, acknowledged: device.isAcknowledged },
    }),
    stop: () => device.stop(),
  };
}
