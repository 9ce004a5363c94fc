import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendar } from '@bandecheng/hub/calendar';
import type { Answer } from '@bandecheng/shared/protocol';
import type { CalendarDeskView, DeadlineMove } from '@bandecheng/shared/calendar/calendar-desk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hallOfCity, outcome, TestHub, type ApiAnswer } from '../fakes/test-hub.ts';

let hub: TestHub;
let folder: string;
let leader: string;
let supervisor: string;
let admin: string;
let opened: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calendar-desk-'));
  hub = await TestHub.start(false, await hallOfCity('wushen', folder));
  [leader, supervisor, admin] = [
    await hub.as('shift-leader'),
    await hub.as('supervisor'),
    await hub.asAdmin(),
  ];
  opened = await inResearch();
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

/** A case that went to the centre on Monday at 09:30: two working days, Wednesday 17:00. */
async function inResearch(): Promise<string> {
  const screen = hub.screen('desk', undefined, await hub.as('desk'));
  expect(await outcome(screen)).toBe('connected');
  let asked = 0;
  const send = async (command: object): Promise<Answer> =>
    (await screen.emitWithAck('command:send', { id: `calendar-test-${++asked}`, ...command })) as Answer;
  const answer = await send({ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk' });
  const id = (answer.ok ? answer.case : undefined) ?? '';
  const step = { type: 'TakeStep', case: id, as: 'desk' };
  const fields = { name: '欧阳正德', phone: '13987654321', content: '来了三次' };
  for (const more of [{ step: 'w1', fields }, { step: 'w2' }, { step: 'w5' }])
    expect(await send({ ...step, ...more })).toMatchObject({ ok: true });
  return id;
}

const OVERRIDE = {
  issuedOn: '2026-11-20',
  source: '区政务服务中心通知',
  legal: [{ date: '2026-11-24', name: '大雪停业', off: true }],
  closing: [{ from: '2026-11-01', to: '2027-03-31', close: '16:30', reason: '冬季作息' }],
};
const propose = (cookie: string, more: object = {}, confirmed = false): Promise<ApiAnswer> =>
  hub.api('POST', '/api/calendar/proposals', { override: { ...OVERRIDE, ...more }, confirmed }, cookie);
const view = async (cookie = admin): Promise<CalendarDeskView> =>
  (await hub.api('GET', '/api/calendar', undefined, cookie)).body as unknown as CalendarDeskView;
const sign = (cookie: string, proposal: string): Promise<ApiAnswer> =>
  hub.api('POST', `/api/calendar/proposals/${proposal}/sign`, undefined, cookie);

/** Clock, due day and hour of the open case, as another system hears it. */
async function due(): Promise<number | null> {
  const { body } = await hub.api('GET', `/api/cases/${opened}`, undefined, supervisor);
  const clocks = body['clocks'] as { dueAt: number | null; stoppedAt?: number }[];
  return clocks.find(({ dueAt, stoppedAt }) => dueAt !== null && stoppedAt === undefined)?.dueAt ?? null;
}

describe('the calendar in the hands of the hall', () => {
  it('is overridden by nobody who may not, and with no date twice or far from its years', async () => {
    expect((await propose(await hub.as('clerk'))).body['refused']).toBe('not-allowed');
    expect((await propose('')).status).toBe(401);
    const twice = await propose(leader, { legal: [...OVERRIDE.legal, ...OVERRIDE.legal] });
    expect(twice.body['problems']).toMatchObject([
      { path: 'override.legal[1].date', reason: '2026-11-24 出现了两次' },
    ]);
    const far = await propose(leader, { legal: [{ date: '2062-11-24', name: '大雪', off: true }] });
    expect(far.body['problems']).toMatchObject([{ path: 'override.legal[0].date' }]);
    expect((await view()).proposal).toBeNull();
  });

  it('asks to look again at what is unusual', async () => {
    const legal = [{ date: '2026-11-25', name: '调休', off: false }];
    const first = await propose(leader, { legal });
    expect(first.body).toMatchObject({
      refused: 'calendar-unusual',
      doubts: [{ doubt: 'worked-weekday', date: '2026-11-25' }],
    });
    expect((await propose(leader, { legal }, true)).status).toBe(200);
  });

  it('is in force once a second account signs it, at once, and shows each deadline it moves', async () => {
    const before = await due();
    await propose(leader);
    const { proposal, versions } = await view();
    expect(versions).toEqual([]);
    expect(proposal?.moves).toMatchObject([{ case: opened, from: before }]);
    expect((await sign(leader, proposal?.proposal ?? '')).body['refused']).toBe('own-proposal');
    expect((await sign(supervisor, 'another')).body['refused']).toBe('proposal-unknown');
    expect(await due()).toBe(before);

    const signed = await sign(supervisor, proposal?.proposal ?? '');
    expect(signed.body['moved']).toEqual(proposal?.moves);
    const [move] = signed.body['moved'] as DeadlineMove[];
    expect(before).toBe(Date.parse('2026-11-25T17:00:00+08:00'));
    expect(move?.to).toBe(Date.parse('2026-11-26T16:30:00+08:00'));
    expect(await due()).toBe(move?.to);
    const after = await view();
    expect(after.proposal).toBeNull();
    expect(after.versions).toMatchObject([{ override: { signedBy: ['a-shift-leader', 'a-supervisor'] } }]);
    const journal = await readFile(join(hub.folder, 'journal', '2026-11-23.jsonl'), 'utf8');
    expect(journal).toMatch(/"type":"CalendarAdopted","version":1,"actor":"staff:a-supervisor"/);
    expect(journal).toMatch(/"type":"DeadlineMoved"/);
  });

  it('holds after a restart without moving anything again, and keeps the version before', async () => {
    const before = await due();
    await hub.restart();
    expect(await due()).toBe(before);
    const journal = await readFile(join(hub.folder, 'journal', '2026-11-23.jsonl'), 'utf8');
    expect(journal.match(/"type":"CalendarAdopted"/g)).toHaveLength(2);
    await propose(supervisor, { legal: [], closing: [] });
    await sign(admin, (await view()).proposal?.proposal ?? '');
    expect((await view()).versions).toHaveLength(2);
    expect(await due()).not.toBe(before);
  });

  it('is withdrawn before it counts', async () => {
    await propose(leader);
    const id = (await view()).proposal?.proposal ?? '';
    expect((await hub.api('DELETE', `/api/calendar/proposals/${id}`, undefined, leader)).status).toBe(200);
    expect((await hub.api('DELETE', `/api/calendar/proposals/${id}`, undefined, leader)).status).toBe(404);
    expect((await sign(supervisor, id)).body['refused']).toBe('proposal-unknown');
  });

  it('is read from disk again by an administrator alone', async () => {
    expect((await hub.api('POST', '/api/calendar/reload', undefined, leader)).status).toBe(403);
    const read = await hub.api('POST', '/api/calendar/reload', undefined, admin);
    expect(read.body).toMatchObject({ ok: true, moved: [] });
  });

  it('warns the desk from 1 November of a coming year that nobody has imported, red from 15 December', async () => {
    const { body } = await hub.api('GET', '/api/hall');
    expect(body['yearMissing']).toEqual({ year: 2027, grave: false });
    hub.now += 25 * 24 * 3_600_000;
    expect((await hub.api('GET', '/api/hall')).body['yearMissing']).toEqual({ year: 2027, grave: true });
    hub.now -= 25 * 24 * 3_600_000;
  });

  it('npm run calendar tells what a file would move of a hall whose hub is running', async () => {
    const printed: string[] = [];
    const [known] = (await view()).years.slice(-1);
    const year = { ...known, days: [{ date: '2026-11-24', name: '演示', off: true }] };
    const file = join(folder, 'coming.json');
    const { holidays: _, ...head } = year;
    await writeFile(file, JSON.stringify(head));
    const code = await calendar(
      [file, '--data', hub.folder],
      (line) => printed.push(line),
      () => undefined,
    );
    expect(code).toBe(1);
    expect(printed.filter((line) => line.startsWith('期限变动'))).toHaveLength(1);
    expect(printed.join('\n')).toMatch(
      new RegExp(`期限变动 ${opened} .+：2026-11-\\d\\d（周.） 17:00 改为 2026-11-\\d\\d（周.） 17:00`),
    );
  });
});
