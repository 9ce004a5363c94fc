import { openFileJournal } from '@bandecheng/hub/journal/file-journal';
import { openSegment, type OpenSegment } from '@bandecheng/hub/journal/segment';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { MemoryJournal } from '../fakes/memory-journal.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { journalContract } from './journal-contract.ts';

journalContract('in a file per business day', async () => {
  const folder = await temporaryFolder();
  let full = false;
  const failingSegment: OpenSegment = async (path) => {
    const segment = await openSegment(path);
    const flush = () =>
      full ? Promise.reject(new Error('ENOSPC: no space left on device')) : segment.flush();
    return { ...segment, flush };
  };
  const open = (apply: (event: RecordedEvent) => void) =>
    openFileJournal({
      folder,
      hall: 'qinghe',
      from: null,
      apply,
      onMisfit: () => undefined,
      openSegment: failingSegment,
    });
  const journal = await open(() => undefined);
  return {
    journal,
    readBack: async () => {
      await journal.close();
      const events: RecordedEvent[] = [];
      await (await open((event) => events.push(event))).close();
      return events;
    },
    failNextFlush: () => {
      full = true;
    },
  };
});

journalContract('in memory, for tests', async () => {
  const journal = new MemoryJournal();
  return {
    journal,
    readBack: async () => {
      await journal.close();
      return journal.onDisk;
    },
    failNextFlush: () => journal.failNextFlush(),
  };
});
