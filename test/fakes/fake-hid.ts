import { EventEmitter } from 'node:events';
import type { HidHandle, HidLibrary } from '@bandecheng/device-agent/transports/hid';
import type { HidListed } from '@bandecheng/device-agent/transports/hid-identity';

export const BOX: HidListed = {
  vendorId: 0x1209,
  productId: 0x0001,
  path: '/dev/hidraw0',
  serialNumber: 'C1',
  interface: 0,
  usagePage: 0xff00,
  usage: 1,
};

/**
 * A HID library without its native part: one box and whatever else is attached. It behaves as the real one was seen
 * to: an unplug is an 'error' without an error, a close takes all listeners away, and nothing else is ever said.
 */
export class FakeHid implements HidLibrary {
  /** Other devices on the bus. */
  others: HidListed[] = [];
  /** Everything the box was sent, over all its connections. */
  written = Buffer.alloc(0);
  /** Open connections to the box. */
  readonly open = new Set<OpenHid>();
  /** Opening meets this error. */
  refuses: Error | null = null;
  /** Output reports are held and never taken. */
  stalled = false;
  /** What the real library throws where nobody can catch it: each ends the process. */
  readonly crashes: string[] = [];
  box: HidListed | null;
  private plugged = 0;

  constructor(private readonly listed: HidListed = BOX) {
    this.box = listed;
  }

  devicesAsync = async (vendor: number, product: number): Promise<HidListed[]> =>
    [...(this.box === null ? [] : [this.box]), ...this.others].filter(
      ({ vendorId, productId }) => vendorId === vendor && productId === product,
    );

  HIDAsync = {
    open: async (path: string): Promise<HidHandle> => {
      if (this.refuses !== null) throw this.refuses;
      if (path !== this.box?.path) throw new Error(`cannot open device with path ${path}: No such file`);
      const opened = new OpenHid(this);
      this.open.add(opened);
      return opened as unknown as HidHandle;
    },
  };

  sends(report: Uint8Array): void {
    for (const opened of this.open) opened.emit('data', Buffer.from(report));
  }

  /** Takes output reports again, first those it held. */
  goOn(): void {
    this.stalled = false;
    for (const opened of this.open) opened.takeHeld();
  }

  unplug(): void {
    this.box = null;
    this.written = Buffer.alloc(0);
    const lost = [...this.open];
    this.open.clear();
    for (const opened of lost) opened.lose();
  }

  /** The same box, on another path. */
  replug(): void {
    this.plugged += 1;
    this.stalled = false;
    this.box = { ...this.listed, path: `/dev/hidraw${this.plugged}` };
  }
}

class OpenHid extends EventEmitter {
  private readonly held: { take: () => void; reject: (error: Error) => void }[] = [];
  private lost = false;

  private closed = false;

  constructor(private readonly hid: FakeHid) {
    super();
    this.on('newListener', (event) => {
      if (event === 'data') process.nextTick(() => this.beginReading());
    });
  }

  async write(report: Buffer): Promise<number> {
    if (this.lost) throw new Error('Cannot write to hid device');
    if (this.hid.stalled) await new Promise<void>((take, reject) => this.held.push({ take, reject }));
    this.hid.written = Buffer.concat([this.hid.written, report]);
    return report.length;
  }

  takeHeld(): void {
    for (const { take } of this.held.splice(0)) take();
  }

  async close(): Promise<void> {
    this.hid.open.delete(this);
    this.closed = true;
    await new Promise(setImmediate);
    this.removeAllListeners();
  }

  private beginReading(): void {
    if (this.closed && this.listenerCount('data') > 0) this.hid.crashes.push('device has been closed');
  }

  lose(): void {
    this.lost = true;
    for (const { reject } of this.held) reject(new Error('Cannot write to hid device'));
    this.emit('error', undefined);
  }
}
