import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { fileOfDay, journalFiles, journalFolder } from './journal-folder.ts';
import { readLines } from './read-lines.ts';

/**
 * Every event on disk of a business day, in order, in constant memory; none of a day without a file. Whether the
 * chain holds is `verify`'s to say.
 */
export async function eachEventOfDay(
  dataFolder: string,
  day: BusinessDay,
  onEvent: (event: RecordedEvent) => void,
): Promise<void> {
  const folder = journalFolder(dataFolder);
  if (!(await journalFiles(folder)).includes(fileOfDay(day))) return;
  const handle = await open(join(folder, fileOfDay(day)), 'r');
  try {
    await readLines(handle, 0, (line) => onEvent(JSON.parse(line.toString('utf8')) as RecordedEvent));
  } finally {
    await handle.close();
  }
}
