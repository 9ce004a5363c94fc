import type { GlassColour, VirtualDevice } from '@bandecheng/shared/virtual-hall';
import { textColumns } from '../codecs/frame-text.ts';
import type { Frame } from '../codecs/frame.ts';
import { readArgs } from '../codecs/framed-codec.ts';
import type { DevicePlug } from './device-plug.ts';
import { FramedDevice, type FramedDeviceOptions, type VirtualFrameFault } from './framed-device.ts';

export interface VirtualWindowDisplay extends DevicePlug<VirtualFrameFault> {
  readonly kind: 'window-display';
  /** Every text it was sent since it was started, oldest first. */
  readonly texts: readonly string[];
  state(): Extract<VirtualDevice, { kind: 'window-display' }>;
}

/** Texts it remembers having been sent. */
const TEXTS_KEPT = 1_000;

/**
 * The display over a counter on a TCP port: shows what it is sent and, where its profile has an acknowledgement, gives
 * one for each frame. Throws `transport-failed` where the port is taken.
 */
export async function startVirtualWindowDisplay(options: FramedDeviceOptions): Promise<VirtualWindowDisplay> {
  const { profile, id = 'display' } = options;
  const texts: string[] = [];
  let shown = '';
  let colour: GlassColour | null = null;
  const acknowledgement = profile.inbound.find(({ event }) => event === 'ack')?.name;

  function heard(frame: Frame): void {
    const { name } = frame;
    if (name === 'show') {
      const said = readArgs(profile, frame);
      shown = said.text ?? '';
      colour = said.colour ?? null;
      texts.push(shown);
      if (texts.length > TEXTS_KEPT) texts.shift();
    }
    if (name === 'clear') shown = '';
    if (acknowledgement !== undefined) device.answer(acknowledgement);
  }

  const device = new FramedDevice(id, options, heard);
  await device.start();
  return {
    id,
    port: device.port,
    fault: (fault, on, amount) => device.fault(fault, on, amount),
    kind: 'window-display',
    texts,
    state: () => ({
      ...device.state(),
      kind: 'window-display',
      shown,
      colour,
      columns: textColumns(profile, 'show') ?? 0,
    }),
    stop: () => device.stop(),
  };
}
