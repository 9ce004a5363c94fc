import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import type * as z from 'zod';
import { HallError } from '@bandecheng/shared/errors';
import { parse, problemLines } from '@bandecheng/shared/parse';
import { registerText } from '../locales/zh-CN/registers.ts';
import { FlushedFile } from './flushed-file.ts';

/** One document of the hub, held in memory and on disk. */
export interface Register<T> {
  readonly data: T;
  /**
   * Changes a copy and makes it the document; resolves when it is on disk. Changes happen one after another. One
   * that cannot be written, or would not be read back, is taken back and rejects.
   */
  change(edit: (draft: T) => void): Promise<void>;
}

/**
 * Opens `<data folder>/registers/<name>.json`; without a file it begins as `initial`.
 * Throws HallError `register-unreadable` when the file holds anything else than the schema says.
 */
export async function openRegister<S extends z.ZodType>(
  dataFolder: string,
  name: string,
  schema: S,
  initial: z.output<S>,
): Promise<Register<z.output<S>>> {
  type Data = z.output<S>;
  const folder = join(dataFolder, 'registers');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.json`);
  const document = new Low<Data>(new FlushedFile<Data>(path), initial);
  try {
    await document.read();
  } catch (cause) {
    throw new HallError('register-unreadable', path, registerText.notJson, cause);
  }
  const read = parse(schema, document.data);
  if (!read.ok) throw new HallError('register-unreadable', path, problemLines(read.problems));
  document.data = read.value;

  let last: Promise<void> = Promise.resolve();
  async function changeNow(edit: (draft: Data) => void): Promise<void> {
    const before = document.data;
    const draft = structuredClone(before);
    edit(draft);
    const checked = parse(schema, draft);
    if (!checked.ok) throw new RangeError(`register ${name}: ${problemLines(checked.problems)}`);
    document.data = checked.value;
    try {
      await document.write();
    } catch (error) {
      document.data = before;
      throw error;
    }
  }

  return {
    get data() {
      return document.data;
    },
    change(edit) {
      const done = last.then(() => changeNow(edit));
      last = done.catch(() => undefined);
      return done;
    },
  };
}
