import { open } from 'node:fs/promises';

/** Makes the names in a folder survive a power cut. Windows opens no folder and logs its names by itself. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
