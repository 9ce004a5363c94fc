import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { flushFolder } from '../flush-folder.ts';

/** Two writes of one path may be under way at once; each needs a temporary file of its own. */
let writesBegun = 0;

/**
 * Replaces a file so that it survives a power cut: temporary file (`<path>.<n>.tmp`), fsync, rename, fsync of the
 * folder. The file holds the old content or the new, never a part, and is readable by its owner alone. The folder
 * must exist. Content in parts is written as one.
 */
export async function replaceFile(path: string, content: string | readonly Uint8Array[]): Promise<void> {
  writesBegun += 1;
  const temporary = `${path}.${writesBegun}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      // Each goes on where the last one ended.
      for (const part of typeof content === 'string' ? [content] : content) await handle.writeFile(part);
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
