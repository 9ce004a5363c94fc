import type { WebhookEvent } from '@bandecheng/shared/api-schemas';
import { LineFile, readLineFile, type ReadLines } from '../line-file.ts';
import type { PublicEvent } from './public-events.ts';

/** `done`: what comes up to this number is settled, and nothing up to it is taken in again. */
type Line = PublicEvent | { done: number };

/**
 * The messages of one webhook that have not been accepted, in their order. What is lost when the power goes is read
 * from the journal again.
 */
export class WaitingFile {
  readonly waiting: PublicEvent[];
  /** Journal number of the last event taken in. */
  takenSeq: number;
  private readonly file: LineFile<Line>;

  private constructor(path: string, read: ReadLines<Line>) {
    const { waiting, takenSeq } = whatWaits(read.lines);
    this.waiting = waiting;
    this.takenSeq = takenSeq;
    this.file = new LineFile(
      path,
      { lines: read.lines.length, torn: read.torn },
      { count: () => this.waiting.length, lines: () => this.lines() },
    );
  }

  /** Reads the file and changes nothing on disk; null when there is none. */
  static async read(path: string): Promise<WaitingFile | null> {
    const read = await readLineFile<Line>(path);
    return read === null ? null : new WaitingFile(path, read);
  }

  /** A new file, which takes in nothing up to this journal number. The folder must exist. */
  static create(path: string, takenSeq: number): WaitingFile {
    const file = new WaitingFile(path, { lines: [], torn: false });
    file.takenSeq = takenSeq;
    file.file.write({ done: takenSeq });
    return file;
  }

  add(seq: number, message: WebhookEvent): void {
    if (seq <= this.takenSeq) return;
    this.takenSeq = seq;
    this.waiting.push({ seq, message });
    this.file.write({ seq, message });
  }

  /** The head is accepted, or given up. */
  settle(): void {
    const head = this.waiting.shift();
    if (head !== undefined) this.file.write({ done: head.seq });
  }

  /** Resolves when everything is on disk. Rejects when it can't be written. */
  flushed(): Promise<void> {
    return this.file.flushed();
  }

  /** Ends the file for good. */
  remove(): Promise<void> {
    return this.file.remove();
  }

  private lines(): Line[] {
    const settled = (this.waiting[0]?.seq ?? this.takenSeq + 1) - 1;
    return [{ done: settled }, ...this.waiting];
  }
}

function whatWaits(lines: readonly Line[]): { waiting: PublicEvent[]; takenSeq: number } {
  const added: PublicEvent[] = [];
  let takenSeq = 0;
  let done = 0;
  for (const line of lines) {
    if ('done' in line) done = Math.max(done, line.done);
    else if (line.seq > takenSeq) added.push(line);
    takenSeq = Math.max(takenSeq, done, 'done' in line ? 0 : line.seq);
  }
  return { waiting: added.filter(({ seq }) => seq > done), takenSeq };
}
