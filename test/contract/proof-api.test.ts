import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openAgentKeys } from '@bandecheng/hub/registers/agent-keys';
import type { DayClosed } from '@bandecheng/shared/events';
import type { PaperJob, Published } from '@bandecheng/shared/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, outcome, TestHub } from '../fakes/test-hub.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RELEASED = join(ROOT, 'test/fixtures/data/0.1.0');
/** Friday 2026-11-27 in the afternoon: Monday is over, Friday is not. */
const FRIDAY = Date.UTC(2026, 10, 27, 8, 0);
const RULE = { retention: { personalMonths: 1 } };
const run = promisify(execFile);

let folder: string;
let hub: TestHub;
let supervisor: string;
let script: string;
let agentKey: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proof-'));
  const hall = JSON.parse(await readFile(join(RELEASED, 'hall.json'), 'utf8')) as object;
  const proven = { ...hall, desk: { kiosk: 'k1' }, proof: { print: true, display: true }, ...RULE };
  await writeFile(join(folder, 'hall.json'), JSON.stringify(proven));
  script = join(folder, 'check-record.mjs');
  const [, source = ''] = /```js\n([^]*?)```/.exec(await readFile(join(ROOT, 'docs/proof.md'), 'utf8')) ?? [];
  await writeFile(script, source);
  const data = join(folder, 'data');
  await cp(join(RELEASED, 'data'), data, { recursive: true });
  agentKey = await (await openAgentKeys(data)).add('hall-2');
  const from = { data, now: FRIDAY };
  hub = await TestHub.start(false, join(folder, 'hall.json'), undefined, from);
  supervisor = await hub.signIn('a-supervisor', 'password-1');
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

const get = (path: string, cookie = supervisor) => hub.api('GET', path, undefined, cookie);
const days = async () => (await get('/api/proof')).body['days'] as DayClosed[];
async function exported(from: string, to: string): Promise<string> {
  const response = await fetch(`${hub.url}/api/proof/export?from=${from}&to=${to}`, {
    headers: { cookie: supervisor },
  });
  expect(response.status).toBe(200);
  return response.text();
}
/** What the script of the docs says of an export. */
async function checked(content: string, ...asked: string[]): Promise<string> {
  const file = join(folder, 'record.jsonl');
  await writeFile(file, content);
  const { stdout } = await run(process.execPath, [script, file, ...asked]).catch(
    (failed: { stdout: string }) => failed,
  );
  return stdout;
}

describe('the proof of the record', () => {
  it('is for those who answer for it or examine it', async () => {
    for (const path of ['/api/proof', '/api/proof/export?from=2026-11-01&to=2026-11-30']) {
      expect((await get(path, '')).status).toBe(401);
      const clerk = await hub.signIn('a-clerk', 'password-1');
      expect((await get(path, clerk)).body).toEqual({ ok: false, refused: 'not-allowed' });
    }
  });

  it('names the days that are over with their digests, and not the one that is running', async () => {
    const { days: kept } = JSON.parse(await readFile(join(RELEASED, 'figures.json'), 'utf8')) as {
      days: Record<string, { lines: number; digest: string }>;
    };

    expect(await days()).toEqual([
      { day: '2026-11-23', firstSeq: 1, lastSeq: 164, digest: kept['2026-11-23']!.digest },
    ]);
  });

  it('refuses an export of days that are not over, too many or in the wrong order', async () => {
    const { body, status } = await get('/api/proof/export?from=2026-11-27&to=2026-11-27');
    expect([status, body['refused']]).toEqual([404, 'day-unknown']);
    expect((await get('/api/proof/export?from=2026-11-27&to=2026-11-26')).status).toBe(400);
    expect((await get('/api/proof/export?from=2025-11-27&to=2026-11-28')).status).toBe(400);
    // A span with no days in it was reckoned with all the same, and the hub said that it was out of order.
    expect((await get('/api/proof/export?from=%2e%2e%2f&to=%2B1')).status).toBe(400);
  });

  it('comes out on the desk’s printer as a day ends, shows on the displays, and is printed again on request', async () => {
    const agent = hub.agent('hall-2', agentKey, {
      devices: [{ id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' }],
    });
    expect(await outcome(agent)).toBe('connected');
    const papers: PaperJob['paper'][] = [];
    agent.on('print:requested', ({ paper }: PaperJob, answer: (taken: boolean) => void) => {
      papers.push(paper);
      answer(true);
    });
    const digestOn = (paper: PaperJob['paper'] | undefined) =>
      paper?.lines.join('').replaceAll(' ', '') ?? '';

    hub.now += 86_400_000;
    supervisor = await hub.signIn('a-supervisor', 'password-1');
    const order = await hub.api('POST', '/api/proof/print', { day: '2026-11-23' }, supervisor);

    expect(order.body).toEqual({ ok: true });
    await expect.poll(() => papers.length).toBe(2);
    const [friday, monday] = await days();
    expect(friday?.day).toBe('2026-11-27');
    expect(papers[0]).toMatchObject({ title: '当日记录校验值' });
    expect(papers[0]?.lines).toContain('日期：2026-11-27');
    expect(digestOn(papers[0])).toContain(friday?.digest);
    expect(digestOn(papers[1])).toContain(monday?.digest);
    const unknown = await hub.api('POST', '/api/proof/print', { day: '2026-11-28' }, supervisor);
    expect(unknown.body['refused']).toBe('day-unknown');

    const display = hub.screen('display', undefined, supervisor);
    const { data } = await heard<Published<'display'>>(display, 'view:published');
    expect(data.digest?.day).toBe('2026-11-27');
    expect(data.digest?.short.replaceAll(' ', '')).toBe(friday?.digest.slice(0, 16));
  });
});

describe('whom the hall’s rule forgets next', () => {
  it('is shown to those who answer for it, a month ahead, without those forgotten already', async () => {
    const { body } = await get('/api/retention');

    expect(body).toMatchObject({ personalMonths: 1, daysAhead: 31, timeZone: 'Asia/Shanghai' });
    const due = body['due'] as { case: string; on: string }[];
    expect(due.map(({ on }) => on)).toEqual(Array<string>(6).fill('2026-12-23'));
    expect(due.map((one) => one.case)).not.toContain('B20261123-002');
    expect((await get('/api/retention', '')).status).toBe(401);
  });
});

describe('the forty lines of docs/proof.md, on an export', () => {
  it('are no more than forty', async () => {
    expect((await readFile(script, 'utf8')).trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  it('find a whole one whole, by digests kept elsewhere too, and recount the month’s satisfaction', async () => {
    const [friday, monday] = await days();
    const both = await exported('2026-11-01', '2026-11-30');

    const said = await checked(
      both,
      '2026-11',
      `2026-11-23=${monday?.digest.slice(0, 16)}`,
      `2026-11-27=${friday?.digest}`,
    );

    expect(said).toMatch(/^相符：2 天，\d+ 条记录\n2026-11 满意率 71\.43%（评价 7 件，其中不满意 2 件）\n$/);
    expect(await checked(await exported('2026-11-27', '2026-11-27'), '2026-11')).toContain('66.67%');
  });

  it('name the first record that was altered, removed, swapped or inserted, and a day that ends too soon', async () => {
    const lines = (await exported('2026-11-01', '2026-11-30')).trimEnd().split('\n');
    const damaged = async (edit: (copy: string[]) => void): Promise<string> => {
      const copy = [...lines];
      edit(copy);
      return checked(copy.join('\n'));
    };
    const at = lines.findIndex((line) => line.includes('"level":"dissatisfied"'));

    const bent = await damaged((copy) => (copy[at] = copy[at]!.replace('"dissatisfied"', '"satisfied"')));
    expect(bent).toBe(`不符：第 ${at} 号记录\n`);
    expect(await damaged((copy) => copy.splice(at, 1))).toBe(`不符：第 ${at} 号记录\n`);
    expect(await damaged((copy) => copy.splice(at, 0, copy[at + 1]!))).toBe(`不符：第 ${at} 号记录\n`);
    expect(await damaged((copy) => copy.splice(at, 2, copy[at + 1]!, copy[at]!))).toBe(
      `不符：第 ${at} 号记录\n`,
    );
    expect(await damaged((copy) => copy.pop())).toMatch(/^不符：末尾缺少记录/);
    expect(await checked(lines.join('\n'), '2026-11', `2026-11-23=${'0'.repeat(16)}`)).toBe(
      '不符：2026-11-23 与留存的校验值\n',
    );
  });
});
