import type { SerialPort } from 'serialport';
import { TransportLost, type LossReason, type Transport, type TransportListener } from './transport.ts';
import { within } from './deadline.ts';
import { readWhileWriting } from './serial-poller.ts';
import { deviceFile, SYSTEM_PLACES, type SystemPlaces } from './usb-socket.ts';

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

/** What is used of the library; its native part is loaded with the first port. */
export interface SerialLibrary {
  SerialPort: Pick<typeof SerialPort, 'list'> & (new (options: SerialOptions) => SerialPort);
}
type SerialOptions = ConstructorParameters<typeof SerialPort>[0];

export interface SerialParts {
  times?: SerialTimes;
  load?: () => Promise<SerialLibrary>;
  places?: SystemPlaces;
}

/** A serial port with its device's line settings. `path`: a device file, a link to it, or on Linux a USB socket. */
export function serialTransport(
  path: string,
  settings: SerialSettings,
  listener: TransportListener,
  parts: SerialParts = {},
): Transport {
  return new SerialTransport(path, settings, listener, parts);
}

/** A serial port as the system lists it; numbers in hexadecimal. */
export type ListedSerial = Awaited<ReturnType<typeof SerialPort.list>>[number];

/** The ports as the library lists them. Rejects where it cannot: no native part, on Linux no udevadm. */
export async function listSerialPorts(): Promise<ListedSerial[]> {
  return (await loadSerialPort()).SerialPort.list();
}

/**
 * serialport 13 keeps a write made after an unplug and sends it when the same object is opened again, and reports
 * an idle unplug by `close` alone: so one object lives for one connection, and close is the signal. It is never
 * flushed (that discards both ways) nor drained (that may hold a pool thread for ever).
 */
class SerialTransport implements Transport {
  private port: SerialPort | null = null;
  private ended = false;
  private loss: LossReason = 'port-lost';
  private looking: NodeJS.Timeout | undefined;
  private opening: Promise<SerialPort> | null = null;
  private closing: Promise<void> | null = null;
  private readonly waiting = new Set<(error: Error) => void>();
  private readonly times: SerialTimes;

  constructor(
    private readonly path: string,
    private readonly settings: SerialSettings,
    private readonly listener: TransportListener,
    private readonly parts: SerialParts,
  ) {
    this.times = parts.times ?? SERIAL_TIMES;
  }

  async open(): Promise<void> {
    if (this.ended) throw this.lost(this.loss);
    this.opening = this.openPort();
    try {
      const port = await this.opening;
      if (this.ended) throw this.lost(this.loss);
      await this.setModemLines(port);
      this.lookLater(port);
    } catch (error) {
      this.ended = true;
      throw error;
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { port, waiting } = this;
    if (this.ended || port === null || !port.isOpen) throw this.lost(this.loss);
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

  private async openPort(): Promise<SerialPort> {
    const found = await deviceFile(this.path, this.parts.places ?? SYSTEM_PLACES);
    if ('lost' in found) throw this.lost(found.lost);
    const { SerialPort } = await (this.parts.load ?? loadSerialPort)().catch((cause: unknown) => {
      throw this.lost('no-driver', cause);
    });
    const port = new SerialPort(optionsOf(found.file, this.settings));
    this.port = port;
    // A stream without an error listener ends the process, also long after its port is gone.
    port.on('error', () => undefined);
    port.on('close', () => this.gone());
    // A read of nothing ends the stream without a close: the other side of a pty, or some USB drivers.
    port.on('end', () => this.drop('port-lost'));
    port.on('data', (chunk: Buffer) => {
      if (!this.ended) this.listener.data(new Uint8Array(chunk));
    });
    const opened = new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(this.lost(openLoss(error.message), error)) : resolve()));
    });
    try {
      await within(opened, this.times.openMs, () => this.lost('no-answer'));
    } catch (error) {
      // An open that was given up may still succeed: the port would stay locked.
      void opened.then(() => this.release(port)).catch(() => undefined);
      throw error;
    }
    readWhileWriting(port.port);
    return port;
  }

  private async closeAndWait(): Promise<void> {
    this.ended = true;
    clearTimeout(this.looking);
    for (const reject of this.waiting) reject(this.lost(this.loss));
    const port = await this.opening?.catch(() => null);
    if (port) await this.release(port);
  }

  /** With bytes the device does not take, the system waits with a close for up to 30 s and holds a pool thread. */
  private async release(port: SerialPort): Promise<void> {
    if (!port.isOpen) return;
    const closed = new Promise<void>((resolve) => port.close(() => resolve()));
    await within(closed, this.times.closeMs, () => this.lost('no-answer')).catch(() => undefined);
  }

  /** Gives up a connection that still seems open. */
  private drop(reason: LossReason): void {
    this.loss = reason;
    if (this.port === null || !this.port.isOpen) return;
    this.gone();
    void this.close();
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
  private lookLater(port: SerialPort): void {
    if (this.ended) return;
    this.looking = setTimeout(() => {
      if (!port.isOpen) return;
      port.get((error) => {
        if (this.ended) return;
        if (error !== null && isVanished(error.message)) this.drop('port-lost');
        else this.lookLater(port);
      });
    }, this.times.lookMs);
  }

  private setModemLines(port: SerialPort): Promise<void> {
    const { dtr, rts } = this.settings;
    return new Promise((resolve) => {
      if (dtr === undefined && rts === undefined) return resolve();
      // A pty has no modem lines and refuses; so do some USB adapters.
      port.set({ dtr: dtr ?? true, rts: rts ?? true }, () => resolve());
    });
  }

  private lost(reason: LossReason, cause?: unknown): TransportLost {
    return new TransportLost(`serial ${this.path}`, reason, cause);
  }
}

/** A machine without the native part loses serial ports alone. */
async function loadSerialPort(): Promise<SerialLibrary> {
  return import('serialport');
}

function optionsOf(path: string, settings: SerialSettings): SerialOptions {
  return {
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
  };
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
