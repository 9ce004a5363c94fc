import { close, constants, open, read, stat, write } from 'node:fs';
import { promisify } from 'node:util';
import { within } from './deadline.ts';
import { TransportLost, type LossReason, type Transport, type TransportListener } from './transport.ts';
import { deviceFile, SYSTEM_PLACES, type SystemPlaces } from './usb-socket.ts';

const openFile = promisify(open);
const readFile = promisify(read);
const writeFile = promisify(write);
const closeFile = promisify(close);
const statFile = promisify(stat);

export interface UsbPrinterTimes {
  openMs: number;
  /** Until the printer has taken a write, which waits while its buffer is full. 500 to 60,000 ms. */
  writeMs: number;
  closeMs: number;
  /** Pause between two looks whether bytes came; the same after a write the printer has no room for. 5 to 500 ms. */
  lookMs: number;
}

export const USB_PRINTER_TIMES: UsbPrinterTimes = {
  openMs: 5_000,
  writeMs: 10_000,
  closeMs: 2_000,
  lookMs: 25,
};

export interface UsbPrinterParts {
  times?: UsbPrinterTimes;
  places?: SystemPlaces;
}

/** A printer on USB by its device file, `/dev/usb/lp0`, a link to it, or the socket it is in; Linux alone. */
export function usbPrinterTransport(
  path: string,
  listener: TransportListener,
  parts: UsbPrinterParts = {},
): Transport {
  return new UsbPrinterTransport(path, listener, parts);
}

/**
 * A read that waits would hold one of the four pool threads for as long as the printer is silent, so the file never
 * waits: it is looked at again and again. Writes follow one another, each whole before the next.
 */
class UsbPrinterTransport implements Transport {
  private file: number | null = null;
  private deviceFile = '';
  private ended = false;
  private loss: LossReason = 'port-lost';
  private looking: NodeJS.Timeout | undefined;
  private reading: Promise<void> = Promise.resolve();
  private writing: Promise<void> = Promise.resolve();
  private opening: Promise<number> | null = null;
  private closing: Promise<void> | null = null;
  private readonly buffer = Buffer.alloc(4_096);
  private readonly times: UsbPrinterTimes;

  constructor(
    private readonly path: string,
    private readonly listener: TransportListener,
    private readonly parts: UsbPrinterParts,
  ) {
    this.times = parts.times ?? USB_PRINTER_TIMES;
  }

  async open(): Promise<void> {
    if (this.ended) throw this.lost(this.loss);
    const opening = this.openPort();
    this.opening = opening;
    try {
      this.file = await within(opening, this.times.openMs, () => this.lost('no-answer'));
      if (this.ended) throw this.lost(this.loss);
    } catch (error) {
      this.ended = true;
      throw error instanceof TransportLost ? error : this.lost(openLoss(codeOf(error)), error);
    }
    this.lookLater();
  }

  write(bytes: Uint8Array): Promise<void> {
    const written = this.writing.then(() => this.writeAll(bytes));
    this.writing = written.catch(() => undefined);
    return written;
  }

  close(): Promise<void> {
    this.closing ??= this.closeAndWait();
    return this.closing;
  }

  private async openPort(): Promise<number> {
    const found = await deviceFile(this.path, this.parts.places ?? SYSTEM_PLACES);
    if ('lost' in found) throw this.lost(found.lost);
    this.deviceFile = found.file;
    return openFile(found.file, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  }

  /**
   * Resolves when the printer has the last byte, as closing the file throws away what is still under way: until
   * then a write of nothing is refused with "try again".
   */
  private async writeAll(bytes: Uint8Array): Promise<void> {
    const until = performance.now() + this.times.writeMs;
    let at = 0;
    while (!this.ended && this.file !== null) {
      try {
        const { bytesWritten } = await writeFile(this.file, bytes, at, bytes.length - at);
        if (at === bytes.length) return;
        at += bytesWritten;
        continue;
      } catch (error) {
        if (!isFull(codeOf(error))) throw this.failed(error);
      }
      if (performance.now() > until) {
        this.drop('no-answer');
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, this.times.lookMs));
    }
    throw this.lost(this.loss);
  }

  private failed(error: unknown): TransportLost {
    this.drop('port-lost');
    return this.lost(this.loss, error);
  }

  private lookLater(): void {
    if (this.ended) return;
    this.looking = setTimeout(() => {
      this.reading = this.look().then(() => this.lookLater());
    }, this.times.lookMs);
  }

  /** Takes what has come, to the last byte. */
  private async look(): Promise<void> {
    try {
      while (!this.ended && this.file !== null) {
        const { bytesRead } = await readFile(this.file, this.buffer, 0, this.buffer.length, null);
        // An empty packet, or nobody is there any more: then the file is gone too.
        if (bytesRead === 0) return void (await statFile(this.deviceFile));
        if (!this.ended) this.listener.data(Uint8Array.from(this.buffer.subarray(0, bytesRead)));
      }
    } catch (error) {
      if (!isFull(codeOf(error))) this.drop('port-lost');
    }
  }

  private drop(reason: LossReason): void {
    if (this.ended) return;
    this.ended = true;
    this.loss = reason;
    clearTimeout(this.looking);
    this.listener.closed(reason);
  }

  private async closeAndWait(): Promise<void> {
    this.ended = true;
    clearTimeout(this.looking);
    const file = await this.opening?.catch(() => null);
    if (file === null || file === undefined) return;
    await this.reading;
    await this.writing;
    this.file = null;
    await within(closeFile(file), this.times.closeMs, () => this.lost('no-answer')).catch(() => undefined);
  }

  private lost(reason: LossReason, cause?: unknown): TransportLost {
    return new TransportLost(`usb-printer ${this.path}`, reason, cause);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Nothing to read, or no room: the printer's buffer, or, with some drivers, its paper. */
function isFull(code: string | undefined): boolean {
  return code === 'EAGAIN' || code === 'ENOSPC';
}

function openLoss(code: string | undefined): LossReason {
  if (code === 'EBUSY') return 'port-busy';
  if (code === 'EACCES' || code === 'EPERM') return 'no-permission';
  return code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO' ? 'port-missing' : 'port-lost';
}
