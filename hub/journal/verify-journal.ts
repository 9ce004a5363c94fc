import { join } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { journalText } from '../locales/zh-CN/journal.ts';
import { dayOfFile, journalFiles, journalFolder } from './journal-folder.ts';
import { readJournal, type TornTail } from './read-journal.ts';

/** What one business day's file holds. `digest` is the hash of its last line: whoever keeps it can prove the day. */
export interface DayDigest {
  day: BusinessDay;
  lines: number;
  firstSeq: number;
  lastSeq: number;
  digest: string;
}

/**
 * Recomputes the chain over every line of a hub's data folder, calling `onDay` for each day as it is done. Reads
 * only, and works while a hub is writing: what is not whole yet is reported as torn.
 * Throws HallError `journal-damaged` with `file:line` at the first damage, with the file at a day under another name.
 */
export async function verifyJournal(
  dataFolder: string,
  onDay: (day: DayDigest) => void,
): Promise<{ days: number; events: number; torn: TornTail | null }> {
  const folder = journalFolder(dataFolder);
  const waiting = await journalFiles(folder);
  const days = waiting.length;
  let current: DayDigest | null = null;

  function finishUntil(file: string | null): void {
    while (waiting[0] !== undefined && waiting[0] !== file) {
      const day = dayOfFile(waiting.shift() ?? '');
      onDay(current?.day === day ? current : { day, lines: 0, firstSeq: 0, lastSeq: 0, digest: '' });
    }
  }

  const { position, torn } = await readJournal({
    folder,
    from: null,
    hall: null,
    onEvent: (event, { file, hash }) => {
      const { seq } = event;
      checkDay(event, current?.digest, join(folder, file));
      const day = dayOfFile(file);
      if (current?.day !== day) {
        finishUntil(file);
        current = { day, lines: 0, firstSeq: seq, lastSeq: seq, digest: hash };
      }
      current.lines += 1;
      current.lastSeq = seq;
      current.digest = hash;
    },
  });
  finishUntil(null);
  return { days, events: position.seq, torn };
}

/** The line that opens a day names its file, and the digest of the day before it. */
function checkDay(event: RecordedEvent, digestBefore: string | undefined, path: string): void {
  if (event.type !== 'DayOpened') return;
  const { day, before } = event.data;
  if (!path.endsWith(`${day}.jsonl`)) throw new HallError('journal-damaged', path, journalText.otherDay(day));
  if (before !== undefined && before.digest !== digestBefore)
    throw new HallError('journal-damaged', path, journalText.otherBefore(before.day));
}
