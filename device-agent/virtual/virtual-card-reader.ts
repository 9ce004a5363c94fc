import type { VirtualDevice } from '@bandecheng/shared/virtual-hall';
import type { Frame } from '../codecs/frame.ts';
import { idCardData, type IdCard } from '../codecs/id-card.ts';
import type { ReaderStatus } from '../profiles/frame-messages.ts';
import type { DevicePlug } from './device-plug.ts';
import { FramedDevice, type FramedDeviceOptions, type VirtualFrameFault } from './framed-device.ts';
import { SAMPLE_CARDS } from './sample-cards.ts';

export interface VirtualCardReader extends DevicePlug<VirtualFrameFault> {
  readonly kind: 'id-card-reader';
  /** Lays a card on it, in place of one that lies there. */
  lay(card: IdCard): void;
  take(): void;
  /** One of its sample cards; false where it has none of this name. Null takes away what lies there. */
  laySample(card: string | null): boolean;
  state(): Extract<VirtualDevice, { kind: 'id-card-reader' }>;
}

export interface VirtualCardReaderOptions extends FramedDeviceOptions {
  /** Whether a card that was read and still lies there is found again; many readers find it only once. */
  findsAgain?: boolean;
}

/** An identity-card reader on a TCP port. Throws `transport-failed` where the port is taken. */
export async function startVirtualCardReader(options: VirtualCardReaderOptions): Promise<VirtualCardReader> {
  const { profile, id = 'card-reader', findsAgain = false } = options;
  let lying: IdCard | null = null;
  let sample: string | null = null;
  let phase: 'new' | 'found' | 'selected' | 'read' = 'new';
  let readings = 0;

  function say(status: ReaderStatus): void {
    const name = profile.inbound.find((one) => one.event === 'status' && one.status === status)?.name;
    if (name === undefined) return;
    // What stands in it beside its meaning is as the profile's own vector has it.
    const data = profile.vectors.find(({ dir, means }) => dir === 'in' && means.name === name)?.means.data;
    device.answer(name, data === undefined ? { status } : { data });
  }

  function find(): void {
    if (lying === null || (phase === 'read' && !findsAgain)) return say('no-card');
    phase = 'found';
    say('card-found');
  }

  function select(): void {
    if (lying === null || phase !== 'found') return say('select-failed');
    phase = 'selected';
    say('card-selected');
  }

  function read(): void {
    const card = profile.inbound.find(({ event }) => event === 'card');
    if (lying === null || phase !== 'selected' || card === undefined) return say('read-failed');
    phase = 'read';
    readings += 1;
    device.answer(card.name, { data: idCardData(lying) });
  }

  const asks: Readonly<Record<string, () => void>> = { find, select, read };
  const device = new FramedDevice(id, options, ({ name }: Frame) => asks[name]?.());

  function put(card: IdCard | null, of: string | null): void {
    lying = card;
    sample = of;
    phase = 'new';
    device.changed();
  }

  await device.start();
  return {
    id,
    port: device.port,
    fault: (fault, on, amount) => device.fault(fault, on, amount),
    kind: 'id-card-reader',
    lay: (card) => put(card, null),
    take: () => put(null, null),
    laySample(wanted) {
      const card = wanted === null ? null : SAMPLE_CARDS[wanted];
      if (card === undefined) return false;
      put(card, wanted);
      return true;
    },
    state: () => ({
      ...device.state(),
      kind: 'id-card-reader',
      cards: Object.entries(SAMPLE_CARDS).map(([card, { name }]) => ({ card, name })),
      lying: sample,
      readings,
    }),
    stop: () => device.stop(),
  };
}
