import { createHash } from 'node:crypto';
import type { PrintJob } from '@bandecheng/shared/protocol';
import type { DeviceProblem, EvidenceGrade } from '@bandecheng/shared/vocabulary';
import { encodeJob } from '../codecs/escpos-codec.ts';
import { statusProblems } from '../codecs/printer-replies.ts';
import type { RasterLine } from '../codecs/raster-line.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { keepOpen, type Line } from '../transports/keep-open.ts';
import { lossOf } from '../transports/transport.ts';
import type { DriverContext, Fences, JobLedger, Outcome, PrinterDriver } from './driver.ts';
import { PrintSpool } from './print-spool.ts';
import { PrinterCondition } from './printer-condition.ts';
import { PrinterConversation } from './printer-conversation.ts';
import { PrinterFences } from './printer-fences.ts';
import { printerTimes, type PrinterTimes } from './printer-times.ts';
import { Wake } from './wake.ts';

export interface PrinterParts {
  profile: PrinterProfile;
  ledger: JobLedger;
  raster: RasterLine;
  /** Waits that differ from the usual ones. */
  times?: Partial<PrinterTimes>;
}

/**
 * A printer: looks at it while idle, prints one job at a time, and says of each how it ended and how that is
 * known. A job whose end is not known stays unknown; this driver never prints one twice.
 */
export function printerDriver(parts: PrinterParts, context: DriverContext): PrinterDriver {
  return new SpoolingPrinter(parts, context);
}

class SpoolingPrinter implements PrinterDriver {
  private readonly times: PrinterTimes;
  private readonly line: Line;
  private readonly conversation: PrinterConversation;
  private readonly condition: PrinterCondition;
  private readonly spool: PrintSpool;
  private readonly fences: PrinterFences;
  private readonly wake = new Wake();
  private running: Promise<void> = Promise.resolve();
  private stopping = false;
  private printing: Promise<void> | null = null;

  constructor(
    private readonly parts: PrinterParts,
    private readonly context: DriverContext,
  ) {
    this.times = printerTimes(parts.times);
    this.spool = new PrintSpool(context, parts.ledger);
    this.fences = new PrinterFences(parts.profile, parts.ledger, context);
    this.conversation = new PrinterConversation(
      (bytes) => this.line.write(bytes),
      this.times,
      (bytes) => {
        this.condition.hear(bytes);
        this.wake.now();
      },
      context.random,
    );
    this.condition = new PrinterCondition(
      parts.profile.status,
      this.conversation,
      this.times,
      () => this.line.up,
      context,
    );
    this.line = keepOpen(
      context.connect,
      {
        data: (bytes) => this.conversation.read(bytes),
        up: () => {
          void this.askToTell();
          this.wake.now();
        },
        down: (reason) => {
          this.condition.lineLost(reason);
          this.conversation.lost();
        },
      },
      context,
    );
  }

  start(): void {
    this.line.start();
    this.running = this.run();
  }

  async print(job: PrintJob): Promise<boolean> {
    const taken = !this.stopping && (await this.spool.take(job));
    this.wake.now();
    return taken;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake.now();
    const patience = new Wake();
    void this.printing?.then(() => patience.now());
    if (this.printing !== null) await patience.wait(this.times.stopMs);
    await this.line.stop();
    this.conversation.lost();
    await this.running;
  }

  private async run(): Promise<void> {
    if (await this.spool.resume()) this.conversation.doubtFences();
    while (!this.stopping) {
      try {
        await this.round();
      } catch (error) {
        this.context.log('error', 'printer round failed', { reason: String(error) });
      }
      if (!this.stopping) await this.wake.wait(this.times.pollMs);
    }
  }

  private async round(): Promise<void> {
    if (this.line.up) await this.condition.look();
    await this.spool.expire(this.condition.obstacle);
    while (
      !this.stopping &&
      this.line.up &&
      this.condition.obstacle === null &&
      this.spool.head !== undefined
    ) {
      if (!(await this.printHead(this.spool.head))) break;
      if (this.line.up) await this.condition.look();
      await this.spool.expire(this.condition.obstacle);
    }
    if (this.condition.wantsReopening) this.line.reopen('no-answer');
  }

  private async askToTell(): Promise<void> {
    if (!this.parts.profile.status.asb || !this.line.up) return;
    // The line fell: the next one asks again.
    await this.conversation.askToTell().catch(() => undefined);
  }

  /** Whether the job came to an end; if not, it waits for the next round. */
  private async printHead(job: PrintJob): Promise<boolean> {
    if (!(await this.conversation.quietFences(this.fences.wanted))) {
      this.condition.fencesSilent();
      return false;
    }
    const bytes = this.encode(job);
    if (bytes === null) {
      await this.spool.settle(job.job, { state: 'failed', reason: 'job-malformed' });
      return true;
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (!(await this.spool.begin(sha256))) return false;
    this.printing = this.send(job, bytes).then((outcome) => this.spool.settle(job.job, outcome));
    await this.printing;
    this.printing = null;
    await this.askToTell();
    return true;
  }

  private encode(order: PrintJob): Uint8Array | null {
    const { job } = order;
    const { profile, raster } = this.parts;
    try {
      const { bytes, replaced } = encodeJob(order, { profile, raster });
      if (replaced > 0) this.context.log('warn', 'characters no font has, printed as □', { job, replaced });
      return bytes;
    } catch (error) {
      this.context.log('error', 'print job cannot be encoded', { job, reason: String(error) });
      return null;
    }
  }

  /** From the first byte to the evidence. */
  private async send(job: PrintJob, bytes: Uint8Array): Promise<Outcome> {
    // The disk took its time: these two are looked at last.
    if (job.deadlineAt <= this.context.now()) return { state: 'failed', reason: 'past-deadline' };
    if (!this.line.up) return { state: 'failed', reason: this.condition.obstacle ?? 'port-lost' };
    const fences = this.fences.wanted;
    try {
      if (fences.gsH || fences.gsR) return await this.awaitFences(bytes, fences);
      await this.line.write(bytes);
      return this.condition.isKnown ? await this.awaitHealth(bytes) : { state: 'printed', grade: 'E' };
    } catch (error) {
      return this.unknown(lossOf(error));
    }
  }

  private async awaitFences(bytes: Uint8Array, fences: Fences): Promise<Outcome> {
    const answer = this.conversation.fenced(bytes, fences, this.times.fenceMs + this.wireMs(bytes));
    const watching = this.condition.watch();
    const heard = await answer.finally(() => watching.stop());
    const reason = this.condition.obstacle ?? 'no-answer';
    await watching.done;
    if (this.line.up) await this.fences.learn(heard);
    if (!heard.gsH && !heard.gsR) return this.unknown(reason);
    return { state: 'printed', grade: heard.gsH ? await this.gradeOfCut() : 'B' };
  }

  /** The job is confirmed as printed; whether its cut went well, the error status says. */
  private async gradeOfCut(): Promise<EvidenceGrade> {
    const { cutter, status } = this.parts.profile;
    if (!cutter || !status.dleEot) return 'A';
    const byte = await this.conversation.askStatus(3).catch(() => null);
    return byte !== null && statusProblems(3, byte).length === 0 ? 'A+' : 'A';
  }

  private async awaitHealth(bytes: Uint8Array): Promise<Outcome> {
    await new Wake().wait(this.times.settleMs + this.wireMs(bytes));
    if (this.line.up) await this.condition.look();
    const { obstacle } = this.condition;
    return obstacle === null ? { state: 'printed', grade: 'C' } : this.unknown(obstacle);
  }

  private unknown(reason: DeviceProblem): Outcome {
    return { state: 'unknown', reason: this.stopping ? 'agent-stopped' : reason };
  }

  /** Time on a serial wire, ten bits a byte; behind a serial server the same, directly on a network less. */
  private wireMs(bytes: Uint8Array): number {
    return Math.ceil((bytes.length * 10_000) / this.parts.profile.serial.baudRate);
  }
}
