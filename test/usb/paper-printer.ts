import { constants, readdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import {
  startVirtualPrinter,
  type PrintedSlip,
  type VirtualPrinter,
} from '@bandecheng/device-agent/virtual/virtual-printer';
import { linkDevice } from './device-links.ts';
import { Gadget } from './gadget.ts';
import { passableTicketsOn, wholeTicketOn, type PaperTicket } from './paper-ticket.ts';
import { until } from './until.ts';

const LOOK_MS = 20;
/**
 * More than the gadget ever holds: each read takes all of it. Linux 6.1 frees a request that was read in part when the
 * cable is pulled, uses it again after the replug, and dies of that some seconds later.
 */
const READ_BYTES = 128 * 1024;

/**
 * A receipt printer on the bus: its plug is the kernel's printer gadget, what it does with the bytes a virtual
 * printer. It has its own power: what it was sent stays in it when the cable is pulled.
 */
export class PaperPrinter {
  private file: FileHandle | null = null;
  private plugged = false;
  private pumping: Promise<void> = Promise.resolve();
  private untilPull: number | null = null;
  private torn: (() => void) | null = null;
  private readonly answers: Buffer[] = [];
  private readonly slips = new Map<number, PrintedSlip>();

  private constructor(
    private readonly gadget: Gadget,
    readonly paper: VirtualPrinter,
    private readonly inside: Socket,
  ) {
    inside.on('data', (bytes: Buffer) => this.answers.push(bytes));
  }

  static async make(serialNumber: string, socket: number, profile: PrinterProfile): Promise<PaperPrinter> {
    let made: PaperPrinter | null = null;
    const paper = await startVirtualPrinter({ profile, changed: () => made?.keepSlips() });
    const inside = connect(paper.port, '127.0.0.1');
    const pnp = `MFG:bandecheng;CMD:ESC/POS;MDL:${serialNumber};CLS:PRINTER;`;
    const gadget = await Gadget.make(serialNumber, socket, { kind: 'printer', pnp });
    made = new PaperPrinter(gadget, paper, inside);
    return made;
  }

  async stop(): Promise<void> {
    this.inside.destroy();
    await this.paper.stop();
  }

  get pulls(): number {
    return this.gadget.pulls;
  }

  async plug(): Promise<void> {
    await this.gadget.plug();
    // There at once, and to be opened when the host has chosen its interface.
    this.file = await until('the printer has its file', openPrinterFile);
    this.answers.length = 0;
    this.plugged = true;
    this.pumping = this.pump(this.file);
    await linkDevice('printer', this.gadget.serialNumber);
  }

  async pull(): Promise<void> {
    this.plugged = false;
    await this.pumping;
    await this.file?.close();
    this.file = null;
    await this.gadget.pull();
  }

  /** Pulls the cable when so many more bytes of tickets have come; the rest of them is lost. Resolves when it is out. */
  async pullAfter(bytes: number): Promise<void> {
    const out = new Promise<void>((resolve) => (this.torn = resolve));
    this.untilPull = bytes;
    await out;
    await this.pull();
  }

  /** What came out whole, oldest first. */
  wholeTickets(): PaperTicket[] {
    return [...this.slips.values()].flatMap((slip) => wholeTicketOn(slip) ?? []);
  }

  /** What passes for a ticket on everything that came out. */
  passableTickets(): PaperTicket[] {
    return [...this.slips.values()].flatMap(passableTicketsOn);
  }

  /** The tray holds the last thirty alone. */
  private keepSlips(): void {
    for (const slip of this.paper.slips()) this.slips.set(slip.number, slip);
  }

  private async pump(file: FileHandle): Promise<void> {
    const buffer = Buffer.alloc(READ_BYTES);
    while (this.plugged) {
      const read = await file.read(buffer, 0, buffer.length).catch(() => null);
      if (read !== null && read.bytesRead > 0) this.take(buffer.subarray(0, read.bytesRead));
      const answered = await this.answer(file);
      if (!answered && (read === null || read.bytesRead === 0)) await pause(LOOK_MS);
    }
  }

  private take(bytes: Buffer): void {
    const left = this.untilPull;
    const query = bytes.length === 3 && bytes[0] === 0x10;
    if (left === null || query) {
      this.inside.write(Buffer.from(bytes));
      return;
    }
    this.inside.write(Buffer.from(bytes.subarray(0, left)));
    this.untilPull = left - bytes.length;
    if (this.untilPull > 0) return;
    this.untilPull = null;
    this.plugged = false;
    this.torn?.();
  }

  private async answer(file: FileHandle): Promise<boolean> {
    const answer = this.answers[0];
    if (answer === undefined) return false;
    const written = await file.write(answer).catch(() => null);
    if (written !== null) this.answers.shift();
    return written !== null;
  }
}

async function openPrinterFile(): Promise<FileHandle | null> {
  const name = readdirSync('/dev').find((entry) => entry.startsWith('g_printer'));
  if (name === undefined) return null;
  return open(`/dev/${name}`, constants.O_RDWR | constants.O_NONBLOCK).catch(() => null);
}
