import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openSegment, type OpenSegment, type Segment } from '@bandecheng/hub/journal/segment';
import { isFault } from '@bandecheng/shared/errors';
import { describe, expect, it } from 'vitest';
import { commandOf, heldTicket } from '../../fakes/recorded-events.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import { dayFile, MONDAY, openJournal, TUESDAY } from '../../fakes/written-journal.ts';

/** A real file of which the test replaces what it names. */
function segmentWith(change: (real: Segment) => Partial<Segment>): OpenSegment {
  return async (path) => {
    const real = await openSegment(path);
    return { ...real, ...change(real) };
  };
}

describe('the journal on a real disk', () => {
  it('flushes once for all commands of one turn, and once more for all that came meanwhile', async () => {
    const folder = await temporaryFolder();
    let flushes = 0;
    const { journal } = await openJournal(folder, null, {
      openSegment: segmentWith((real) => ({
        flush: () => {
          flushes += 1;
          if (flushes === 1)
            for (let seq = 4; seq <= 9; seq += 1) void journal.append(MONDAY, [heldTicket(seq)]);
          return real.flush();
        },
      })),
    });

    for (let seq = 1; seq <= 3; seq += 1) void journal.append(MONDAY, [heldTicket(seq)]);
    await journal.whenDurable(9);

    expect(flushes).toBe(2);
    await journal.close();
  });

  it('flushes the day before to the end before it begins a new file', async () => {
    const folder = await temporaryFolder();
    const steps: string[] = [];
    const { journal } = await openJournal(folder, null, {
      openSegment: async (path) => {
        const day = path.slice(-'2026-11-23.jsonl'.length, -'.jsonl'.length);
        steps.push(`open ${day}`);
        const real = await openSegment(path);
        const flush = () => real.flush().then(() => void steps.push(`flushed ${day}`));
        return { ...real, flush };
      },
    });

    void journal.append(MONDAY, [heldTicket(1)]);
    void journal.append(TUESDAY, [heldTicket(2)]);
    await journal.append(TUESDAY, [heldTicket(3)]);
    await journal.close();

    expect(steps).toEqual(['open 2026-11-23', 'flushed 2026-11-23', 'open 2026-11-24', 'flushed 2026-11-24']);
  });

  it('goes on writing when the disk takes only a part', async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder, null, {
      openSegment: segmentWith((real) => ({
        write: (bytes, offset) => real.write(bytes.subarray(0, 100), offset),
      })),
    });
    await journal.append(MONDAY, commandOf(3, 1));
    await journal.append(MONDAY, [heldTicket(4)]);
    await journal.close();

    const again = await openJournal(folder);
    await again.journal.close();

    expect(again.events).toEqual([...commandOf(3, 1), heldTicket(4)]);
  });

  it.each([
    ['is full', { write: () => Promise.reject(new Error('ENOSPC: no space left on device')) }],
    ['takes no bytes and reports no error', { write: () => Promise.resolve(0) }],
    ['fails to flush', { flush: () => Promise.reject(new Error('EIO: i/o error')) }],
  ])('names the file when the disk %s', async (_, change) => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder, null, { openSegment: segmentWith(() => change) });

    const [outcome] = await Promise.allSettled([journal.append(MONDAY, [heldTicket(1)])]);
    await journal.close();

    const { reason } = outcome as PromiseRejectedResult;
    expect(isFault(reason, 'journal-flush-failed') && reason.place).toBe(dayFile(folder, MONDAY));
    expect((reason as Error).cause).toBeInstanceOf(Error);
  });

  it('acknowledges nothing more once its file was deleted under it', async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder);
    await journal.append(MONDAY, [heldTicket(1)]);

    await rm(join(folder, 'journal'), { recursive: true });
    const [outcome] = await Promise.allSettled([journal.append(MONDAY, [heldTicket(2)])]);
    await journal.close();

    const { reason } = outcome as PromiseRejectedResult;
    expect(isFault(reason, 'journal-flush-failed') && reason.place).toBe(dayFile(folder, MONDAY));
  });

  it('drops what a full disk took of a line when it is opened again', async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder, null, {
      openSegment: segmentWith((real) => ({
        write: (bytes, offset) =>
          offset < 500
            ? real.write(bytes.subarray(0, 400), offset)
            : Promise.reject(new Error('ENOSPC: no space left on device')),
      })),
    });
    const outcomes = await Promise.allSettled([journal.append(MONDAY, commandOf(3, 1))]);
    await journal.close();
    expect(outcomes[0]?.status).toBe('rejected');
    expect((await readFile(dayFile(folder, MONDAY))).length).toBe(800);

    const again = await openJournal(folder);
    await again.journal.append(MONDAY, [heldTicket(1)]);
    await again.journal.close();

    expect(again.events).toEqual([]);
    expect(again.dropped).toEqual([{ file: '2026-11-23.jsonl', offset: 0, bytes: 800 }]);
  });
});
