import { open, readFile, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { flushFolder } from './flush-folder.ts';

/** Lines that are of no more use, beyond which the file is written anew. */
const STALE_LINES = 2_000;

/** What stands in the file for its owner's memory: all of it, and how many lines that is. */
export interface Kept<Line> {
  count: () => number;
  lines: () => Line[];
}

/** Lines as they were read. `torn`: the last one was cut off, nothing may be appended to that. */
export interface ReadLines<Line> {
  lines: Line[];
  torn: boolean;
}

/**
 * Lines of JSON, appended and flushed behind the hub's back; written anew once most of them are of no more use. What
 * is lost when the power goes must be found elsewhere, in the journal.
 */
export class LineFile<Line> {
  private unwritten: Line[] = [];
  private writing: Promise<void> | null = null;
  private torn: boolean;
  private lines: number;

  /** The folder must exist. Nothing is written before the first line. */
  constructor(
    private readonly path: string,
    read: { lines: number; torn: boolean },
    private readonly kept: Kept<Line>,
  ) {
    this.lines = read.lines;
    this.torn = read.torn;
  }

  write(line: Line): void {
    this.unwritten.push(line);
    if (this.writing === null) this.begin();
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

  /** One write at a time; what comes meanwhile goes together into the next. */
  private begin(): void {
    const lines = this.unwritten;
    this.unwritten = [];
    const stale = this.torn || this.lines + lines.length - this.kept.count() > STALE_LINES;
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
    const lines = this.kept.lines();
    await writeFlushed(await open(`${this.path}.tmp`, 'w', 0o600), lines);
    await rename(`${this.path}.tmp`, this.path);
    await flushFolder(dirname(this.path));
    this.lines = lines.length;
    this.torn = false;
  }
}

/** Reads such a file and changes nothing on disk; null when there is none. A line that can't be read is left out. */
export async function readLineFile<Line>(path: string): Promise<ReadLines<Line> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n').filter((line) => line !== '');
  return { lines: lines.flatMap(readLine<Line>), torn: !text.endsWith('\n') };
}

async function writeFlushed(handle: FileHandle, lines: readonly unknown[]): Promise<void> {
  try {
    await handle.writeFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function readLine<Line>(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
