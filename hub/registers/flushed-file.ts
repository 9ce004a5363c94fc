import type { Adapter } from 'lowdb';
import { readIfThere } from './read-if-there.ts';
import { replaceFile } from './replace-file.ts';

/**
 * A lowdb adapter whose document survives a power cut (`replace-file.ts`). lowdb's own file adapter does not
 * flush: after a power cut the file can be empty.
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
    const bytes = await readIfThere(this.path);
    return bytes === null ? null : (JSON.parse(bytes.toString()) as T);
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
