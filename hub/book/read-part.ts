import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Position } from '../journal/journal.ts';
import { readJournal } from '../journal/read-journal.ts';

class Enough extends Error {}

/**
 * Reads on in the journal, whole commands, until the reader has enough or its end is reached. A hub may be writing
 * there. Throws HallError `journal-damaged`.
 * @param from null: from the first line
 * @returns where it stopped, and whether there is more
 */
export async function readPart(
  folder: string,
  from: Position | null,
  onEvent: (event: RecordedEvent) => void,
  hasEnough: () => boolean,
): Promise<{ position: Position | null; more: boolean }> {
  let last = from;
  try {
    await readJournal({
      ...{ folder, from, hall: null },
      onEvent: (event, position) => {
        if (position.seq !== last?.seq && hasEnough()) throw new Enough();
        last = position;
        onEvent(event);
      },
    });
    return { position: last, more: false };
  } catch (error) {
    if (error instanceof Enough) return { position: last, more: true };
    throw error;
  }
}
