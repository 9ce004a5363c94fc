import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Outbox, type OutboxState } from '@bandecheng/device-agent/outbox/outbox';
import { OutboxFile } from '@bandecheng/device-agent/outbox/outbox-file';
import type { Report } from '@bandecheng/shared/protocol';

const press = (pressedAt: number): Report => ({
  type: 'RecordPress',
  device: 'evaluator-c1',
  level: 'satisfied',
  pressedAt,
});

describe('the outbox', () => {
  let folder: string;
  let path: string;
  let ids: string[];
  const opened: Outbox[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-outbox-'));
    path = join(folder, 'outbox.jsonl');
    ids = ['firstoutbox', 'secondoutbox', 'thirdoutbox'];
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const outbox of opened.splice(0)) await outbox.close();
    await rm(folder, { recursive: true });
  });

  const newId = (): string => ids.shift() ?? 'oneidtoomany';
  const open = async (file?: OutboxFile): Promise<Outbox> => {
    const outbox = await Outbox.open({ path, newId, ...(file && { file }) });
    opened.push(outbox);
    return outbox;
  };
  /** What a process that is killed right now would leave. */
  const afterKill = (): Promise<Outbox> => open();
  const numbers = (outbox: Outbox): number[] => outbox.pending(1_000).map((entry) => entry.number);

  test('numbers reports from 1 and keeps them until they are accepted', async () => {
    const outbox = await open();
    await outbox.append(press(1));
    await outbox.append(press(2));
    expect(outbox.pending(50)).toEqual([
      { outbox: 'firstoutbox', number: 1, report: press(1) },
      { outbox: 'firstoutbox', number: 2, report: press(2) },
    ]);
    outbox.accept(1);
    expect(numbers(outbox)).toEqual([2]);
    await outbox.close();
  });

  test('a report is in the file when append resolves, and not offered for sending before', async () => {
    const outbox = await open();
    const appended = outbox.append(press(1));
    expect(numbers(outbox)).toEqual([]);
    await appended;
    expect(await readFile(path, 'utf8')).toContain(JSON.stringify({ number: 1, report: press(1) }));
    expect(numbers(outbox)).toEqual([1]);
  });

  test('an outbox killed at any moment is read back whole, with its numbering, and goes on in a stream of its own', async () => {
    const outbox = await open();
    await Promise.all([1, 2, 3].map((at) => outbox.append(press(at))));
    const reopened = await afterKill();
    expect([reopened.id, reopened.after]).toEqual(['secondoutbox', ['firstoutbox']]);
    expect(numbers(reopened)).toEqual([1, 2, 3]);
    await reopened.append(press(4));
    expect(reopened.accept(2, 'firstoutbox')).toBe(true);
    const third = await afterKill();
    expect([third.id, third.after]).toEqual(['thirdoutbox', ['secondoutbox', 'firstoutbox']]);
    expect(third.pending(9).map(({ outbox, number }) => `${outbox} ${number}`)).toEqual([
      ...['firstoutbox 1', 'firstoutbox 2', 'firstoutbox 3'],
      'secondoutbox 1',
    ]);
  });

  test('a burst shares few flushes and keeps its order', async () => {
    const file = new OutboxFile(path);
    const outbox = await open(file);
    const flushes = vi.spyOn(file, 'append');
    await Promise.all(Array.from({ length: 500 }, (_, i) => outbox.append(press(i))));
    expect(flushes.mock.calls.length).toBeLessThan(10);
    expect(outbox.pending(500).map(({ report }) => report)).toEqual(
      Array.from({ length: 500 }, (_, i) => press(i)),
    );
  });

  test('a torn last line is dropped, and its number is given again', async () => {
    const outbox = await open();
    await outbox.append(press(1));
    await outbox.close();
    await appendFile(path, '{"number":2,"report":{"type":"RecordPr');
    const reopened = await open();
    expect(numbers(reopened)).toEqual([1]);
    await reopened.append(press(2));
    expect((await afterKill()).pending(9).map(({ report }) => report)).toEqual([press(1), press(2)]);
  });

  test('presses of a folder that was copied and goes on in two places are each known once, those of both as well', async () => {
    const here = await open();
    await here.append(press(1));
    const file = await readFile(path, 'utf8');
    await here.append(press(2));
    path = join(folder, 'copy.jsonl');
    await writeFile(path, file);
    const copy = await open();
    await copy.append(press(3));
    const known = [here, copy].flatMap((outbox) => outbox.pending(9));
    const distinct = new Map(known.map((entry) => [`${entry.outbox} ${entry.number}`, entry.report]));
    expect([...distinct.values()]).toEqual([press(1), press(2), press(3)]);
    expect(copy.accept(2, 'firstoutbox')).toBe(true);
    expect(numbers(copy)).toEqual([1]);
  });

  test('what an older version left is read, and reads no worse', async () => {
    await writeFile(
      path,
      `{"outbox":"oldenoutbox","next":7}\n${JSON.stringify({ number: 7, report: press(7) })}\n`,
    );
    const outbox = await open();
    expect(outbox.after).toEqual(['oldenoutbox']);
    expect(outbox.pending(9)).toEqual([{ outbox: 'oldenoutbox', number: 7, report: press(7) }]);
  });

  test.each([
    ['a line that is no JSON', 2, '{"outbox":"firstoutbox","next":1}\n{"number":1,"rep\n'],
    [
      'a gap in the numbers',
      3,
      '{"outbox":"firstoutbox","next":7}\n{"number":7,"report":{"type":"a"}}\n{"number":9,"report":{"type":"a"}}\n',
    ],
    ['a header of something else', 1, '{"hall":"h"}\n'],
    ['an empty file', 1, ''],
  ])('%s stops the agent, naming file and line', async (_what, line, text) => {
    await writeFile(path, text);
    await expect(open()).rejects.toMatchObject({ fault: 'outbox-damaged', place: `${path}:${line}` });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test('what is accepted leaves the file in time, and numbering goes on', async () => {
    const outbox = await open();
    await Promise.all(Array.from({ length: 1_500 }, (_, i) => outbox.append(press(i))));
    outbox.accept(1_499);
    await outbox.append(press(1_500));
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(4);
    expect(numbers(await afterKill())).toEqual([1_500, 1_501]);
  });

  test('accepting a number twice, or an older one, changes nothing', async () => {
    const outbox = await open();
    await Promise.all([1, 2, 3].map((at) => outbox.append(press(at))));
    expect([outbox.accept(2), outbox.accept(2), outbox.accept(1), outbox.accept(0)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(numbers(outbox)).toEqual([3]);
  });

  test('a hub that has more than was ever written here makes it start anew, losing nothing', async () => {
    const outbox = await open();
    await outbox.append(press(1));
    await outbox.append(press(2));
    expect(outbox.accept(40)).toBe(false);
    const appended = outbox.append(press(3));
    await outbox.startAnew();
    await appended;
    const reopened = await afterKill();
    expect(reopened.after).toEqual(['secondoutbox', 'firstoutbox']);
    expect(reopened.pending(9)).toEqual(
      [1, 2, 3].map((n) => ({ outbox: 'secondoutbox', number: n, report: press(n) })),
    );
  });

  describe('on a disk that refuses', () => {
    /** Writes half of what it is given and fails, as long as `full`. */
    class FullDisk extends OutboxFile {
      full = false;
      override async append(reports: Parameters<OutboxFile['append']>[0]): Promise<void> {
        if (!this.full) return super.append(reports);
        await appendFile(this.path, JSON.stringify(reports[0]).slice(0, 20));
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      }
      override async rewrite(content: Parameters<OutboxFile['rewrite']>[0]): Promise<void> {
        if (this.full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        return super.rewrite(content);
      }
    }

    test('a press is held, not sent, and kept as soon as there is room', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const file = new FullDisk(path);
      const states: OutboxState[] = [];
      const outbox = await Outbox.open({ path, newId, file, onDisk: (state) => states.push(state) });
      await outbox.append(press(1));
      file.full = true;
      let kept = false;
      const appended = outbox.append(press(2)).then(() => (kept = true));
      await expect.poll(() => states).toEqual([{ waiting: 1, held: 1, disk: 'full' }]);
      expect([kept, numbers(outbox)]).toEqual([false, [1]]);
      file.full = false;
      await vi.advanceTimersByTimeAsync(1_000);
      await appended;
      expect((await afterKill()).pending(9).map(({ report }) => report)).toEqual([press(1), press(2)]);
      expect(states.at(-1)?.disk).toBe('well');
    });

    test('what was never on disk is refused when the agent stops, so that no device is told otherwise', async () => {
      const file = new FullDisk(path);
      const outbox = await open(file);
      file.full = true;
      const appended = outbox.append(press(1)).catch((error: unknown) => error);
      await expect.poll(() => outbox.state.disk).toBe('full');
      await outbox.close();
      expect(await appended).toMatchObject({ fault: 'stopping' });
    });
  });
});
