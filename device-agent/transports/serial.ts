import { SerialPort } from 'serialport';
import { TransportLost, type LossReason, type Transport, type TransportListener } from './transport.ts';
import { within } from './deadline.ts';

/** The line as a device's profile gives it. */
export interface SerialSettings {
  baudRate: number;
  dataBits: 5 | 6 | 7 | 8;
  parity: 'none' | 'even' | 'odd' | 'mark' | 'space';
  stopBits: 1 | 2;
  /** `xon`: we obey the device's XOFF and never send our own, which would land inside raster data. */
  flow: 'none' | 'rtscts' | 'xon';
  /** Level of the modem line once open; absent: as the system leaves it. */
  dtr?: boolean | undefined;
  rts?: boolean | undefined;
}

export interface SerialTimes {
  /** Until the port is open: a Bluetooth or USB port may hang. 500 to 30,000 ms. */
  openMs: number;
  /** Until the operating system takes a write, which waits while the device's flow control holds. 500 to 60,000 ms. */
  writeMs: number;
  closeMs: number;
  /** Pause between two looks whether the port is still there. 50 to 2,000 ms. */
  lookMs: number;
}

export const SERIAL_TIMES: SerialTimes = { openMs: 5_000, writeMs: 10_000, closeMs: 2_000, lookMs: 1_000 };

/** A serial port with its device's line settings. */
export function serialTransport(
  path: string,
  settings: SerialSettings,
  listener: TransportListener,
  times: SerialTimes = SERIAL_TIMES,
): Transport {
  return new SerialTransport(path, settings, listener, times);
}

/**
 * serialport 13 keeps a write made after an unplug and sends it when the same object is opened again, and reports
 * an idle unplug by `close` alone: so one object lives for one connection, and close is the signal. It is never
 * flushed (that discards both ways) nor drained (that may hold a pool thread for ever).
 */
class SerialTransport implements Transport {
  private readonly port: SerialPort;
  private ended = false;
  private loss: LossReason = 'port-lost';
  private looking: NodeJS.Timeout | undefined;
  private opening: Promise<void> | null = null;
  private closing: Promise<void> | null = null;
  private readonly waiting = new Set<(error: Error) => void>();

  constructor(
    private readonly path: string,
    private readonly settings: SerialSettings,
    private readonly listener: TransportListener,
    private readonly times: SerialTimes,
  ) {
    this.port = portOf(path, settings);
    // A stream without an error listener ends the process, also long after its port is gone.
    this.port.on('error', () => undefined);
    this.port.on('close', () => this.gone());
    // A read of nothing ends the stream without a close: the other side of a pty, or some USB drivers.
    this.port.on('end', () => this.drop('port-lost'));
    this.port.on('data', (chunk: Buffer) => {
      if (!this.ended) this.listener.data(new Uint8Array(chunk));
    });
  }

  async open(): Promise<void> {
    const opening = new Promise<void>((resolve, reject) => {
      this.port.open((error) => (error ? reject(this.lost(openLoss(error.message), error)) : resolve()));
    });
    this.opening = opening;
    try {
      await within(opening, this.times.openMs, () => this.lost('no-answer'));
    } catch (error) {
      this.ended = true;
      // An open that was given up may still succeed: the port would stay locked.
      void opening.then(() => this.port.close(() => undefined)).catch(() => undefined);
      throw error;
    }
    await this.setModemLines();
    this.lookLater();
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { port, waiting } = this;
    if (this.ended || !port.isOpen) throw this.lost(this.loss);
    const handed = new Promise<void>((resolve, reject) => {
      waiting.add(reject);
      port.write(Buffer.from(bytes), (error) => {
        waiting.delete(reject);
        if (error) reject(this.lost('port-lost', error));
        else resolve();
      });
    });
    await within(handed, this.times.writeMs, () => {
      this.drop('no-answer');
      return this.lost('no-answer');
    });
  }

  close(): Promise<void> {
    this.closing ??= this.closeAndWait();
    return this.closing;
  }

  private async closeAndWait(): Promise<void> {
    this.ended = true;
    clearTimeout(this.looking);
    await this.opening?.catch(() => undefined);
    if (!this.port.isOpen) return;
    const closed = new Promise<void>((resolve) => this.port.close(() => resolve()));
    await within(closed, this.times.closeMs, () => this.lost('no-answer')).catch(() => undefined);
  }

  /** Gives up a connection that still seems open. */
  private drop(reason: LossReason): void {
    this.loss = reason;
    if (!this.port.isOpen) return;
    this.port.close(() => undefined);
    this.gone();
  }

  private gone(): void {
    const unasked = !this.ended;
    this.ended = true;
    clearTimeout(this.looking);
    for (const reject of this.waiting) reject(this.lost(this.loss));
    if (unasked) this.listener.closed(this.loss);
  }

  /**
   * A port that vanishes during a read answers every further read with nothing; bindings-cpp 13 then reads again
   * and again without end and never says `close`. Its modem lines tell: asking for them fails.
   */
  private lookLater(): void {
    if (this.ended) return;
    this.looking = setTimeout(() => {
      if (!this.port.isOpen) return;
      this.port.get((error) => {
        if (this.ended) return;
        if (error !== null && isVanished(error.message)) this.drop('port-lost');
        else this.lookLater();
      });
    }, this.times.lookMs);
  }

  private setModemLines(): Promise<void> {
    const { dtr, rts } = this.settings;
    return new Promise((resolve) => {
      if (dtr === undefined && rts === undefined) return resolve();
      // A pty has no modem lines and refuses; so do some USB adapters.
      this.port.set({ dtr: dtr ?? true, rts: rts ?? true }, () => resolve());
    });
  }

  private lost(reason: LossReason, cause?: unknown): TransportLost {
    return new TransportLost(`serial ${this.path}`, reason, cause);
  }
}

function portOf(path: string, settings: SerialSettings): SerialPort {
  return new SerialPort({
    path,
    baudRate: settings.baudRate,
    dataBits: settings.dataBits,
    parity: settings.parity,
    stopBits: settings.stopBits,
    rtscts: settings.flow === 'rtscts',
    xon: settings.flow === 'xon',
    xoff: false,
    hupcl: false,
    autoOpen: false,
  });
}

/** bindings-cpp gives the system's own sentence and no code. */
function openLoss(message: string): LossReason {
  if (/cannot lock port|resource busy|access denied/i.test(message)) return 'port-busy';
  if (/permission denied|operation not permitted/i.test(message)) return 'no-permission';
  if (/no such (file|device)|file not found|not a directory/i.test(message)) return 'port-missing';
  return 'port-lost';
}

/** EIO, EBADF, ENODEV, ENXIO in the system's words. A port without modem lines refuses with another word. */
function isVanished(message: string): boolean {
  return /input\/output error|bad file|no such device|not configured/i.test(message);
}
