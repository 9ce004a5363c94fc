import { open, readFile, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { WebhookEvent } from '@bandecheng/shared/api-schemas';
import { flushFolder } from '../flush-folder.ts';
import type { PublicEvent } from './public-events.ts';

/** `done`: what comes up to this number is settled, and nothing up to it is taken in again. */
type Line = PublicEvent | { done: number };

/** Lines that are of no more use, beyond which the file is written anew. */
const STALE_LINES = 2_000;

/**
 * The messages of one webhook that have not been accepted, in their order: lines of JSON, appended and flushed
 * behind the hub's back. What is lost when the power goes is read from the journal again.
 */
export class WaitingFile {
  readonly waiting: PublicEvent[];
  /** Journal number of the last event taken in. */
  takenSeq: number;
  private lines: number;
  /** Its last line was cut off: nothing may be appended to that. */
  private torn: boolean;
  private unwritten: Line[] = [];
  private writing: Promise<void> | null = null;

  private constructor(
    private readonly path: string,
    read: { waiting: PublicEvent[]; takenSeq: number; lines: number; torn: boolean },
  ) {
    this.waiting = read.waiting;
    this.takenSeq = read.takenSeq;
    this.lines = read.lines;
    this.torn = read.torn;
  }

  /** Reads the file and changes nothing on disk; null when there is none. */
  static async read(path: string): Promise<WaitingFile | null> {
    try {
      return new WaitingFile(path, readLines(await readFile(path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** A new file, which takes in nothing up to this journal number. The folder must exist. */
  static create(path: string, takenSeq: number): WaitingFile {
    const file = new WaitingFile(path, { waiting: [], takenSeq, lines: 0, torn: false });
    file.write({ done: takenSeq });
    return file;
  }

  add(seq: number, message: WebhookEvent): void {
    if (seq <= this.takenSeq) return;
    this.takenSeq = seq;
    this.waiting.push({ seq, message });
    this.write({ seq, message });
  }

  /** The head is accepted, or given up. */
  settle(): void {
    const head = this.waiting.shift();
    if (head !== undefined) this.write({ done: head.seq });
  }

  /** Resolves when everything is on disk. Rejects when it can't be written. */
  async flushed(): Promise<void> {
    while (this.writing !== null) await this.writing;
    if (this.unwritten.length > 0) {
      this.begin();
      await this.flushed();
    }
  }

  /** Ends the file for good. */
  async remove(): Promise<void> {
    await this.flushed();
    await unlink(this.path);
  }

  private write(line: Line): void {
    this.unwritten.push(line);
    if (this.writing === null) this.begin();
  }

  /** One write at a time; what comes meanwhile goes together into the next. */
  private begin(): void {
    const lines = this.unwritten;
    this.unwritten = [];
    const stale = this.torn || this.lines + lines.length - this.waiting.length > STALE_LINES;
    const written = stale ? this.writeAnew() : this.append(lines);
    this.writing = written.then(
      () => {
        this.writing = null;
        if (this.unwritten.length > 0) this.begin();
      },
      (error: unknown) => {
        this.writing = null;
        this.unwritten.unshift(...lines);
        throw error;
      },
    );
    // Whoever asks with flushed() is told; the next line tries again.
    this.writing.catch(() => undefined);
  }

  private async append(lines: readonly Line[]): Promise<void> {
    await writeFlushed(await open(this.path, 'a', 0o600), lines);
    if (this.lines === 0) await flushFolder(dirname(this.path));
    this.lines += lines.length;
  }

  private async writeAnew(): Promise<void> {
    const settled = (this.waiting[0]?.seq ?? this.takenSeq + 1) - 1;
    const lines: Line[] = [{ done: settled }, ...this.waiting];
    await writeFlushed(await open(`${this.path}.tmp`, 'w', 0o600), lines);
    await rename(`${this.path}.tmp`, this.path);
    await flushFolder(dirname(this.path));
    this.lines = lines.length;
    this.torn = false;
  }
}

async function writeFlushed(handle: FileHandle, lines: readonly Line[]): Promise<void> {
  try {
    await handle.writeFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** A line that can't be read is left out: the journal has what it said. */
function readLines(text: string): { waiting: PublicEvent[]; takenSeq: number; lines: number; torn: boolean } {
  const lines = text.split('\n').filter((line) => line !== '');
  const added: PublicEvent[] = [];
  let takenSeq = 0;
  let done = 0;
  for (const line of lines.flatMap(readLine)) {
    if ('done' in line) done = Math.max(done, line.done);
    else if (line.seq > takenSeq) added.push(line);
    takenSeq = Math.max(takenSeq, done, 'done' in line ? 0 : line.seq);
  }
  const waiting = added.filter(({ seq }) => seq > done);
  return { waiting, takenSeq, lines: lines.length, torn: !text.endsWith('\n') };
}

function readLine(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
