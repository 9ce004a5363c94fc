import {
  TransportLost,
  type Connect,
  type LossReason,
  type Transport,
  type TransportListener,
} from '@bandecheng/device-agent/transports/transport';

/** A device at the end of fake transports, in the test's hands. */
export class FakeDevice {
  /** Every byte written, over all connections. */
  written: number[] = [];
  /** Connections made so far. */
  connections = 0;
  /** What the next attempts to open meet, first one first; then they succeed. */
  refusals: LossReason[] = [];
  /** Called with each write; may answer through `sends`. */
  onWrite: (bytes: Uint8Array) => void = () => undefined;
  /** Held back writes settle only through this; null: they settle at once. */
  heldWrites: (() => void)[] | null = null;
  private listener: TransportListener | null = null;

  get connect(): Connect {
    return (listener) => this.transport(listener);
  }

  get open(): boolean {
    return this.listener !== null;
  }

  sends(bytes: Iterable<number>): void {
    this.listener?.data(Uint8Array.from(bytes));
  }

  unplug(reason: LossReason = 'port-lost'): void {
    const { listener } = this;
    this.listener = null;
    listener?.closed(reason);
  }

  private transport(listener: TransportListener): Transport {
    let mine = false;
    return {
      open: () => {
        this.connections += 1;
        const refusal = this.refusals.shift();
        if (refusal !== undefined) return Promise.reject(new TransportLost('fake', refusal));
        mine = true;
        this.listener = listener;
        return Promise.resolve();
      },
      write: async (bytes) => {
        if (!mine || this.listener !== listener) throw new TransportLost('fake', 'port-lost');
        if (this.heldWrites !== null) await new Promise<void>((done) => this.heldWrites?.push(done));
        this.written.push(...bytes);
        this.onWrite(bytes);
      },
      close: () => {
        if (this.listener === listener) this.listener = null;
        return Promise.resolve();
      },
    };
  }
}
