import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { journalFiles, journalFolder } from './journal-folder.ts';
import { lineEndingAt } from './read-lines.ts';

/** When the newest line of a journal that is open and whole was written; 0: it has none. */
export async function lastLineAt(dataFolder: string): Promise<Instant> {
  const folder = journalFolder(dataFolder);
  for (const file of (await journalFiles(folder)).reverse()) {
    const handle = await open(join(folder, file), 'r');
    try {
      const line = await lineEndingAt(handle, (await handle.stat()).size);
      if (line !== null) return (JSON.parse(line.toString('utf8')) as RecordedEvent).at;
    } finally {
      await handle.close();
    }
  }
  return 0;
}
