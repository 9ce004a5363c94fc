import type { Journal, Position } from '@bandecheng/hub/journal/journal';
import { lineBody, lineHash, sealedLine } from '@bandecheng/hub/journal/line-hash';
import { JOURNAL_START } from '@bandecheng/hub/journal/read-journal';
import { HallError } from '@bandecheng/shared/errors';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';

interface Waiter {
  seq: number;
  resolve: () => void;
  reject: (fault: HallError) => void;
}

/**
 * A journal without a disk. Flushes at the end of each turn of the event loop, or, while held, when the test
 * says so; a test can make the next flush fail.
 */
export class MemoryJournal implements Journal {
  /** What is on the imagined disk. */
  readonly onDisk: RecordedEvent[] = [];
  private readonly waiting: RecordedEvent[] = [];
  private appends: Waiter[] = [];
  private waiters: Waiter[] = [];
  private end: Position = JOURNAL_START;
  private held = false;
  private scheduled = false;
  private failing = false;
  private fault: HallError | null = null;

  get durableSeq(): number {
    return this.onDisk.at(-1)?.seq ?? 0;
  }

  append(day: BusinessDay, events: readonly RecordedEvent[]): Promise<void> {
    if (this.fault !== null) return Promise.reject(this.fault);
    events.forEach((event, i) => {
      const [part, of] = event.part ?? [1, 1];
      if (event.seq !== this.end.seq + i + 1 || part !== i + 1 || of !== events.length)
        throw new RangeError(`event ${event.seq} is out of number`);
    });
    for (const event of events) this.end = endAfter(this.end, day, event);
    this.waiting.push(...events);
    this.schedule();
    return this.waitFor(this.end.seq, this.appends);
  }

  whenDurable(seq: number): Promise<void> {
    return this.waitFor(seq, this.waiters);
  }

  position(): Position {
    return this.end;
  }

  async close(): Promise<void> {
    if (this.fault !== null) return;
    this.flush();
    this.stop(new HallError('stopping', 'memory', 'closed'));
  }

  /** Nothing reaches the disk until letGo(). */
  hold(): void {
    this.held = true;
  }

  letGo(): void {
    this.held = false;
    this.flush();
  }

  failNextFlush(): void {
    this.failing = true;
  }

  private waitFor(seq: number, list: Waiter[]): Promise<void> {
    if (this.durableSeq >= seq) return Promise.resolve();
    if (this.fault !== null) return Promise.reject(this.fault);
    return new Promise((resolve, reject) => list.push({ seq, resolve, reject }));
  }

  private schedule(): void {
    if (this.held || this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (!this.held) this.flush();
    });
  }

  private flush(): void {
    if (this.fault !== null || this.waiting.length === 0) return;
    if (this.failing) {
      this.stop(new HallError('journal-flush-failed', 'memory', 'no space left'));
      return;
    }
    this.onDisk.push(...this.waiting.splice(0));
    const due = (waiter: Waiter) => waiter.seq <= this.durableSeq;
    for (const waiter of [...this.appends.filter(due), ...this.waiters.filter(due)]) waiter.resolve();
    this.appends = this.appends.filter((waiter) => !due(waiter));
    this.waiters = this.waiters.filter((waiter) => !due(waiter));
  }

  private stop(fault: HallError): void {
    this.fault = fault;
    for (const waiter of [...this.appends.splice(0), ...this.waiters.splice(0)]) waiter.reject(fault);
  }
}

function endAfter(end: Position, day: BusinessDay, event: RecordedEvent): Position {
  const body = lineBody(event, 'memory');
  const hash = lineHash(end.hash, body);
  const file = `${day}.jsonl` > end.file ? `${day}.jsonl` : end.file;
  const start = file === end.file ? end.offset : 0;
  return { seq: event.seq, hash, file, offset: start + Buffer.byteLength(sealedLine(body, hash)) + 1 };
}
