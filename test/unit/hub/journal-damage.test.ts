import { readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { lineHash, sealedLine, splitLine } from '@bandecheng/hub/journal/line-hash';
import { isFault, type HallError } from '@bandecheng/shared/errors';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { describe, expect, it } from 'vitest';
import { heldTicket } from '../../fakes/recorded-events.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import {
  dayFile,
  editDay,
  editLines,
  MONDAY,
  openJournal,
  TUESDAY,
  writtenFolder,
} from '../../fakes/written-journal.ts';

/** The fault with which a journal refuses to open, and proof that nothing was changed. */
async function faultOf(folder: string): Promise<HallError> {
  const before = await Promise.all(
    [MONDAY, TUESDAY].map((day) => readFile(dayFile(folder, day)).catch(() => null)),
  );
  const outcome = await openJournal(folder).then(
    () => null,
    (error: unknown) => error,
  );
  const after = await Promise.all(
    [MONDAY, TUESDAY].map((day) => readFile(dayFile(folder, day)).catch(() => null)),
  );
  expect(after).toEqual(before);
  if (!isFault(outcome, 'journal-damaged'))
    throw new Error(`opened, or failed otherwise: ${String(outcome)}`);
  return outcome;
}

describe('a damaged journal stops the hub, naming file and line', () => {
  it('for any byte of a line that was flipped', async () => {
    const { folder } = await writtenFolder();
    const whole = await readFile(dayFile(folder, MONDAY));
    const second = whole.indexOf('\n') + 1;
    const third = whole.indexOf('\n', second) + 1;

    for (let at = second; at < third; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 0x01;
      await writeFile(dayFile(folder, MONDAY), flipped);

      expect((await faultOf(folder)).place).toBe(`${dayFile(folder, MONDAY)}:2`);
    }
  }, 60_000);

  it('for a level that was made better, however neatly', async () => {
    const { folder } = await writtenFolder();
    await editLines(folder, MONDAY, (lines) => lines.map((line) => line.replace('补材料 2', '补材料 9')));

    const { place, message } = await faultOf(folder);

    expect(place).toBe(`${dayFile(folder, MONDAY)}:2`);
    expect(message).toContain('校验值不符');
  });

  it('for a changed line sealed anew: the line after it no longer fits', async () => {
    const { folder } = await writtenFolder();
    await editLines(folder, MONDAY, ([first, second, ...rest]) => {
      const body = splitLine(second!)!.body.replace('补材料 2', '补材料 9');
      return [first!, sealedLine(body, lineHash(splitLine(first!)!.hash, body)), ...rest];
    });

    expect((await faultOf(folder)).place).toBe(`${dayFile(folder, MONDAY)}:3`);
  });

  it('for a line that was taken out', async () => {
    const { folder } = await writtenFolder();
    await editLines(folder, MONDAY, (lines) => lines.filter((_, i) => i !== 1));

    const { place, message } = await faultOf(folder);

    expect(place).toBe(`${dayFile(folder, MONDAY)}:2`);
    expect(message).toContain('应为第 2 号记录，实为第 3 号');
  });

  it('for lines that changed places, and for one that stands twice', async () => {
    const swapped = await writtenFolder();
    await editLines(swapped.folder, MONDAY, ([a, b, ...rest]) => [b!, a!, ...rest]);
    const doubled = await writtenFolder();
    await editLines(doubled.folder, MONDAY, ([a, b, ...rest]) => [a!, b!, b!, ...rest]);

    expect((await faultOf(swapped.folder)).place).toMatch(/:1$/);
    expect((await faultOf(doubled.folder)).place).toMatch(/:3$/);
  });

  it('for a day that is missing', async () => {
    const { folder } = await writtenFolder();
    await rm(dayFile(folder, MONDAY));

    expect((await faultOf(folder)).place).toBe(`${dayFile(folder, TUESDAY)}:1`);
  });

  it('for a torn line at the end of a day that is not the last', async () => {
    const { folder } = await writtenFolder();
    await editDay(folder, MONDAY, (bytes) => Buffer.concat([bytes, Buffer.from('{"seq":5,')]));

    const { place, message } = await faultOf(folder);

    expect(place).toBe(`${dayFile(folder, MONDAY)}:5`);
    expect(message).toContain('没有写完');
  });

  it('for half a command in the middle', async () => {
    const { folder } = await writtenFolder();
    await editLines(folder, MONDAY, (lines) => lines.slice(0, 3));

    const { place, message } = await faultOf(folder);

    expect(place).toBe(`${dayFile(folder, MONDAY)}:3`);
    expect(message).toContain('一次操作的记录不完整');
  });

  it('for an empty line, and for a last line that is whole but wrong', async () => {
    const empty = await writtenFolder();
    await editLines(empty.folder, TUESDAY, (lines) => [...lines, '']);
    const wrong = await writtenFolder();
    await editLines(wrong.folder, TUESDAY, ([a, b, c]) => [a!, b!, c!.replace('"c1"', '"c2"')]);

    expect((await faultOf(empty.folder)).place).toMatch(/2026-11-24\.jsonl:4$/);
    expect((await faultOf(wrong.folder)).place).toMatch(/2026-11-24\.jsonl:3$/);
  });

  it('for a byte that a lenient reader would take for the character that stood there', async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder);
    const unreadable = { ticket: 't', counter: 'c1', reason: '\ufffd' };
    await journal.append(MONDAY, [{ ...heldTicket(1), data: unreadable } as RecordedEvent]);
    await journal.close();
    await editDay(folder, MONDAY, (bytes) => {
      const at = bytes.indexOf('\ufffd');
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]);
    });

    expect((await faultOf(folder)).message).toContain('UTF-8');
  });

  it('for the journal of another hall', async () => {
    const { folder } = await writtenFolder();

    const opening = openJournal(folder, null, { hall: 'linhe' });

    await expect(opening).rejects.toThrow(/另一个大厅（qinghe）.*2026-11-23\.jsonl:1/s);
  });

  it('for a line of a newer version of the program', async () => {
    const { folder } = await writtenFolder();
    await unlink(dayFile(folder, TUESDAY));
    await editLines(folder, MONDAY, ([first]) => {
      const body = splitLine(first!)!.body.replace('"version":1', '"version":2');
      return [sealedLine(body, lineHash('0'.repeat(64), body))];
    });

    expect((await faultOf(folder)).message).toContain('更新版本');
  });

  it('and lets the folder go, so that a repaired one can be opened', async () => {
    const { folder } = await writtenFolder();
    const whole = await readFile(dayFile(folder, MONDAY));
    await editDay(folder, MONDAY, (bytes) => bytes.fill(0x20, 10, 20));
    await faultOf(folder);
    await writeFile(dayFile(folder, MONDAY), whole);

    const { journal, events } = await openJournal(folder);
    await journal.close();

    expect(events).toHaveLength(7);
  });
});
