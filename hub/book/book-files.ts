import { mkdir, open, readFile, rm, stat, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { flushFolder } from '../flush-folder.ts';
import type { Position } from '../journal/journal.ts';
import { readIfThere } from '../registers/read-if-there.ts';
import { replaceFile } from '../registers/replace-file.ts';
import type { BookMemory } from './book-fold.ts';
import { BOOK_VERSION } from './book-line.ts';

/** How far the files are right: what lies behind these sizes was not finished. */
export interface BookHead {
  version: number;
  /** End of the journal's last event that is in the book. */
  position: Position;
  memory: BookMemory;
  /** Bytes of each file. */
  sizes: Record<string, number>;
}

const HEAD = 'head.json';

/** The book's folder: a file for each month, one of remarks, and the head that says how far they are right. */
export class BookFiles {
  private sizes: Record<string, number> = {};

  constructor(private readonly folder: string) {}

  /** Cuts off what was not finished. Null: no book of this version lies here whole. */
  async readHead(): Promise<BookHead | null> {
    const text = (await readIfThere(join(this.folder, HEAD)))?.toString('utf8');
    const head = text === undefined ? null : headIn(text);
    if (head === null) return null;
    for (const [name, bytes] of Object.entries(head.sizes)) {
      const there = await bytesOf(join(this.folder, name));
      if (there < bytes) return null;
      if (there > bytes) await truncate(join(this.folder, name), bytes);
    }
    this.sizes = { ...head.sizes };
    return head;
  }

  /** Throws away everything there is. */
  async empty(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    this.sizes = {};
  }

  get names(): string[] {
    return Object.keys(this.sizes).sort();
  }

  /** Its lines as a text, as far as they are right; empty where there is no such file. */
  async read(name: string): Promise<string> {
    const bytes = this.sizes[name] ?? 0;
    return bytes === 0 ? '' : (await readFile(join(this.folder, name))).toString('utf8', 0, bytes);
  }

  /** Appends to the files, and then says in the head how far they are right. */
  async append(
    texts: ReadonlyMap<string, string>,
    head: Pick<BookHead, 'position' | 'memory'>,
  ): Promise<void> {
    const sizes = { ...this.sizes };
    for (const [name, text] of texts) {
      // Not by appending: an earlier attempt may have left a part of this behind.
      const at = sizes[name] ?? 0;
      sizes[name] = at + (await writeAt(join(this.folder, name), at, text));
    }
    if (texts.size > 0) await flushFolder(this.folder);
    await replaceFile(join(this.folder, HEAD), JSON.stringify({ version: BOOK_VERSION, ...head, sizes }));
    this.sizes = sizes;
  }
}

function headIn(text: string): BookHead | null {
  try {
    const head = JSON.parse(text) as Partial<BookHead>;
    const whole = typeof head.position?.seq === 'number' && typeof head.memory?.day === 'string';
    return head.version === BOOK_VERSION && whole && head.sizes !== undefined ? (head as BookHead) : null;
  } catch {
    return null;
  }
}

async function bytesOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => -1,
  );
}

async function writeAt(path: string, at: number, text: string): Promise<number> {
  const bytes = Buffer.from(text, 'utf8');
  const handle = await opened(path);
  try {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return bytes.length;
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch {
    return open(path, 'w', 0o600);
  }
}
