import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandOf, heldTicket } from '../../fakes/recorded-events.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import {
  dayFile,
  editDay,
  folderWithFile,
  MONDAY,
  openJournal,
  TUESDAY,
  writtenFolder,
} from '../../fakes/written-journal.ts';

const ALL = [heldTicket(1), heldTicket(2), ...commandOf(2, 3), heldTicket(5), ...commandOf(2, 6)];

describe('a journal opened again', () => {
  it('gives every event of all its days, in order', async () => {
    const { folder, positions } = await writtenFolder();

    const { journal, events, dropped } = await openJournal(folder);
    await journal.close();

    expect(events).toEqual(ALL);
    expect(dropped).toEqual([]);
    expect(journal.durableSeq).toBe(7);
    expect(journal.position()).toEqual(positions.at(-1));
  });

  it('continues the chain across days and openings', async () => {
    const { folder } = await writtenFolder();
    const first = await openJournal(folder);
    await first.journal.append('2026-11-25', [heldTicket(8)]);
    await first.journal.close();

    const second = await openJournal(folder);
    await second.journal.close();

    expect(second.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps a line as text a person and another program can read', async () => {
    const { folder } = await writtenFolder();

    const [first] = (await readFile(dayFile(folder, MONDAY), 'utf8')).split('\n');

    expect(Object.keys(JSON.parse(first!) as object)).toEqual([
      'seq',
      'at',
      'hall',
      'type',
      'version',
      'actor',
      'command',
      'data',
      'hash',
    ]);
    expect(first).toContain('"hall":"qinghe"');
    expect(first).toContain('补材料 1');
  });

  it('leaves files alone that are not its own', async () => {
    const { folder } = await writtenFolder();
    await writeFile(join(folder, 'journal', '2026-11-24.jsonl.bak'), 'a copy somebody made');

    const { journal, events } = await openJournal(folder);
    await journal.close();

    expect(events).toHaveLength(7);
  });

  it('reads lines longer than a block of the disk', async () => {
    const folder = await temporaryFolder();
    const reason = '很长的原因'.repeat(100_000);
    const long = { ...heldTicket(1), data: { ticket: 't', counter: 'c1', reason } } as (typeof ALL)[0];
    const written = await openJournal(folder);
    await written.journal.append(MONDAY, [long]);
    await written.journal.append(MONDAY, [heldTicket(2)]);
    await written.journal.close();

    const { journal, events } = await openJournal(folder, written.journal.position());
    await journal.close();

    expect(events).toEqual([]);
    const all = await openJournal(folder);
    await all.journal.close();
    expect(all.events).toEqual([long, heldTicket(2)]);
  });
});

describe('a write that was cut off', () => {
  it('at any byte of the last line is dropped with its line, and the next line follows the one before', async () => {
    const whole = await writtenFolder();
    const bytes = await readFile(dayFile(whole.folder, MONDAY));
    const lastLine = bytes.lastIndexOf('\n', -2) + 1;
    const secondLine = bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1;
    expect(bytes.length - lastLine).toBeGreaterThan(200);

    for (let end = secondLine + 1; end < bytes.length; end += 1) {
      const folder = await folderWithFile(`${MONDAY}.jsonl`, bytes.subarray(0, end));
      const { journal, events, dropped } = await openJournal(folder);
      const size = (await stat(dayFile(folder, MONDAY))).size;
      await journal.append(MONDAY, [heldTicket(3)]);
      await journal.close();
      const again = await openJournal(folder);
      await again.journal.close();

      expect(events.map((event) => event.seq)).toEqual([1, 2]);
      expect(dropped).toEqual([{ file: '2026-11-23.jsonl', offset: secondLine, bytes: end - secondLine }]);
      expect(size).toBe(secondLine);
      expect(again.events.map((event) => event.seq)).toEqual([1, 2, 3]);
      expect(again.dropped).toEqual([]);
    }
  }, 60_000);

  it('between two lines of one command drops the command whole', async () => {
    const { folder, positions } = await writtenFolder();
    await editDay(folder, TUESDAY, (bytes) => bytes.subarray(0, bytes.lastIndexOf('\n', -2) + 1));

    const { journal, events, dropped } = await openJournal(folder);
    await journal.close();

    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(dropped).toMatchObject([{ file: '2026-11-24.jsonl', offset: positions[3]!.offset }]);
    expect((await stat(dayFile(folder, TUESDAY))).size).toBe(positions[3]!.offset);
  });

  it('in the very first line leaves an empty day', async () => {
    const folder = await folderWithFile(`${MONDAY}.jsonl`, '{"seq":1,"at":17');

    const { journal, events, dropped } = await openJournal(folder);
    await journal.append(MONDAY, [heldTicket(1)]);
    await journal.close();

    expect(events).toEqual([]);
    expect(dropped).toEqual([{ file: '2026-11-23.jsonl', offset: 0, bytes: 16 }]);
    const again = await openJournal(folder);
    await again.journal.close();
    expect(again.events).toEqual([heldTicket(1)]);
  });

  it('in the first line of a new day leaves the day before as the end', async () => {
    const { folder, positions } = await writtenFolder();
    await truncate(dayFile(folder, TUESDAY), 5);

    const { journal, events } = await openJournal(folder);
    const end = journal.position();
    await journal.append(TUESDAY, [heldTicket(5)]);
    await journal.close();

    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
    expect(end).toEqual(positions[2]);
    const again = await openJournal(folder);
    await again.journal.close();
    expect(again.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('leaving zeros a file system filled in is dropped like any torn line', async () => {
    const { folder } = await writtenFolder();
    await editDay(folder, TUESDAY, (bytes) => Buffer.concat([bytes, Buffer.alloc(700)]));

    const { journal, events, dropped } = await openJournal(folder);
    await journal.close();

    expect(events).toHaveLength(7);
    expect(dropped).toMatchObject([{ bytes: 700 }]);
  });
});

describe('a journal opened behind a snapshot', () => {
  it('gives only what follows, from any place a command ended', async () => {
    const { folder, positions } = await writtenFolder();
    for (const position of positions) {
      const { journal, events, misfits } = await openJournal(folder, position);
      await journal.close();

      expect(events).toEqual(ALL.slice(position.seq));
      expect(misfits).toEqual([]);
      expect(journal.position()).toEqual(positions.at(-1));
    }
  });

  it('goes on from the end without reading what lies before', async () => {
    const { folder, positions } = await writtenFolder();
    await editDay(folder, MONDAY, (bytes) => bytes.fill(0x20, 10, 20));

    const { journal } = await openJournal(folder, positions[4]);
    await journal.append(TUESDAY, [heldTicket(8)]);
    await journal.close();

    expect(journal.durableSeq).toBe(8);
  });

  it.each([
    ['lies behind the end', { offset: 99_999 }],
    ['lies in the middle of a line', { offset: 20 }],
    ['lies at another line', { offset: 0 }],
    ['has another hash', { hash: 'f'.repeat(64) }],
    ['has another number', { seq: 3 }],
    ['lies in a file that is gone', { file: '2026-11-22.jsonl' }],
    ['points outside the folder', { file: '../../2026-11-23.jsonl' }],
  ])('reads everything when the place %s', async (_, change) => {
    const { folder, positions } = await writtenFolder();

    const { journal, events, misfits } = await openJournal(folder, { ...positions[1]!, ...change });
    await journal.close();

    expect(misfits).toHaveLength(1);
    expect(events).toEqual(ALL);
  });

  it('names the line by its number in the file, wherever reading began', async () => {
    const { folder, positions } = await writtenFolder();
    await editDay(folder, TUESDAY, (bytes) => {
      bytes[bytes.length - 200] = 0x21;
      return bytes;
    });

    await expect(openJournal(folder, positions[3])).rejects.toThrow(/2026-11-24\.jsonl:3/);
  });
});
