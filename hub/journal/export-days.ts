import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { DaySpan } from './day-digests.ts';
import { fileOfDay, journalFolder } from './journal-folder.ts';

/** What stands in the first line of an export beside its days. */
interface ExportHead {
  hall: string;
  timeZone: string;
  from: string;
  to: string;
}

/**
 * Days of the journal for whoever is to check them without us: a head with the hash that comes before and each day's
 * digest, then every line as it stands on disk.
 */
export function exportDays(dataFolder: string, head: ExportHead, { before, days }: DaySpan): Readable {
  async function* content() {
    yield `${JSON.stringify({ export: 'bandecheng-journal', version: 1, ...head, before, days })}\n`;
    for (const { day } of days) yield* createReadStream(join(journalFolder(dataFolder), fileOfDay(day)));
  }
  return Readable.from(content(), { objectMode: false });
}
