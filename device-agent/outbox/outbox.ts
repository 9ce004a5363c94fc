import { EARLIER_OUTBOXES, type Report } from '@bandecheng/shared/protocol';
import { HallError } from '@bandecheng/shared/errors';
import { OutboxFile, type OutboxContent, type StreamReport } from './outbox-file.ts';

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
  entry: StreamReport;
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
 * Numbered reports, kept until the hub has them on disk. Each opening begins a stream of numbers of its own: of a data
 * folder that was copied, what both copies hold is known by its old number, and what either adds by a new stream, so
 * that nothing is lost or taken twice. `append` resolves when the report is on this machine's
 * disk; only then may it be sent, so that a number never stands for two reports after a power cut. Reports that
 * wait for the disk at one moment share one flush.
 */
export class Outbox {
  /** On disk, in rising order, not acknowledged. */
  private kept: StreamReport[] = [];
  private queue: Waiting[] = [];
  private next = 1;
  private acknowledged = 0;
  private disk: OutboxState['disk'] = 'well';
  private busy = false;
  private writing: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;
  private closed = false;
  private stored: (() => void) | null = null;
  private accepted: (() => void) | null = null;
  /** The file's end is uncertain, or it carries too much that is acknowledged. */
  private rewriteDue = false;

  private constructor(
    private readonly file: OutboxFile,
    private readonly options: OutboxOptions,
    private streamId: string,
    private earlier: readonly string[],
  ) {}

  /** Opens or makes the file. Throws `outbox-damaged` naming file and line. */
  static async open(options: OutboxOptions): Promise<Outbox> {
    const file = options.file ?? new OutboxFile(options.path);
    const before = await file.read();
    const id = options.newId();
    const after = before === null ? [] : earlierOf(before);
    const reports = before?.reports ?? [];
    await file.rewrite({ id, next: 1, after, reports });
    const outbox = new Outbox(file, options, id, after);
    outbox.kept = reports;
    return outbox;
  }

  /** The stream that is written to. */
  get id(): string {
    return this.streamId;
  }

  /** The streams of this file before it, the newest first. */
  get after(): readonly string[] {
    return this.earlier;
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
      this.queue.push({ entry: { outbox: this.streamId, number: this.next, report }, done, failed });
      this.next += 1;
      this.write();
    });
  }

  /** The oldest reports that are on disk and not acknowledged. */
  pending(most: number): StreamReport[] {
    return this.kept.slice(0, most);
  }

  /** `listener` runs after each flush that added reports. */
  onStored(listener: () => void): void {
    this.stored = listener;
  }

  /** `listener` runs whenever the hub has acknowledged reports. */
  onAccepted(listener: () => void): void {
    this.accepted = listener;
  }

  /**
   * The hub has everything of the stream up to `number` on disk. False when it has more of the stream that is written
   * to than was ever written: another agent goes on with the memory of this one (a copied virtual machine), and its
   * numbers would pass for known ones; then `startAnew` is due.
   */
  accept(number: number, outbox = this.streamId): boolean {
    const own = outbox === this.streamId;
    if (own && number > this.highest()) return false;
    this.kept = this.kept.filter((entry) => entry.outbox !== outbox || entry.number > number);
    if (own) this.acknowledged = Math.max(this.acknowledged, number);
    if (this.file.size > SPARE_BYTES + linesSize(this.kept)) this.write(true);
    this.accepted?.();
    return true;
  }

  /** Gives what is kept of the stream that is written to new numbers in a new one. */
  async startAnew(): Promise<void> {
    while (this.busy) await this.writing;
    const left = this.streamId;
    this.earlier = earlierOf({ id: left, after: [...this.earlier] });
    this.streamId = this.options.newId();
    this.acknowledged = 0;
    this.next = 1;
    const anew = (entry: StreamReport): StreamReport =>
      entry.outbox === left ? { ...entry, outbox: this.streamId, number: this.next++ } : entry;
    this.kept = this.kept.map(anew);
    for (const waiting of this.queue) waiting.entry = anew(waiting.entry);
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
  private async put(batch: StreamReport[]): Promise<void> {
    if (!this.rewriteDue) {
      await this.file.append(batch);
      this.kept.push(...batch);
      return;
    }
    this.rewriteDue = false;
    try {
      const all = [...this.kept, ...batch];
      const next = this.highest(batch) + 1;
      await this.file.rewrite({ id: this.streamId, next, after: [...this.earlier], reports: all });
    } catch (error) {
      this.rewriteDue = true;
      throw error;
    }
    this.kept.push(...batch);
  }

  /** The highest number on disk of the stream that is written to, with those of `batch` behind it. */
  private highest(batch: readonly StreamReport[] = []): number {
    const last = batch.at(-1) ?? this.kept.at(-1);
    return last?.outbox === this.streamId ? last.number : this.acknowledged;
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

function earlierOf({ id, after }: Pick<OutboxContent, 'id' | 'after'>): string[] {
  return [id, ...after].slice(0, EARLIER_OUTBOXES);
}

function linesSize(entries: readonly StreamReport[]): number {
  return entries.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)) + 1, 0);
}
