import { open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { flushFolder } from '../flush-folder.ts';

/** Two documents of one path may be under way at once; each needs a temporary file of its own. */
let writesBegun = 0;

/**
 * A lowdb adapter whose document survives a power cut: temporary file, fsync, rename, fsync of the folder. The
 * file holds the old document or the new one, never a part. lowdb's own file adapter does not flush: after a
 * power cut the file can be empty.
 *
 * One write is under way at a time; of those asked for meanwhile only the newest is written, and all of them
 * resolve with it. A document is taken as it is when write() is called.
 */
export class FlushedFile<T> implements Adapter<T> {
  private readonly path: string;
  private waiting: string | null = null;
  private next: Promise<void> | null = null;
  private current: Promise<void> = Promise.resolve();

  /** The folder must exist. The file is readable by its owner alone. */
  constructor(path: string) {
    this.path = path;
  }

  /** Null when there is no file. Throws SyntaxError when it holds no JSON. */
  async read(): Promise<T | null> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    return JSON.parse(text) as T;
  }

  /** Resolves when this document, or one handed over later, is on disk. */
  write(data: T): Promise<void> {
    this.waiting = JSON.stringify(data);
    this.next ??= this.current
      .catch(() => undefined)
      .then(() => {
        const text = this.waiting ?? '';
        this.waiting = null;
        this.next = null;
        this.current = replaceFile(this.path, text);
        return this.current;
      });
    return this.next;
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  writesBegun += 1;
  const temporary = `${path}.${writesBegun}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await flushFolder(dirname(path));
}
