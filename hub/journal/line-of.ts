import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { journalFiles, journalFolder } from './journal-folder.ts';
import { splitLine } from './line-hash.ts';
import { readLines } from './read-lines.ts';

/**
 * Hash of the journal's line of this number, 64 hexadecimal digits, by which it is found in a copy; null when it is
 * not on disk. Reads only the file it lies in. Whether the chain holds is `verify`'s to say.
 */
export async function lineHashOf(dataFolder: string, seq: number): Promise<string | null> {
  const folder = journalFolder(dataFolder);
  const files = await journalFiles(folder);
  for (const file of files.reverse()) {
    const first = await firstSeqOf(join(folder, file));
    if (first === null || first > seq) continue;
    let found: string | null = null;
    const head = `{"seq":${seq},`;
    await eachLine(join(folder, file), (line) => {
      if (line.subarray(0, head.length).toString() !== head) return;
      found = splitLine(line.toString('utf8'))?.hash ?? null;
    });
    return found;
  }
  return null;
}

async function firstSeqOf(path: string): Promise<number | null> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0);
    const seq = /^\{"seq":(\d+),/.exec(buffer.subarray(0, bytesRead).toString())?.[1];
    return seq === undefined ? null : Number(seq);
  } finally {
    await handle.close();
  }
}

async function eachLine(path: string, onLine: (line: Buffer) => void): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await readLines(handle, 0, onLine);
  } finally {
    await handle.close();
  }
}
