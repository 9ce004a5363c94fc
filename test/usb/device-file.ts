import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The device file of a class whose minor number this is; null while there is none. */
export async function deviceFile(folder: string, minor: string): Promise<string | null> {
  for (const name of await readdir(folder).catch(() => [])) {
    const number = await readFile(join(folder, name, 'dev'), 'utf8').catch(() => '');
    if (number.trim().split(':').at(-1) === minor) return `/dev/${name}`;
  }
  return null;
}
