import type { HIDAsync } from 'node-hid';
import { within } from './deadline.ts';
import { findHid, type HidIdentity, type HidListed } from './hid-identity.ts';
import { otherHidNames } from './hid-names.ts';
import { TransportLost, type LossReason, type Transport, type TransportListener } from './transport.ts';

/** What is used of the library; its native part is loaded with the first call. */
export interface HidLibrary {
  devicesAsync(vendor: number, product: number): Promise<HidListed[]>;
  HIDAsync: { open(path: string): Promise<HidHandle> };
}
export type HidHandle = Pick<HIDAsync, 'on' | 'write' | 'close'>;

export interface HidTimes {
  /** For finding and opening the device. 500 to 30,000 ms. */
  openMs: number;
  /** For one output report; a device that takes none holds it. 500 to 60,000 ms. */
  writeMs: number;
  closeMs: number;
}

export const HID_TIMES: HidTimes = { openMs: 5_000, writeMs: 5_000, closeMs: 2_000 };

export interface HidParts {
  times?: HidTimes;
  load?: () => Promise<HidLibrary>;
  platform?: NodeJS.Platform;
}

/**
 * A USB HID device. Each `data` is one whole input report, behind its report id where the device numbers its
 * reports; each `write` is one output report, its id first, 00 where it numbers none.
 */
export function hidTransport(
  identity: HidIdentity,
  listener: TransportListener,
  parts: HidParts = {},
): Transport {
  return new HidTransport(identity, listener, parts);
}

/**
 * node-hid knows no unplug: a read that fails is one, and its error ends the process where nobody listens. It is
 * looked for anew at every opening, as a device plugged in again mostly has another path.
 */
class HidTransport implements Transport {
  private device: HidHandle | null = null;
  private ended = false;
  private loss: LossReason = 'port-lost';
  private opening: Promise<HidHandle> | null = null;
  private closing: Promise<void> | null = null;
  private readonly waiting = new Set<(error: Error) => void>();
  private readonly times: HidTimes;

  constructor(
    private readonly identity: HidIdentity,
    private readonly listener: TransportListener,
    private readonly parts: HidParts,
  ) {
    this.times = parts.times ?? HID_TIMES;
  }

  async open(): Promise<void> {
    if (this.ended) throw this.lost(this.loss);
    const opening = this.find();
    this.opening = opening;
    try {
      const device = await within(opening, this.times.openMs, () => this.lost('no-answer'));
      if (this.ended) throw this.lost(this.loss);
      this.watch(device);
    } catch (error) {
      this.ended = true;
      // An open that was given up may still succeed.
      void opening.then((device) => this.release(device)).catch(() => undefined);
      throw error;
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { device, waiting } = this;
    if (device === null || this.ended) throw this.lost(this.loss);
    let forget = (): void => undefined;
    const taken = new Promise<void>((resolve, reject) => {
      waiting.add(reject);
      forget = () => waiting.delete(reject);
      device.write(Buffer.from(bytes)).then(
        () => resolve(),
        (error: unknown) => reject(this.lost('port-lost', error)),
      );
    });
    await within(taken, this.times.writeMs, () => {
      this.drop('no-answer');
      return this.lost('no-answer');
    }).finally(forget);
  }

  close(): Promise<void> {
    this.closing ??= this.closeAndWait();
    return this.closing;
  }

  private async find(): Promise<HidHandle> {
    const { vendor, product } = this.identity;
    const library = await this.load();
    const attached = await library.devicesAsync(vendor, product).catch((cause: unknown) => {
      throw this.lost('no-driver', cause);
    });
    const platform = this.parts.platform ?? process.platform;
    const found = findHid(await this.named(attached), this.identity, platform === 'linux');
    if ('lost' in found) throw this.lost(found.lost);
    return library.HIDAsync.open(found.path).catch((cause: unknown) => {
      throw this.lost(openLoss(cause), cause);
    });
  }

  private async load(): Promise<HidLibrary> {
    try {
      return await (this.parts.load ?? loadNodeHid)();
    } catch (cause) {
      throw this.lost('no-driver', cause);
    }
  }

  private async named(attached: HidListed[]): Promise<HidListed[]> {
    const asked = this.identity.path;
    if (asked === undefined) return attached;
    return Promise.all(
      attached.map(async (listed) => ({
        ...listed,
        alsoCalled: listed.path === undefined ? [] : await otherHidNames(listed.path, asked),
      })),
    );
  }

  private watch(device: HidHandle): void {
    this.device = device;
    // Before the first 'data' listener, which begins the reading.
    device.on('error', () => this.drop('port-lost'));
    device.on('data', (report: Buffer) => {
      if (!this.ended) this.listener.data(new Uint8Array(report));
    });
  }

  private drop(reason: LossReason): void {
    if (this.ended) return;
    this.ended = true;
    this.loss = reason;
    for (const reject of this.waiting) reject(this.lost(reason));
    this.listener.closed(reason);
  }

  private async closeAndWait(): Promise<void> {
    this.ended = true;
    for (const reject of this.waiting) reject(this.lost(this.loss));
    const device = await this.opening?.catch(() => null);
    if (device) await this.release(device);
  }

  private async release(device: HidHandle): Promise<void> {
    // node-hid begins to read a tick after its listener came; closed before that it throws where nobody can catch it.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const closed = device.close().catch(() => undefined);
    await within(closed, this.times.closeMs, () => this.lost('no-answer')).catch(() => undefined);
    // Closing takes every listener away; an error that was on its way still needs one.
    device.on('error', () => undefined);
  }

  private lost(reason: LossReason, cause?: unknown): TransportLost {
    const { vendor, product, serialNumber, path } = this.identity;
    const place = [hex4(vendor), hex4(product), serialNumber, path].filter((part) => part !== undefined);
    return new TransportLost(`hid ${place.join(':')}`, reason, cause);
  }
}

/** Every HID device as the library lists it. Rejects where it cannot: no native part, no libudev. */
export async function listHidDevices(): Promise<HidListed[]> {
  const listed = await (await import('node-hid')).devicesAsync();
  return listed.map((one) => ({ ...one, productName: one.product }));
}

/** A machine without the native part loses HID devices alone. */
async function loadNodeHid(): Promise<HidLibrary> {
  return import('node-hid');
}

/** hidapi gives the system's own sentence and no code. */
function openLoss(error: unknown): LossReason {
  const message = error instanceof Error ? error.message : String(error);
  if (/permission denied|operation not permitted|access is denied/i.test(message)) return 'no-permission';
  if (/being used by another|exclusive access|resource busy/i.test(message)) return 'port-busy';
  if (/no such (file|device)|not found/i.test(message)) return 'port-missing';
  return 'port-lost';
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
