import type { WebhookEvent } from '@bandecheng/shared/api-schemas';
import { Delivery, GIVEN_UP_AFTER_MS, pauseMs } from '@bandecheng/hub/webhooks/delivery';
import { WaitingFile } from '@bandecheng/hub/webhooks/waiting-file';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NINE } from '../../given.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const message = (seq: number): WebhookEvent => ({
  id: `small-${seq}`,
  type: 'ticket-issued',
  at: NINE,
  hall: 'small',
});

async function newPath(): Promise<string> {
  return join(await temporaryFolder(), 'w-1.jsonl');
}

/** The numbers that wait in the file, read anew. */
async function onDisk(path: string): Promise<number[] | undefined> {
  return (await WaitingFile.read(path))?.waiting.map(({ seq }) => seq);
}

/** A delivery whose address answers as it is told, and whose pauses end when the test says. */
async function delivering(...messages: number[]) {
  const file = WaitingFile.create(await newPath(), 0);
  for (const seq of messages) file.add(seq, message(seq));
  const test = { now: NINE, answers: [] as (string | null)[], sent: [] as string[], pauses: [] as number[] };
  let resume = (): void => undefined;
  const notices: string[] = [];
  const delivery = new Delivery({
    webhook: { webhook: 'w-1', url: 'http://hook', events: ['ticket-issued'], secret: 'x'.repeat(16) },
    ...{ file, clock: () => test.now, onNotice: (what: string) => void notices.push(what) },
    post: async (_, { id }) => {
      test.sent.push(id);
      return test.answers.shift() ?? null;
    },
    after: (ms, run) => {
      test.pauses.push(ms);
      resume = run;
      return () => undefined;
    },
  });
  // Before the folder goes: it may still be writing.
  onTestFinished(() => delivery.stop());
  return { ...{ test, delivery, file, notices }, resume: () => resume() };
}

describe('what waits for a webhook', () => {
  it('is there again after a restart, without what was settled', async () => {
    const path = await newPath();
    const file = WaitingFile.create(path, 10);
    for (const seq of [9, 11, 12, 12, 14]) file.add(seq, message(seq));
    file.settle();
    await file.flushed();
    const again = await WaitingFile.read(path);
    expect(again?.waiting.map(({ seq }) => seq)).toEqual([12, 14]);
    expect(again?.takenSeq).toBe(14);
    expect(again?.waiting[0]?.message).toEqual(message(12));
  });

  it('survives a line cut off by a power failure, and goes on behind it', async () => {
    const path = await newPath();
    const file = WaitingFile.create(path, 0);
    file.add(1, message(1));
    await file.flushed();
    await appendFile(path, '{"seq":2,"mess');
    const torn = await WaitingFile.read(path);
    expect(torn?.takenSeq).toBe(1);
    torn?.add(2, message(2));
    await torn?.flushed();
    expect(await onDisk(path)).toEqual([1, 2]);
  });

  it('is written anew once most lines are of no more use', async () => {
    const path = await newPath();
    const file = WaitingFile.create(path, 0);
    for (let seq = 1; seq <= 1_500; seq += 1) file.add(seq, message(seq));
    await file.flushed();
    for (let i = 0; i < 1_495; i += 1) file.settle();
    await file.flushed();
    file.add(1_501, message(1_501));
    await file.flushed();
    expect((await readFile(path, 'utf8')).split('\n').length).toBeLessThan(20);
    expect(await onDisk(path)).toEqual([1_496, 1_497, 1_498, 1_499, 1_500, 1_501]);
  });

  it('takes nothing twice, all settled or not', async () => {
    const path = await newPath();
    await writeFile(path, '{"done":7}\n');
    const file = await WaitingFile.read(path);
    file?.add(7, message(7));
    expect(file?.waiting).toEqual([]);
    expect(await WaitingFile.read(`${path}.none`)).toBeNull();
  });
});

describe('a delivery', () => {
  it('sends one after another, and nothing past a message that is not accepted', async () => {
    const { test, delivery, file, resume } = await delivering(1, 2);
    test.answers = ['status 500', 'ECONNREFUSED'];
    delivery.wake();
    await expect.poll(() => test.pauses).toEqual([1_000]);
    delivery.wake();
    resume();
    await expect.poll(() => test.pauses).toEqual([1_000, 2_000]);
    expect(delivery.failures).toBe(2);
    resume();
    await expect.poll(() => test.sent).toEqual(['small-1', 'small-1', 'small-1', 'small-2']);
    expect(delivery.failures).toBe(0);
    expect(file.waiting).toEqual([]);
  });

  it('waits longer after each failure, at most ten minutes', () => {
    expect([1, 2, 3, 10, 11, 500].map(pauseMs)).toEqual([1_000, 2_000, 4_000, 512_000, 600_000, 600_000]);
  });

  it('gives a message up after a day and goes on with the next', async () => {
    const { test, delivery, file, notices } = await delivering(1, 2);
    test.now = NINE + GIVEN_UP_AFTER_MS + 1;
    delivery.wake();
    await expect.poll(() => file.waiting).toEqual([]);
    expect(test.sent).toEqual([]);
    expect(delivery.givenUp).toBe(2);
    expect(notices).toEqual(['a message to a webhook was given up', 'a message to a webhook was given up']);
  });

  it('stopped sends no more, and keeps what waits', async () => {
    const { test, delivery, file } = await delivering(1);
    test.answers = ['status 503'];
    delivery.wake();
    await expect.poll(() => test.pauses).toEqual([1_000]);
    await delivery.stop();
    delivery.wake();
    expect(test.sent).toEqual(['small-1']);
    expect(file.waiting).toHaveLength(1);
  });
});
