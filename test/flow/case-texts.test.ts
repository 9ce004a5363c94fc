import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@bandecheng/shared/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hallOfCity, outcome, TestHub } from '../fakes/test-hub.ts';

const NAME = '欧阳正德';
const PHONE = '13987654321';
const WORDS = '来了三次都说材料不全';

let hub: TestHub;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'case-texts-'));
  hub = await TestHub.start(false, await hallOfCity('wushen', folder));
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

let asked = 0;
let cookie: string | undefined;

/** A command of the desk, as its screen sends it. */
async function desk(command: object): Promise<Answer> {
  cookie ??= await hub.as('desk');
  const screen = hub.screen('desk', undefined, cookie);
  expect(await outcome(screen)).toBe('connected');
  const answer = (await screen.emitWithAck('command:send', {
    id: `flow-desk-${++asked}`,
    ...command,
  })) as Answer;
  screen.disconnect();
  return answer;
}

/** Everything the hub has written, as one text. */
async function written(): Promise<string> {
  const names = await readdir(hub.folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

describe('what is written at the desk', () => {
  it('stands in no file of the hall and in no log', async () => {
    const opened = await desk({ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk' });
    const id = opened.ok ? opened.case : undefined;
    expect(id).toBe('B20261123-001');
    const fields = { name: NAME, phone: PHONE, content: WORDS };
    const step = { type: 'TakeStep', case: id, as: 'desk' };
    expect(await desk({ ...step, step: 'w1', fields })).toMatchObject({ ok: true, case: id });
    // A refused one leaves nothing behind either.
    const before = (await readdir(join(hub.folder, 'vault'), { recursive: true })).length;
    expect(await desk({ ...step, step: 'w1', fields })).toMatchObject({ refused: 'step-not-now' });
    expect((await readdir(join(hub.folder, 'vault'), { recursive: true })).length).toBe(before);
    await hub.restart();
    const all = (await written()) + JSON.stringify(hub.logged);
    for (const text of [NAME, PHONE, WORDS])
      for (const form of [text, Buffer.from(text).toString('latin1'), Buffer.from(text).toString('base64')])
        expect(all).not.toContain(form);
    expect(all).toContain('B20261123-001');
  });
});
