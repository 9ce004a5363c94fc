import type { PrinterProfile } from '../profiles/profile.ts';
import type { PaperLine, PrinterFault, Slip, VirtualDevice } from '@bandecheng/shared/virtual-hall';
import type { CableFault, DevicePlug, PlugOptions } from './device-plug.ts';
import type { SlipEnd } from './paper-roll.ts';
import { PrinterPaper } from './printer-paper.ts';
import type { PrinterCondition } from './printer-status.ts';
import { SlowReader } from './slow-reader.ts';
import { WireLog } from './wire-log.ts';
import { WireServer } from './wire-server.ts';

/** A piece of paper that came out. */
export interface PrintedSlip extends Slip {
  end: SlipEnd;
  cutAt: number;
}

export interface VirtualPrinterOptions extends PlugOptions {
  profile: PrinterProfile;
  /** Bytes taken while it prints nothing; beyond them it stops reading. */
  bufferBytes?: number;
}

/**
 * The faults its page shows, and
 * - `paper-out-after`: the roll ends after so many more lines, in the middle of whatever is printed then;
 * - `slow`: it takes no more than so many bytes a second;
 * - `drop-after`: the connection breaks when so many more bytes have been taken;
 * - `no-gs-h`, `no-gs-r`: it does not know that fence, whatever its profile says.
 */
export type VirtualPrinterFault =
  PrinterFault | CableFault | 'paper-out-after' | 'slow' | 'drop-after' | 'no-gs-h' | 'no-gs-r';

export interface VirtualPrinter extends DevicePlug<VirtualPrinterFault> {
  readonly kind: 'printer';
  /** What came out and was not taken, the oldest first; the last 30 at most. */
  slips(): readonly PrintedSlip[];
  /** What has been printed and hangs in the printer still. */
  hanging(): PaperLine[];
  /** A hand takes the newest piece, tearing it off where it hangs; null where there is none. */
  tear(): PrintedSlip | null;
  /** The last 64 KiB received, queries included. */
  received(): Uint8Array;
  /** Commands it was sent and did not execute, and how often. */
  unknownCommands(): { command: string; count: number }[];
  state(): Extract<VirtualDevice, { kind: 'printer' }>;
}

/** Slips kept in the tray, and shown of them. */
const TRAY = 30;
const SHOWN_SLIPS = 5;
const RECEIVED_KEPT = 64 * 1024;
const BUFFER_BYTES = 64 * 1024;
/** Of faults that count something, where no amount is given. */
const USUAL_AMOUNTS: Partial<Record<VirtualPrinterFault, number>> = {
  'paper-out-after': 3,
  slow: 100,
  'drop-after': 100,
};
/** Bytes that no reply of a printer has. */
const NOISE = Uint8Array.of(0xf5, 0x80, 0xc3);

const SENSORS: Partial<Record<PrinterFault, keyof PrinterCondition>> = {
  'paper-near-end': 'paperNearEnd',
  'paper-out': 'paperOut',
  'cover-open': 'coverOpen',
  'cutter-fault': 'cutterFault',
  offline: 'offline',
};

/** A receipt printer on a TCP port. Throws `transport-failed` where the port is taken. */
export async function startVirtualPrinter(options: VirtualPrinterOptions): Promise<VirtualPrinter> {
  const printer = new TcpPrinter(options);
  await printer.start();
  return printer;
}

class TcpPrinter implements VirtualPrinter {
  readonly kind = 'printer';
  readonly id: string;
  port = 0;
  private readonly wire: WireServer;
  private readonly paper: PrinterPaper;
  private readonly log = new WireLog();
  private readonly slow = new SlowReader((bytes) => this.take(bytes));
  private faults = new Set<PrinterFault>();
  private tray: PrintedSlip[] = [];
  private cameOut = 0;
  private lastReceived: Uint8Array = new Uint8Array(0);
  private untilDrop: number | null = null;

  constructor(private readonly options: VirtualPrinterOptions) {
    this.id = options.id ?? 'printer';
    this.paper = new PrinterPaper(options.profile, {
      reply: (bytes) => this.reply(bytes),
      cameOff: (lines, end) => this.cameOff(lines, end),
      rollEnded: () => this.faults.add('paper-out'),
    });
    this.wire = new WireServer(options.port ?? 0, {
      connected: () => this.changed(),
      read: (bytes) => this.read(bytes),
      lost: () => this.lost(),
    });
  }

  async start(): Promise<void> {
    this.port = await this.wire.plugIn();
  }

  async stop(): Promise<void> {
    this.slow.clear();
    await this.wire.switchPlug(false);
  }

  fault(fault: VirtualPrinterFault, on = true, amount = USUAL_AMOUNTS[fault] ?? 0): void {
    if (fault === 'drop') this.wire.drop();
    else if (fault === 'unplugged') void this.wire.switchPlug(!on);
    else if (fault === 'slow') this.slow.pace(on ? amount : null);
    else if (fault === 'drop-after') this.untilDrop = on ? amount : null;
    else if (fault === 'paper-out-after') this.paper.endRollAfter(on ? amount : null);
    else if (fault === 'no-gs-h') this.paper.leaveUnanswered('gsH', on);
    else if (fault === 'no-gs-r') this.paper.leaveUnanswered('gsR', on);
    else this.switchFault(fault, on);
    this.settle();
  }

  slips(): readonly PrintedSlip[] {
    return this.tray;
  }

  hanging(): PaperLine[] {
    return this.paper.printed;
  }

  received(): Uint8Array {
    return this.lastReceived;
  }

  unknownCommands(): { command: string; count: number }[] {
    return this.paper.unexecuted;
  }

  tear(): PrintedSlip | null {
    this.paper.tear();
    const newest = this.tray.at(-1) ?? null;
    this.tray = this.tray.slice(0, -1);
    this.changed();
    return newest;
  }

  state(): Extract<VirtualDevice, { kind: 'printer' }> {
    const hanging = this.hanging();
    const slips: Slip[] = this.tray.map(({ number, lines, cutAt }) => ({ number, lines, cutAt }));
    if (hanging.length > 0) slips.push({ number: this.cameOut + 1, lines: hanging, cutAt: null });
    return {
      id: this.id,
      kind: 'printer',
      address: `127.0.0.1:${this.port}`,
      connected: this.wire.isConnected,
      wire: this.log.entries,
      columns: this.options.profile.columns,
      faults: [...this.faults],
      slips: slips.reverse().slice(0, SHOWN_SLIPS),
      unknownCommands: this.unknownCommands().reduce((sum, { count }) => sum + count, 0),
      bytesPerSecond: this.slow.bytesPerSecond,
    };
  }

  private switchFault(fault: PrinterFault, on: boolean): void {
    if (on) this.faults.add(fault);
    else this.faults.delete(fault);
    const sensor = SENSORS[fault];
    if (sensor !== undefined) this.paper.set({ [sensor]: on });
  }

  private read(bytes: Uint8Array): void {
    const received = Buffer.concat([this.lastReceived, bytes]);
    this.lastReceived = received.subarray(Math.max(0, received.length - RECEIVED_KEPT));
    const until = this.untilDrop;
    const taken = until === null ? bytes : bytes.subarray(0, until);
    if (until !== null) this.untilDrop = until - taken.length;
    // Queries go by several times a second: they would leave no room in the log for anything else.
    if (!isQuery(bytes)) this.log.add('to-device', taken);
    this.slow.push(taken);
    if (!isQuery(bytes)) this.settle();
    if (this.untilDrop !== 0) return;
    this.untilDrop = null;
    this.wire.drop();
  }

  private take(bytes: Uint8Array): void {
    this.paper.push(bytes);
    if (!isQuery(bytes)) this.settle();
  }

  private lost(): void {
    this.slow.flush();
    this.paper.connectionLost();
    this.settle();
  }

  /** A full buffer stops the reading, room in it lets it go on. */
  private settle(): void {
    const limit = this.options.bufferBytes ?? BUFFER_BYTES;
    this.wire.holdBack(this.paper.buffered + this.slow.waiting > limit);
    this.changed();
  }

  private reply(bytes: Uint8Array): void {
    if (this.faults.has('silent')) return;
    const sent = this.faults.has('garbage') ? Buffer.concat([NOISE, bytes]) : bytes;
    this.wire.send(sent);
    if (!isRealTimeReply(bytes)) this.log.add('from-device', sent);
  }

  private cameOff(lines: PaperLine[], end: SlipEnd): void {
    this.cameOut += 1;
    const slip: PrintedSlip = { number: this.cameOut, lines, end, cutAt: Date.now() };
    this.tray = [...this.tray, slip].slice(-TRAY);
  }

  private changed(): void {
    this.options.changed?.();
  }
}

function isQuery(bytes: Uint8Array): boolean {
  return bytes.length === 3 && bytes[0] === 0x10 && bytes[1] === 0x04;
}

function isRealTimeReply(bytes: Uint8Array): boolean {
  return bytes.length === 1 && ((bytes[0] ?? 0) & 0x93) === 0x12;
}
