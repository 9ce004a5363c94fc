import type { PrintJob } from '@bandecheng/shared/protocol';
import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import { encodeTicket } from '../codecs/escpos-codec.ts';
import type { RasterLine } from '../codecs/raster-line.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { keepOpen, type Line } from '../transports/keep-open.ts';
import { lossOf } from '../transports/transport.ts';
import { DeviceHealth } from './device-health.ts';
import type { DriverContext, JobLedger, Outcome, PrinterDriver } from './driver.ts';
import { PrintSpool } from './print-spool.ts';
import { PrinterConversation } from './printer-conversation.ts';
import { lookAtPrinter, obstacleIn } from './printer-look.ts';
import {
  MISSES_UNTIL_NO_ANSWER,
  MISSES_UNTIL_REOPENED,
  printerTimes,
  type PrinterTimes,
} from './printer-times.ts';
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
  private readonly health: DeviceHealth;
  private readonly spool: PrintSpool;
  private readonly wake = new Wake();
  private running: Promise<void> = Promise.resolve();
  private stopping = false;
  private printing: Promise<void> | null = null;
  private misses = 0;
  /** Why nothing can be printed now; `no-answer` until the printer has first been seen well. */
  private obstacle: DeviceProblem | null = 'no-answer';

  constructor(
    private readonly parts: PrinterParts,
    private readonly context: DriverContext,
  ) {
    this.times = printerTimes(parts.times);
    this.health = new DeviceHealth(context);
    this.spool = new PrintSpool(context, parts.ledger);
    const wake = (): void => this.wake.now();
    this.conversation = new PrinterConversation((bytes) => this.line.write(bytes), this.times, wake);
    this.line = keepOpen(
      context.connect,
      {
        data: (bytes) => this.conversation.read(bytes),
        up: wake,
        down: (reason) => {
          this.misses = 0;
          this.obstacle = reason;
          this.health.put({ line: [reason] });
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
    if (this.line.up) await this.look();
    await this.spool.expire(this.obstacle);
    while (!this.stopping && this.line.up && this.obstacle === null && this.spool.head !== undefined) {
      if (!(await this.printHead(this.spool.head))) break;
      if (this.line.up) await this.look();
      await this.spool.expire(this.obstacle);
    }
    if (this.misses >= MISSES_UNTIL_REOPENED) this.line.reopen('no-answer');
  }

  /** Asks the printer how it is, and says so. */
  private async look(): Promise<void> {
    const problems = this.parts.profile.status.dleEot ? await this.ask() : [];
    if (!this.line.up) return;
    if (problems !== null) {
      this.misses = 0;
      this.obstacle = obstacleIn(problems);
      this.health.put({ line: [], device: problems });
      return;
    }
    this.misses += 1;
    // One lost reply says nothing yet, but nothing is printed into silence.
    this.obstacle = 'no-answer';
    if (this.misses >= MISSES_UNTIL_NO_ANSWER) this.health.put({ line: [], device: ['no-answer'] });
  }

  private async ask(): Promise<DeviceProblem[] | null> {
    try {
      return await lookAtPrinter(this.conversation);
    } catch {
      // The line fell: its own listener says why.
      return null;
    }
  }

  /** Whether the job came to an end; if not, it waits for the next round. */
  private async printHead(job: PrintJob): Promise<boolean> {
    if (!(await this.conversation.quietFences())) {
      this.obstacle = 'no-answer';
      return false;
    }
    const bytes = this.encode(job);
    if (bytes === null) {
      await this.spool.settle(job.job, { state: 'failed', reason: 'job-malformed' });
      return true;
    }
    if (!(await this.spool.begin())) return false;
    this.printing = this.send(job, bytes).then((outcome) => this.spool.settle(job.job, outcome));
    await this.printing;
    this.printing = null;
    return true;
  }

  private encode({ job, ticket, copy }: PrintJob): Uint8Array | null {
    const { profile, raster } = this.parts;
    try {
      const { bytes, replaced } = encodeTicket(ticket, { profile, copy, raster });
      if (replaced > 0) this.context.log('warn', 'characters no font has, printed as □', { job, replaced });
      return bytes;
    } catch (error) {
      this.context.log('error', 'ticket cannot be encoded', { job, reason: String(error) });
      return null;
    }
  }

  /** From the first byte to the evidence. */
  private async send(job: PrintJob, bytes: Uint8Array): Promise<Outcome> {
    // The disk took its time: these two are looked at last.
    if (job.deadlineAt <= this.context.now()) return { state: 'failed', reason: 'past-deadline' };
    if (!this.line.up) return { state: 'failed', reason: this.obstacle ?? 'port-lost' };
    const { gsR, dleEot } = this.parts.profile.status;
    try {
      if (gsR) return await this.awaitFence(bytes);
      await this.line.write(bytes);
      return dleEot ? await this.awaitHealth(bytes) : { state: 'printed', grade: 'E' };
    } catch (error) {
      return this.unknown(lossOf(error));
    }
  }

  private async awaitFence(bytes: Uint8Array): Promise<Outcome> {
    const answer = this.conversation.printFenced(bytes, this.times.fenceMs + this.wireMs(bytes));
    const watching = this.watch(answer);
    const byte = await answer.finally(() => watching.stop());
    const reason = this.obstacle ?? 'no-answer';
    await watching.done;
    return byte === null ? this.unknown(reason) : { state: 'printed', grade: 'B' };
  }

  /** Goes on looking while a job is out: paper that ends inside it is to be seen at once. */
  private watch(answer: Promise<unknown>): { stop: () => void; done: Promise<void> } {
    const pause = new Wake();
    let over = false;
    const stop = (): void => {
      over = true;
      pause.now();
    };
    const looking = async (): Promise<void> => {
      await pause.wait(this.times.pollMs);
      while (!over && this.line.up && this.parts.profile.status.dleEot) {
        await this.look();
        if (!over) await pause.wait(this.times.pollMs);
      }
    };
    answer.catch(() => undefined);
    return { stop, done: looking() };
  }

  private async awaitHealth(bytes: Uint8Array): Promise<Outcome> {
    await new Wake().wait(this.times.settleMs + this.wireMs(bytes));
    if (this.line.up) await this.look();
    return this.obstacle === null ? { state: 'printed', grade: 'C' } : this.unknown(this.obstacle);
  }

  private unknown(reason: DeviceProblem): Outcome {
    return { state: 'unknown', reason: this.stopping ? 'agent-stopped' : reason };
  }

  /** Time on a serial wire, ten bits a byte; behind a serial server the same, directly on a network less. */
  private wireMs(bytes: Uint8Array): number {
    return Math.ceil((bytes.length * 10_000) / this.parts.profile.serial.baudRate);
  }
}
