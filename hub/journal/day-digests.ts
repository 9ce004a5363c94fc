import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DayClosed } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { dayOfFile, journalFiles, journalFolder } from './journal-folder.ts';
import { CHAIN_START, splitLine } from './line-hash.ts';
import { lineEndingAt } from './read-lines.ts';

const SEQ = /^\{"seq":(\d+),/;
/** Longer than the head of any line. */
const HEAD_BYTES = 32;

/** Days that are over, and the hash that the first line of the first of them follows. */
export interface DaySpan {
  before: string;
  days: DayClosed[];
}

/**
 * The days of a data folder that are over, oldest first: all but the newest, which is still being written. Of each
 * file only the first and the last line are read; whether the chain between them holds is `verify`'s to say.
 */
export async function daysClosed(dataFolder: string): Promise<DayClosed[]> {
  const folder = journalFolder(dataFolder);
  const files = (await journalFiles(folder)).slice(0, -1);
  const days: DayClosed[] = [];
  for (const file of files) {
    const day = await dayOf(join(folder, file), dayOfFile(file));
    if (day !== null) days.push(day);
  }
  return days;
}

/** Those of them from one day to another, both counted. */
export function daysWithin(days: readonly DayClosed[], from: BusinessDay, to: BusinessDay): DaySpan {
  const before = days.filter(({ day }) => day < from).at(-1)?.digest ?? CHAIN_START;
  return { before, days: days.filter(({ day }) => day >= from && day <= to) };
}

async function dayOf(path: string, day: BusinessDay): Promise<DayClosed | null> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const first = SEQ.exec(buffer.subarray(0, bytesRead).toString())?.[1];
    const last = (await lineEndingAt(handle, (await handle.stat()).size))?.toString('utf8') ?? '';
    const lastSeq = SEQ.exec(last)?.[1];
    const digest = splitLine(last)?.hash;
    if (first === undefined || lastSeq === undefined || digest === undefined) return null;
    return { day, firstSeq: Number(first), lastSeq: Number(lastSeq), digest };
  } finally {
    await handle.close();
  }
}
