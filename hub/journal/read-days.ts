import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { dayOfFile, journalFiles, journalFolder } from './journal-folder.ts';
import { readLines } from './read-lines.ts';

/**
 * Events of one type that were journalled on the business days from the one to the other, in order. Only lines on disk
 * are read; whether the chain holds is not asked here, that is `verify`'s.
 */
export async function readDays<T extends EventType>(
  dataFolder: string,
  { from, to }: { from: BusinessDay; to: BusinessDay },
  type: T,
  onEvent: (event: Extract<RecordedEvent, { type: T }>) => void,
): Promise<void> {
  const folder = journalFolder(dataFolder);
  const mark = Buffer.from(`,"type":"${type}",`);
  const files = (await journalFiles(folder)).filter((file) => {
    const day = dayOfFile(file);
    return day >= from && day <= to;
  });
  for (const file of files) {
    const handle = await open(join(folder, file), 'r');
    try {
      await readLines(handle, 0, (bytes) => {
        // Most lines are of other types: parsing them would be most of the work. A text may hold the mark too.
        if (!bytes.includes(mark)) return;
        const event = JSON.parse(bytes.toString('utf8')) as RecordedEvent;
        if (event.type === type) onEvent(event as Extract<RecordedEvent, { type: T }>);
      });
    } finally {
      await handle.close();
    }
  }
}
