import type { NumberedReport, Report } from '@bandecheng/shared/protocol';
import { HallError } from '@bandecheng/shared/errors';
import { OutboxFile } from './outbox-file.ts';

/** How the outbox stands with its disk. */
export interface OutboxState {
  /** Reports on disk that the hub has not acknowledged. */
  waiting: number;
  /** Reports in memory that the disk does not take. */
  held: number;
  disk: 'well' | 'full' | 'failing';
}

export interface OutboxOptions {
  path: string;
  /** A fresh random id of 8 to 32 letters and digits. */
  newId: () => string;
  /** Called when the disk begins or ceases to refuse. */
  onDisk?: (state: OutboxState) => void;
  /** The file itself; made from `path` where absent. */
  file?: OutboxFile;
}

/** A report that is not on disk yet. */
interface Waiting {
  entry: NumberedReport;
  done: (number: number) => void;
  failed: (error: Error) => void;
}

/** Pause between attempts on a disk that refuses, in ms. */
const RETRY_MS = 1_000;
/** A file beyond this many bytes of acknowledged reports is rewritten without them. */
const SPARE_BYTES = 64 * 1024;
/** Reports held in memory while the disk refuses; more are refused, and a device gets no acknowledgement. */
const MOST_HELD = 10_000;

/**
 * Numbered reports, kept until the hub has them on disk. `append` resolves when the report is on this machine's
 * disk; only then may it be sent, so that a number never stands for two reports after a power cut. Reports that
 * wait for the disk at one moment share one flush.
 */
export class Outbox {
  /** On disk, in rising order, not acknowledged. */
  private kept: NumberedReport[] = [];
  private queue: Waiting[] = [];
  private next = 1;
  private acknowledged = 0;
  private disk: OutboxState['disk'] = 'well';
  private busy = false;
  private writing: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;
  private closed = false;
  private stored: (() => void) | null = null;
  /** The file's end is uncertain, or it carries too much that is acknowledged. */
  private rewriteDue = false;

  private constructor(
    private readonly file: OutboxFile,
    private readonly options: OutboxOptions,
    private streamId: string,
  ) {}

  /** Opens or makes the file. Throws `outbox-damaged` naming file and line. */
  static async open(options: OutboxOptions): Promise<Outbox> {
    const file = options.file ?? new OutboxFile(options.path);
    const content = (await file.read()) ?? { id: options.newId(), next: 1, reports: [] };
    await file.rewrite(content);
    const outbox = new Outbox(file, options, content.id);
    outbox.kept = content.reports;
    outbox.next = content.next;
    outbox.acknowledged = (content.reports[0]?.number ?? content.next) - 1;
    return outbox;
  }

  get id(): string {
    return this.streamId;
  }

  get state(): OutboxState {
    return { waiting: this.kept.length, held: this.queue.length, disk: this.disk };
  }

  /** Resolves with its number when the report is on disk; rejects when it is not kept at all. */
  append(report: Report): Promise<number> {
    return new Promise((done, failed) => {
      if (this.closed) return failed(new HallError('stopping', this.file.path, 'the outbox is closed'));
      if (this.queue.length >= MOST_HELD)
        return failed(new HallError('outbox-damaged', this.file.path, 'too many reports wait for the disk'));
      this.queue.push({ entry: { number: this.next, report }, done, failed });
      this.next += 1;
      this.write();
    });
  }

  /** The oldest reports that are on disk and not acknowledged. */
  pending(most: number): NumberedReport[] {
    return this.kept.slice(0, most);
  }

  /** `listener` runs after each flush that added reports. */
  onStored(listener: () => void): void {
    this.stored = listener;
  }

  /**
   * The hub has everything up to `number` on disk. False when it has more than was ever written here: this file
   * is older than the hub's record (restored from a copy) and its numbers would pass for known ones; then
   * `startAnew` is due.
   */
  accept(number: number): boolean {
    if (number > (this.kept.at(-1)?.number ?? this.acknowledged)) return false;
    const first = this.kept.findIndex((entry) => entry.number > number);
    this.kept = first < 0 ? [] : this.kept.slice(first);
    this.acknowledged = Math.max(this.acknowledged, number);
    if (this.file.size > SPARE_BYTES + linesSize(this.kept)) this.write(true);
    return true;
  }

  /** Gives what is kept new numbers under a new id; the link must introduce itself again. */
  async startAnew(): Promise<void> {
    while (this.busy) await this.writing;
    this.streamId = this.options.newId();
    this.acknowledged = 0;
    this.kept = this.kept.map(({ report }, i) => ({ number: i + 1, report }));
    this.next = this.kept.length + 1;
    for (const waiting of this.queue) waiting.entry = { number: this.next++, report: waiting.entry.report };
    this.write(true);
    await this.writing;
  }

  /** Waits for what is being written; what the disk refused is lost with the process. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.writing;
    for (const { failed } of this.queue.splice(0))
      failed(new HallError('stopping', this.file.path, 'not on disk'));
    await this.file.close();
  }

  private write(rewrite = false): void {
    this.rewriteDue ||= rewrite;
    if (this.busy) return;
    this.busy = true;
    this.writing = this.writeAll();
  }

  private async writeAll(): Promise<void> {
    while (!this.closed && (this.queue.length > 0 || this.rewriteDue)) {
      const batch = this.queue.slice();
      try {
        await this.put(batch.map((waiting) => waiting.entry));
      } catch (error) {
        this.refused(error);
        break;
      }
      this.queue.splice(0, batch.length);
      this.tellDisk('well');
      for (const { done, entry } of batch) done(entry.number);
      if (batch.length > 0) this.stored?.();
    }
    // Together with the loop's last look at the queue: an append between the two would wait for ever.
    this.busy = false;
  }

  /** `kept` changes with the file, so that a rewrite never forgets a report that was just appended. */
  private async put(batch: NumberedReport[]): Promise<void> {
    if (!this.rewriteDue) {
      await this.file.append(batch);
      this.kept.push(...batch);
      return;
    }
    this.rewriteDue = false;
    try {
      const all = [...this.kept, ...batch];
      const next = (all.at(-1)?.number ?? this.acknowledged) + 1;
      await this.file.rewrite({ id: this.streamId, next, reports: all });
    } catch (error) {
      this.rewriteDue = true;
      throw error;
    }
    this.kept.push(...batch);
  }

  private refused(error: unknown): void {
    // Part of the batch may stand in the file; only a rewrite makes its end certain again.
    this.rewriteDue = true;
    const full =
      error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
    this.tellDisk(full ? 'full' : 'failing');
    if (!this.closed) this.retry = setTimeout(() => this.write(), RETRY_MS);
  }

  private tellDisk(disk: OutboxState['disk']): void {
    if (this.disk === disk) return;
    this.disk = disk;
    this.options.onDisk?.(this.state);
  }
}

function linesSize(entries: readonly NumberedReport[]): number {
  return entries.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)) + 1, 0);
}
