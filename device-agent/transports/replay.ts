import { TransportLost, type Connect, type Transport, type TransportListener } from './transport.ts';

/** A recorded session with a device: what passed its line, in the order it passed. */
export interface Recording {
  /** Profile and address it was recorded with; absent: nobody knew the device. */
  profile?: string | undefined;
  address?: number | undefined;
  entries: readonly RecordedBytes[];
}

export interface RecordedBytes {
  /** Since the session began. */
  ms: number;
  direction: 'to-device' | 'from-device';
  bytes: Uint8Array;
}

export interface Replay {
  /** For one connection: a recorded session was one too. */
  connect: Connect;
  /** Resolves when the last entry has passed. */
  readonly finished: Promise<void>;
  /** What was written and is not what was recorded; empty while all is as it was. */
  readonly differences: readonly string[];
}

/**
 * Plays a recorded session back: what the device sent comes at the recorded pauses, divided by `speed`, and what was
 * written to it then is waited for before it goes on. So whoever drives it must act as at the time of the recording.
 */
export function replay({ entries }: Recording, speed = 1): Replay {
  const differences: string[] = [];
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  return {
    finished,
    differences,
    connect: (listener) => new ReplayTransport(entries, speed, listener, differences, finish),
  };
}

class ReplayTransport implements Transport {
  private at = 0;
  private isOpen = false;
  private timer: NodeJS.Timeout | undefined;
  /** Written and not yet compared with what was recorded. */
  private written: number[] = [];

  constructor(
    private readonly entries: readonly RecordedBytes[],
    private readonly speed: number,
    private readonly listener: TransportListener,
    private readonly differences: string[],
    private readonly finish: () => void,
  ) {}

  open(): Promise<void> {
    if (this.at > 0) return Promise.reject(new TransportLost('replay', 'port-missing'));
    this.isOpen = true;
    this.wait();
    return Promise.resolve();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.isOpen) return Promise.reject(new TransportLost('replay', 'port-lost'));
    if (this.at >= this.entries.length) this.differences.push(`${hex([...bytes])} for nothing`);
    this.written.push(...bytes);
    this.compare();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.isOpen = false;
    clearTimeout(this.timer);
    return Promise.resolve();
  }

  /** Until the next entry is due; what is to be written is waited for however long it takes. */
  private wait(): void {
    const entry = this.entries[this.at];
    if (entry === undefined) return this.finish();
    if (entry.direction === 'to-device') return this.compare();
    const before = this.entries[this.at - 1]?.ms ?? 0;
    this.timer = setTimeout(() => this.pass(entry), Math.max(0, entry.ms - before) / this.speed);
  }

  private pass({ bytes, direction }: RecordedBytes): void {
    this.at += 1;
    if (direction === 'from-device') this.listener.data(Uint8Array.from(bytes));
    if (this.isOpen) this.wait();
  }

  private compare(): void {
    const entry = this.entries[this.at];
    if (entry?.direction !== 'to-device') return;
    if (this.written.length < entry.bytes.length) return;
    const wrote = this.written.splice(0, entry.bytes.length);
    const differs = wrote.findIndex((byte, i) => byte !== entry.bytes[i]);
    if (differs >= 0) this.differences.push(`${entry.ms} ms: ${hex(wrote)} for ${hex([...entry.bytes])}`);
    this.pass(entry);
  }
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
