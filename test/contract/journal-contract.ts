import type { Journal } from '@bandecheng/hub/journal/journal';
import { isFault } from '@bandecheng/shared/errors';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { beforeEach, describe, expect, it } from 'vitest';
import { commandOf, heldTicket } from '../fakes/recorded-events.ts';

const MONDAY = '2026-11-23';
const TUESDAY = '2026-11-24';

export interface JournalUnderTest {
  journal: Journal;
  /** What a hub that opens this journal after us would be given; closes ours first. */
  readBack(): Promise<RecordedEvent[]>;
  /** The disk is full from now on. */
  failNextFlush(): void;
}

/** What every journal promises to the hub. */
export function journalContract(name: string, open: () => Promise<JournalUnderTest>): void {
  describe(`a journal: ${name}`, () => {
    let given: JournalUnderTest;
    let journal: Journal;
    beforeEach(async () => {
      given = await open();
      journal = given.journal;
      return () => journal.close();
    });

    it('has nothing on disk before its first line', () => {
      expect(journal.durableSeq).toBe(0);
      expect(journal.position()).toMatchObject({ seq: 0, file: '', offset: 0 });
    });

    it('counts a line as durable when its append has resolved, not before', async () => {
      const appended = journal.append(MONDAY, [heldTicket(1)]);
      expect(journal.durableSeq).toBe(0);

      await appended;

      expect(journal.durableSeq).toBe(1);
    });

    it('gives back what was appended, in order, commands of several events included', async () => {
      const events = [heldTicket(1), ...commandOf(3, 2), heldTicket(5)];

      void journal.append(MONDAY, [events[0]!]);
      void journal.append(MONDAY, events.slice(1, 4));
      await journal.append(TUESDAY, [events[4]!]);

      expect(await given.readBack()).toEqual(events);
    });

    it('acknowledges commands in the order they came in', async () => {
      const acknowledged: number[] = [];

      await Promise.all(
        [1, 2, 3, 4].map(async (seq) => {
          await journal.append(seq < 3 ? MONDAY : TUESDAY, [heldTicket(seq)]);
          acknowledged.push(seq);
        }),
      );

      expect(acknowledged).toEqual([1, 2, 3, 4]);
    });

    it('acknowledges a command before those who wait for its number may publish it', async () => {
      const order: string[] = [];

      const published = journal.whenDurable(1).then(() => order.push('published'));
      const acknowledged = journal.append(MONDAY, [heldTicket(1)]).then(() => order.push('acknowledged'));
      await Promise.all([published, acknowledged]);

      expect(order).toEqual(['acknowledged', 'published']);
    });

    it('wakes who waits for a number only when all its lines are on disk', async () => {
      const first = journal.append(MONDAY, [heldTicket(1)]);
      const later = journal.whenDurable(3).then(() => journal.durableSeq);

      await first;
      await journal.whenDurable(1);
      void journal.append(MONDAY, commandOf(2, 2));

      expect(await later).toBe(3);
    });

    it('takes a command without events', async () => {
      await journal.append(MONDAY, [heldTicket(1)]);

      await journal.append(MONDAY, []);

      expect(journal.position().seq).toBe(1);
    });

    it('tells the end of everything appended, also of what is still on its way', async () => {
      void journal.append(MONDAY, [heldTicket(1)]);
      const one = journal.position();
      void journal.append(MONDAY, [heldTicket(2)]);
      const two = journal.position();
      const appended = journal.append(TUESDAY, [heldTicket(3)]);
      const three = journal.position();
      await appended;

      expect(one).toMatchObject({ seq: 1, file: '2026-11-23.jsonl' });
      expect(two).toMatchObject({ seq: 2, offset: one.offset * 2 });
      expect(three).toMatchObject({ seq: 3, file: '2026-11-24.jsonl', offset: one.offset });
      expect(journal.position()).toEqual(three);
    });

    it('goes on in the newest file when the clock was set back a day', async () => {
      await journal.append(TUESDAY, [heldTicket(1)]);

      await journal.append(MONDAY, [heldTicket(2)]);

      expect(journal.position()).toMatchObject({ seq: 2, file: '2026-11-24.jsonl' });
    });

    it.each([
      ['leaves a number out', [heldTicket(3)]],
      ['comes twice', [heldTicket(1)]],
      ['lacks its parts', [heldTicket(2), heldTicket(3)]],
      ['lacks its last part', commandOf(3, 2).slice(0, 2)],
    ])('refuses a command that %s, and takes the right one afterwards', async (_, events) => {
      await journal.append(MONDAY, [heldTicket(1)]);

      expect(() => journal.append(MONDAY, events)).toThrow(RangeError);

      await journal.append(MONDAY, [heldTicket(2)]);
      expect(journal.durableSeq).toBe(2);
    });

    it('closes with everything on disk, and takes nothing more', async () => {
      const appended = journal.append(MONDAY, [heldTicket(1)]);
      const never = journal.whenDurable(2);
      never.catch(() => undefined);

      await journal.close();

      await expect(appended).resolves.toBeUndefined();
      await expect(never).rejects.toSatisfy((error) => isFault(error, 'stopping'));
      await expect(journal.append(MONDAY, [heldTicket(2)])).rejects.toSatisfy((error) =>
        isFault(error, 'stopping'),
      );
      await expect(journal.whenDurable(1)).resolves.toBeUndefined();
    });

    it('fails every waiting and every later command when a flush fails', async () => {
      await journal.append(MONDAY, [heldTicket(1)]);
      given.failNextFlush();

      const outcomes = await Promise.allSettled([
        journal.append(MONDAY, [heldTicket(2)]),
        journal.append(TUESDAY, [heldTicket(3)]),
        journal.whenDurable(3),
        journal.whenDurable(9),
      ]);
      const later = await Promise.allSettled([
        journal.append(TUESDAY, [heldTicket(4)]),
        journal.whenDurable(2),
      ]);

      for (const outcome of [...outcomes, ...later])
        expect(isFault((outcome as PromiseRejectedResult).reason, 'journal-flush-failed')).toBe(true);
      expect(journal.durableSeq).toBe(1);
      await expect(journal.whenDurable(1)).resolves.toBeUndefined();
    });
  });
}
