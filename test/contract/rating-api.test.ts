import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditRow } from '@bandecheng/shared/audit';
import type { ErasureCertificate } from '@bandecheng/shared/case/erasure';
import type { HonestyReport, RatingReport, RatingRows } from '@bandecheng/shared/rating/rating-report';
import type { VisitsToType } from '@bandecheng/shared/rating/typed-visit';
import type { VisitWords } from '@bandecheng/shared/rating/visit-words';
import type { Answer, ReportAnswer } from '@bandecheng/shared/protocol';
import type { Level, Role } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXlsx } from '../fakes/read-xlsx.ts';
import { hallOfCity, outcome, TestHub } from '../fakes/test-hub.ts';

const DAY = '2026-11-23';
const DEVICES = [{ id: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5', counter: 'c1' }];
/** A spreadsheet would work this out. */
const FORMULA = '=1+1';

let hub: TestHub;
let folder: string;
let counter: Socket;
let desk: Socket;
let agent: Socket;
/** The clerk's cookie. */
let clerk: string;
let asked = 0;
let presses = 0;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rating-api-'));
  hub = await TestHub.start(false, await hallOfCity('huancui', folder));
  for (const role of ['clerk', 'desk', 'shift-leader', 'supervisor', 'auditor'] as const)
    cookies.set(role, await hub.as(role));
  const account = { id: 'f1', name: FORMULA, role: 'clerk', password: 'password-1' };
  await hub.api('POST', '/api/accounts', account, await hub.asAdmin());
  agent = hub.agent('hall-1', await hub.agentKey('hall-1'), { devices: DEVICES });
  expect(await outcome(agent)).toBe('connected');
  clerk = await hub.signIn('f1', 'password-1');
  counter = await opened('counter', 'c1', clerk);
  desk = await opened('desk', undefined, cookies.get('desk') ?? '');
  await told({ type: 'OpenCounter', counter: 'c1' });
  await rated('satisfied');
  await rated('dissatisfied');
  await rated(null);
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

async function opened(screen: string, of: string | undefined, cookie: string): Promise<Socket> {
  const socket = hub.screen(screen, of, cookie);
  expect(await outcome(socket)).toBe('connected');
  return socket;
}

async function told(command: object, at = counter): Promise<Extract<Answer, { ok: true }>> {
  const id = `rating-api-${(asked += 1)}`;
  const answer = (await at.timeout(10_000).emitWithAck('command:send', { id, ...command })) as Answer;
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

/** A finished visit at a counter, by its id. */
async function served(at = counter, place = 'c1'): Promise<string> {
  await told({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }, desk);
  const { ticket } = await told({ type: 'CallNext', counter: place }, at);
  const here = { counter: place, ticket: ticket?.ticket };
  await told({ type: 'StartService', ...here }, at);
  hub.now += 400_000;
  await told({ type: 'FinishService', ...here }, at);
  hub.now += 5_000;
  return `${ticket?.ticket}.1`;
}

/** A visit at the counter, and what is pressed after it; null: nothing. */
async function rated(level: Level | null): Promise<void> {
  await served();
  if (level === null) return;
  const report = { type: 'RecordPress', device: 'evaluator-c1', level, pressedAt: hub.now };
  const message = { reports: [{ number: (presses += 1), report }] };
  const answer = (await agent.timeout(10_000).emitWithAck('report:send', message)) as ReportAnswer;
  expect(answer).toEqual({ accepted: presses });
}

const get = (path: string, role: Role | null = 'supervisor') =>
  hub.api('GET', path, undefined, role === null ? '' : cookies.get(role));
const report = async () => (await get(`/api/ratings/report?period=${DAY}`)).body['report'] as RatingReport;
const rows = async (query: string) => (await get(`/api/ratings/rows?${query}`)).body as unknown as RatingRows;

async function bytes(path: string): Promise<Buffer> {
  const response = await fetch(hub.url + path, { headers: { cookie: cookies.get('supervisor') ?? '' } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('the rows behind a number', () => {
  it('are asked for by a level of a shorter scale, by a formula’s count, and 200 at a time', async () => {
    const all = await rows(`period=${DAY}`);
    const counts = (await report()).whole.levels;
    const satisfied = counts['very-satisfied'] + counts.satisfied;
    expect((await rows(`period=${DAY}&level=satisfied&scale=3`)).of).toBe(satisfied);
    expect(await rows(`period=${DAY}&skip=1`)).toMatchObject({ of: all.of, rows: all.rows.slice(1) });
    expect((await rows(`period=${DAY}&metric=gone&count=0`)).of).toBe(0);
    for (const wrong of ['scale=4', 'count=x', 'skip=-1', 'beside=100'])
      expect((await get(`/api/ratings/rows?period=${DAY}&${wrong}`)).status).toBe(400);
  });
});

describe('the figures of ratings over the API', () => {
  it('are for those who answer for them, and never for a clerk or the desk', async () => {
    for (const path of ['report', 'report.xlsx', 'report.csv', 'rows', 'checks']) {
      const asking = `/api/ratings/${path}?period=${DAY}`;
      expect((await get(asking, null)).status).toBe(401);
      for (const role of ['clerk', 'desk'] as const) expect((await get(asking, role)).status).toBe(403);
    }
    for (const role of ['shift-leader', 'supervisor', 'auditor'] as const)
      expect((await get(`/api/ratings/report?period=${DAY}`, role)).status).toBe(200);
    for (const period of ['', '2026-02-30', '2026-Q5', '1999', '1999-01-01'])
      expect((await get(`/api/ratings/report?period=${period}`)).body['problems']).toMatchObject([
        { path: 'period' },
      ]);
  });

  it('give page, spreadsheet and CSV the same number with its definition, and no formula to a spreadsheet', async () => {
    const { whole, parts } = await report();
    expect(whole).toMatchObject({
      visits: 3,
      satisfied: { numerator: 1, denominator: 2, value: 0.5, small: true },
      response: { numerator: 2, denominator: 3 },
    });
    expect(parts.clerk).toMatchObject([{ id: 'f1', zh: FORMULA, visits: 3 }]);
    const sheets = readXlsx(await bytes(`/api/ratings/report.xlsx?period=${DAY}`));
    const satisfied = sheets[0]?.rows.find(([cell]) => cell === '满意率');
    expect(satisfied?.slice(1, 4)).toMatchObject([
      { number: 0.5, format: '0.00%' },
      { number: 1 },
      { number: 2 },
    ]);
    expect(sheets.at(-1)?.rows.flat()).toContain('（非常满意＋满意＋基本满意）÷ 计入的评价数');
    const csv = (await bytes(`/api/ratings/report.csv?period=${DAY}`)).toString('utf8');
    expect(csv).toContain('满意率,50.00%,1,2,');
    expect(csv).toContain(`统计期间：2026年11月23日（${DAY}，尚未结束）`);
    expect(csv).toContain(`\r\n'${FORMULA},3,`);
  });

  it('open the rows of a number, and follow a correction that stays beside what it corrects', async () => {
    const [bad] = (await rows(`period=${DAY}&kind=bad&part=counter&id=c1&hour=9&weekday=1`)).rows;
    expect(bad).toMatchObject({ level: 'dissatisfied', number: 'A002', clerkZh: FORMULA, afterSeconds: 5 });
    const correction = { rating: bad?.seq, day: bad?.day, counts: false, reason: 'test' };
    const correct = (role: Role, body: object) =>
      hub.api('POST', '/api/ratings/correct', body, cookies.get(role));
    for (const role of ['clerk', 'desk', 'auditor', 'shift-leader'] as const)
      expect((await correct(role, correction)).body).toEqual({ ok: false, refused: 'not-allowed' });
    expect((await correct('supervisor', { ...correction, reason: 'dislike' })).status).toBe(400);
    expect((await correct('supervisor', correction)).body).toEqual({ ok: true });
    expect((await report()).whole.satisfied).toMatchObject({ numerator: 1, denominator: 1 });
    expect((await rows(`period=${DAY}&kind=uncounted`)).rows).toMatchObject([
      {
        seq: bad?.seq,
        level: 'dissatisfied',
        corrected: { counts: false, reason: 'test', by: 'a-supervisor' },
      },
    ]);
    await hub.restart();
    expect((await report()).whole.satisfied).toMatchObject({ numerator: 1, denominator: 1 });
  });

  it('show what the checks look for, and who has looked into what', async () => {
    const checks = async () =>
      (await get(`/api/ratings/checks?period=${DAY}`)).body['report'] as HonestyReport;
    expect((await checks()).checks).toHaveLength(8);
    expect((await checks()).signals).toEqual([]);
    const looked = { check: 'stray', subject: 'device/evaluator-c1', period: DAY, text: '擦拭按键' };
    const answer = await hub.api('POST', '/api/ratings/looked-into', looked, cookies.get('supervisor'));
    expect(answer.body).toEqual({ ok: true });
    expect(await rows(`period=${DAY}&check=stray&subject=device/evaluator-c1`)).toMatchObject({ of: 0 });
  });

  it('find the visit of a number for whoever types a rating in, take it once, and seal its words', async () => {
    const path = `/api/ratings/visits?day=${DAY}&number=A3`;
    for (const role of ['clerk', 'shift-leader', 'auditor'] as const)
      expect((await get(path, role)).body).toEqual({ ok: false, refused: 'not-allowed' });
    for (const wrong of ['number=A3', `day=${DAY}&number=3`, 'day=2026-02-30&number=A3'])
      expect((await get(`/api/ratings/visits?${wrong}`, 'desk')).status).toBe(400);
    const { visits, reasons } = (await get(path, 'desk')).body as unknown as VisitsToType;
    expect(visits).toMatchObject([{ number: 'A003', day: DAY, takes: 'first' }]);
    expect((await get(`/api/ratings/visits?day=${DAY}&number=A001`, 'desk')).body['visits']).toMatchObject([
      { takes: 'added' },
    ]);
    expect((await get('/api/ratings/visits?day=2026-11-20&number=A3', 'desk')).body['visits']).toEqual([]);

    const said = {
      visit: visits[0]?.visit,
      channel: 'paper',
      level: 'very-dissatisfied',
      text: '等了三个小时',
    };
    const typed = { id: 'paper-typed-1', ...said, reasons: reasons.slice(0, 1), ratedAt: hub.now - 1000 };
    const type = (body: object, role: Role = 'desk') =>
      hub.api('POST', '/api/ratings/typed', body, cookies.get(role));
    expect((await type(typed, 'clerk')).body).toEqual({ ok: false, refused: 'not-allowed' });
    const early = { ...typed, id: 'paper-typed-0', ratedAt: (visits[0]?.finishedAt ?? 0) - 1 };
    expect((await type(early)).body).toMatchObject({ refused: 'rating-time-impossible' });
    for (const _ of ['sent', 'sent again after a lost answer'])
      expect((await type(typed)).body).toEqual({ ok: true });
    expect(await hub.seen('RatingGiven')).toBe(1);
    const found = (await rows(`period=${DAY}&part=channel&id=paper`)).rows;
    expect(found).toMatchObject([
      { number: 'A003', level: 'very-dissatisfied', typedBy: 'a-desk', words: true, times: 1 },
    ]);
    expect(await hub.journalText()).not.toContain('三个小时');
  });

  it('show what was written for a reason that is on record, until whoever wrote it asks that it be forgotten', async () => {
    const visit = `${DAY}-A003.1`;
    const see = (role: Role, body: object = { visit, reason: 'supervise' }) =>
      hub.api('POST', '/api/ratings/words', body, cookies.get(role));
    for (const role of ['clerk', 'desk', 'shift-leader', 'auditor'] as const)
      expect((await see(role)).body).toEqual({ ok: false, refused: 'not-allowed' });
    // A case's reason is none where there is no case.
    for (const reason of [undefined, 'handle', 'print-form'])
      expect((await see('supervisor', { visit, reason })).body['problems']).toMatchObject([
        { path: 'reason' },
      ]);
    expect(await hub.seen('WordsSeen')).toBe(0);
    const { words } = (await see('supervisor')).body as { words?: VisitWords[] };
    expect(words).toMatchObject([{ with: 'RatingGiven', text: '等了三个小时' }]);
    const audit = await hub.api('GET', `/api/audit?day=${DAY}`, undefined, cookies.get('auditor'));
    expect((audit.body['rows'] as AuditRow[])[0]).toMatchObject({
      ...{ actor: 'staff:a-supervisor', type: 'WordsSeen', about: visit },
      detail: `${words?.[0]?.line} supervise`,
    });

    const path = `/api/tickets/${DAY}-A003`;
    const erase = (cookie: string | undefined, of = path) =>
      hub.api('POST', `${of}/erase`, { reason: 'request' }, cookie);
    const admin = await hub.asAdmin();
    expect((await erase(cookies.get('supervisor'))).body).toEqual({ ok: false, refused: 'not-allowed' });
    expect((await erase(admin, '/api/tickets/A003')).status).toBe(400);
    expect((await erase(admin, `/api/tickets/${DAY}-A001`)).body).toMatchObject({ refused: 'no-words' });
    const { certificate } = (await erase(admin)).body as { certificate?: ErasureCertificate };
    expect(certificate).toMatchObject({ ticket: `${DAY}-A003`, reason: 'request', records: 1, materials: 0 });
    expect(await hub.journalText()).toContain(`"hash":"${certificate?.hash}"`);
    await hub.restart();
    const shown = await hub.api('GET', `${path}/erasure`, undefined, cookies.get('auditor'));
    expect(shown.body['certificate']).toEqual(certificate);
    expect((await see('supervisor')).body).toMatchObject({ refused: 'no-words' });
    expect((await rows(`period=${DAY}&part=channel&id=paper`)).rows).toMatchObject([
      { number: 'A003', level: 'very-dissatisfied', words: true },
    ]);
  });

  it('have an appeal decided by somebody else than who made it: upheld, the rating leaves the figures', async () => {
    const admin = await hub.asAdmin();
    // The restart has cut the links.
    counter = await opened('counter', 'c1', clerk);
    desk = await opened('desk', undefined, cookies.get('desk') ?? '');
    const second = await opened('counter', 'c2', admin);
    await told({ type: 'OpenCounter', counter: 'c2' }, second);
    const said = { level: 'dissatisfied', channel: 'paper', reasons: [] };
    const appealed = async (at: Socket, place: string) => {
      const visit = await served(at, place);
      await told({ type: 'TypeRating', visit, ratedAt: hub.now, ...said }, desk);
      await told({ type: 'AppealRating', visit, ground: 'mistaken', text: '按错了' }, at);
      return visit;
    };
    const decided = async (visit: string, outcome: string, cookie: string) => {
      const body = { visit, outcome, text: '看了监控' };
      return (await hub.api('POST', '/api/ratings/decide', body, cookie)).body;
    };
    const supervisor = cookies.get('supervisor') ?? '';
    const before = (await report()).whole.bad.numerator;
    const byClerk = await appealed(counter, 'c1');
    const byAdmin = await appealed(second, 'c2');
    expect((await report()).whole.bad.numerator).toBe(before + 2);

    expect(await decided(byClerk, 'upheld', clerk)).toEqual({ ok: false, refused: 'not-allowed' });
    expect(await decided(byAdmin, 'upheld', admin)).toEqual({ ok: false, refused: 'second-person-needed' });
    expect((await decided(byClerk, 'perhaps', supervisor))['problems']).toMatchObject([{ path: 'outcome' }]);
    expect((await report()).whole.bad.numerator).toBe(before + 2);
    expect(await decided(byClerk, 'upheld', supervisor)).toEqual({ ok: true });
    expect(await decided(byAdmin, 'rejected', supervisor)).toEqual({ ok: true });
    expect(await decided(byClerk, 'rejected', supervisor)).toEqual({ ok: false, refused: 'appeal-decided' });

    expect((await report()).whole.bad.numerator).toBe(before + 1);
    const { rows: appeals } = await rows(`period=${DAY}&kind=appealed`);
    expect(appeals.map(({ visit, appeal, uncounted }) => [visit, appeal?.outcome, uncounted])).toEqual([
      [byAdmin, 'rejected', undefined],
      [byClerk, 'upheld', true],
    ]);
    const { visits } = await rows(`period=${DAY}&kind=finished&part=clerk&id=f1`);
    expect(visits?.map(({ visit, level }) => [visit, level])[0]).toEqual([byClerk, undefined]);
  });
});
