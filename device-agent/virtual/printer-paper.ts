import type { PaperLine } from '@bandecheng/shared/virtual-hall';
import { commandReader, type PrinterCommand } from './escpos-commands.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { PaperRoll, type Align, type SlipEnd } from './paper-roll.ts';
import {
  ALL_WELL,
  automaticStatus,
  isStopped,
  paperSensor,
  realTimeStatus,
  type PrinterCondition,
} from './printer-status.ts';
import { printerQr, type PrinterQr } from './printer-qr.ts';

/** GS ( H and GS r 1. */
type FenceName = 'gsH' | 'gsR';

export interface PaperListener {
  /** Bytes back to whoever is connected. */
  reply(bytes: Uint8Array): void;
  cameOff(lines: PaperLine[], end: SlipEnd): void;
  /** The roll is used up. */
  rollEnded(): void;
}

/** What kind of printer it is: its paper, and what it knows. */
type PrinterModel = Pick<PrinterProfile, 'dots' | 'dotsPerColumn' | 'qr' | 'status'>;

/** What the printer tells of itself, as GS I asks for it. */
const IDENTITY = new Map([
  [65, '1.00'],
  [66, 'BANDECHENG'],
  [67, 'BDC-80'],
]);
const ALIGNS: readonly Align[] = ['left', 'centre', 'right'];
const TAB_COLUMNS = 8;

/** A thermal printer without its plug: takes bytes in any chunking, executes them, answers, and knows its condition. */
export class PrinterPaper {
  private readonly reader = commandReader();
  private readonly roll: PaperRoll;
  private qr: PrinterQr = printerQr();
  private waiting: PrinterCommand[] = [];
  private waitingBytes = 0;
  private condition: PrinterCondition = ALL_WELL;
  private automatic = false;
  private rollEndsAt: number | null = null;
  private readonly notDone = new Map<string, number>();

  /** Fences it knows and does not answer at present. */
  private readonly unanswered = new Set<FenceName>();

  constructor(
    private readonly model: PrinterModel,
    private readonly listener: PaperListener,
  ) {
    this.roll = new PaperRoll(model, (lines, end) => listener.cameOff(lines, end));
  }

  get state(): Readonly<PrinterCondition> {
    return this.condition;
  }

  /** What has been printed and still hangs in the printer. */
  get printed(): PaperLine[] {
    return this.roll.printed;
  }

  /** Bytes taken and not executed yet. */
  get buffered(): number {
    return this.waitingBytes;
  }

  /** Commands met and not executed, and how often. */
  get unexecuted(): { command: string; count: number }[] {
    return [...this.notDone].map(([command, count]) => ({ command, count }));
  }

  /** Executes a chunk as far as it can; queries in it are answered at once. */
  push(chunk: Uint8Array): void {
    for (const command of this.reader.push(chunk)) {
      if (command.kind === 'real-time') {
        if (this.model.status.dleEot)
          this.listener.reply(Uint8Array.of(realTimeStatus(command.n, this.condition)));
        else this.count('DLE EOT');
        continue;
      }
      this.waiting.push(command);
      this.waitingBytes += sizeOf(command);
    }
    this.execute();
  }

  /** The connection is gone: a command that has only begun is dropped, whole ones are still executed. */
  connectionLost(): void {
    this.reader.abandon();
    this.automatic = false;
  }

  /** A sensor changes. What waited is executed when nothing stops the printer any more. */
  set(change: Partial<PrinterCondition>): void {
    const before = this.condition;
    this.condition = { ...before, ...change };
    if (this.condition.paperOut && !before.paperOut) this.roll.end('paper-end');
    if (this.automatic && changed(before, this.condition))
      this.listener.reply(automaticStatus(this.condition));
    this.execute();
  }

  /** The roll ends after so many more lines; null: it is long enough. */
  endRollAfter(lines: number | null): void {
    this.rollEndsAt = lines === null ? null : this.roll.linesFed + lines;
    this.endRollIfUsedUp();
  }

  tear(): void {
    this.roll.end('torn');
  }

  /** A fence it takes for an unknown command from now on, or answers again. */
  leaveUnanswered(fence: FenceName, on: boolean): void {
    if (on) this.unanswered.add(fence);
    else this.unanswered.delete(fence);
  }

  private execute(): void {
    while (!isStopped(this.condition)) {
      const command = this.waiting.shift();
      if (command === undefined) return;
      this.waitingBytes -= sizeOf(command);
      this.run(command);
      this.endRollIfUsedUp();
    }
  }

  private endRollIfUsedUp(): void {
    if (this.rollEndsAt === null || this.roll.linesFed < this.rollEndsAt) return;
    this.rollEndsAt = null;
    this.listener.rollEnded();
    this.set({ paperOut: true });
  }

  private run(command: PrinterCommand): void {
    if (command.kind === 'text') this.roll.write(command.bytes);
    else if (command.kind === 'call' && this.call(command.name, command.parameters)) return;
    else if (command.kind !== 'real-time') this.count(command.name);
  }

  private count(name: string): void {
    this.notDone.set(name, (this.notDone.get(name) ?? 0) + 1);
  }

  /** Whether the command was executed. */
  private call(name: string, parameters: Uint8Array): boolean {
    const [n = 0] = parameters;
    const { roll } = this;
    switch (name) {
      case 'LF':
        roll.feedLines(1);
        return true;
      case 'CR':
        return true;
      case 'HT':
        roll.write(new Uint8Array(TAB_COLUMNS).fill(0x20));
        return true;
      case 'ESC @':
        roll.reset();
        this.qr = printerQr();
        return true;
      case 'ESC a':
        roll.setAlign(ALIGNS[n % 48] ?? 'left');
        return true;
      case 'ESC !':
        roll.setStyle({
          bold: (n & 0x08) !== 0,
          heightScale: (n & 0x10) === 0 ? 1 : 2,
          widthScale: (n & 0x20) === 0 ? 1 : 2,
        });
        return true;
      case 'GS !':
        roll.setStyle({ widthScale: 1 + ((n >> 4) & 7), heightScale: 1 + (n & 7) });
        return true;
      case 'ESC E':
        roll.setStyle({ bold: (n & 1) === 1 });
        return true;
      case 'FS &':
      case 'FS .':
        roll.setStyle({ chinese: name === 'FS &' });
        return true;
      // Line spacing and code page change nothing that is drawn here.
      case 'ESC 2':
      case 'ESC 3':
      case 'ESC t':
        return true;
      case 'ESC d':
        roll.feedLines(n);
        return true;
      case 'ESC J':
        roll.feedDots(n);
        return true;
      default:
        return this.callOfGs(name, parameters);
    }
  }

  private callOfGs(name: string, parameters: Uint8Array): boolean {
    const [n = 0, second = 0] = parameters;
    switch (name) {
      case 'GS V':
        if (n >= 65) this.roll.feedDots(second);
        this.roll.end(cutOf(n));
        return true;
      case 'GS v':
        return this.printRaster(parameters);
      case 'GS (':
        if (n === 0x6b) return this.model.qr === 'native' && this.drawQr(parameters.subarray(3));
        return n === 0x48 && this.answers('gsH') && this.confirm(parameters.subarray(3));
      case 'GS r':
        if ((n !== 1 && n !== 49) || !this.answers('gsR')) return false;
        this.listener.reply(Uint8Array.of(paperSensor(this.condition)));
        return true;
      case 'GS a':
        if (!this.model.status.asb) return false;
        this.automatic = n !== 0;
        if (this.automatic) this.listener.reply(automaticStatus(this.condition));
        return true;
      case 'GS I':
        return this.identify(n);
      default:
        return false;
    }
  }

  private answers(fence: FenceName): boolean {
    return this.model.status[fence] && !this.unanswered.has(fence);
  }

  private printRaster(parameters: Uint8Array): boolean {
    const [, , xLow = 0, xHigh = 0] = parameters;
    const widthBytes = xLow + 256 * xHigh;
    if (parameters[0] !== 0x30 || widthBytes === 0) return false;
    const data = parameters.subarray(6);
    this.roll.printRaster(widthBytes, data.subarray(0, data.length - (data.length % widthBytes)));
    return true;
  }

  private drawQr(parameters: Uint8Array): boolean {
    const drawn = this.qr.call(parameters);
    if (drawn === 'unknown') return false;
    if (drawn !== 'kept') this.roll.printQr(drawn.text, drawn.moduleDots);
    return true;
  }

  /** GS ( H function 48: four bytes of the sender's choice come back when everything before them is on paper. */
  private confirm([fn = 0, , ...token]: Uint8Array): boolean {
    if (fn !== 48 || token.length !== 4) return false;
    this.listener.reply(Uint8Array.of(0x37, 0x22, ...token, 0));
    return true;
  }

  private identify(n: number): boolean {
    const block = IDENTITY.get(n);
    if (block !== undefined) this.listener.reply(Uint8Array.of(0x5f, ...new TextEncoder().encode(block), 0));
    // Model, type and version as one byte each, of the shape of a status byte.
    else if ([1, 2, 3, 49, 50, 51].includes(n)) this.listener.reply(Uint8Array.of(0x02));
    else return false;
    return true;
  }
}

function sizeOf(command: PrinterCommand): number {
  if (command.kind === 'text') return command.bytes.length;
  return command.kind === 'call' ? command.parameters.length + 2 : 2;
}

/** Forms of GS V that leave a strip of paper uncut. */
const PARTIAL_CUTS: readonly number[] = [1, 49, 66, 98, 104];

function cutOf(n: number): SlipEnd {
  return PARTIAL_CUTS.includes(n) ? 'cut-partial' : 'cut';
}

function changed(a: PrinterCondition, b: PrinterCondition): boolean {
  return automaticStatus(a).some((byte, i) => byte !== automaticStatus(b)[i]);
}
