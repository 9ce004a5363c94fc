import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseReport, Ledger } from '@bandecheng/shared/case/case-report';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Role } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXlsx } from '../fakes/read-xlsx.ts';
import { hallOfCity, outcome, TestHub } from '../fakes/test-hub.ts';

const CASE = 'B20261123-001';
const OPEN = 'B20261123-002';

let hub: TestHub;
let folder: string;
let desk: Socket;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-api-'));
  hub = await TestHub.start(false, await hallOfCity('wushen', folder));
  for (const role of ['desk', 'supervisor', 'auditor', 'clerk', 'shift-leader'] as const)
    cookies.set(role, await hub.as(role));
  desk = hub.screen('desk', undefined, cookies.get('desk') ?? '');
  expect(await outcome(desk)).toBe('connected');
  await told({ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk', service: 'social' });
  const fields = { name: '欧阳正德', phone: '13987654321', content: '来了三次' };
  const step = (name: string, as: string, more: object = {}) =>
    told({ type: 'TakeStep', case: CASE, step: name, as, ...more });
  await step('w1', 'desk', { fields });
  await step('w2', 'desk');
  await step('w3', 'desk', { fields: { windowOpinion: '当场办好' } });
  await step('w4', 'desk');
  await told({ type: 'RateCase', case: CASE, grade: 'satisfied', channel: 'desk' });
  await step('w19', 'desk');
  await told({ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk', service: 'social' });
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

let asked = 0;
async function told(command: object): Promise<void> {
  const answer = (await desk.timeout(10_000).emitWithAck('command:send', {
    id: `report-${(asked += 1)}`,
    ...command,
  })) as Answer;
  expect(answer).toMatchObject({ ok: true });
}

const get = (path: string, role: Role | null = 'supervisor') =>
  hub.api('GET', path, undefined, role === null ? '' : cookies.get(role));

async function bytes(path: string, role: Role = 'supervisor'): Promise<{ type: string; body: Buffer }> {
  const response = await fetch(hub.url + path, { headers: { cookie: cookies.get(role) ?? '' } });
  expect(response.status).toBe(200);
  return {
    type: response.headers.get('content-type') ?? '',
    body: Buffer.from(await response.arrayBuffer()),
  };
}

describe('the reports over the API', () => {
  it('are for those who answer for the figures', async () => {
    for (const path of ['/api/reports/cases?period=2026-11', '/api/ledger?from=2026-11-01&to=2026-11-30']) {
      expect((await get(path, null)).status).toBe(401);
      expect((await get(path, 'clerk')).body).toEqual({ ok: false, refused: 'not-allowed' });
      for (const role of ['desk', 'shift-leader', 'supervisor', 'auditor'] as const)
        expect((await get(path, role)).status).toBe(200);
    }
  });

  it('open for the desk of a demonstration hall, which is signed in on that screen alone', async () => {
    const demo = await TestHub.start(true, await hallOfCity('huancui', folder));
    await demo.asAdmin();
    const { cookies: entered } = await demo.api('POST', '/api/demo/enter', { as: 'desk' });
    const { status } = await demo.api(
      'GET',
      '/api/reports/cases?period=2026-Q4',
      undefined,
      entered.join('; '),
    );
    await demo.stop();
    expect(status).toBe(200);
  });

  it('say what is wrong with a period', async () => {
    for (const period of ['', '2026-13', '2026-Q5', '1999', '2026-11-01']) {
      const { status, body } = await get(`/api/reports/cases?period=${period}`);
      expect(status).toBe(400);
      expect(body['problems']).toMatchObject([{ path: 'period' }]);
    }
    expect((await get('/api/ledger?from=2026-11-02&to=2026-11-01')).status).toBe(400);
    expect((await get('/api/ledger?from=2020-01-01&to=2026-11-01')).status).toBe(400);
    expect((await get('/api/ledger?from=%2e%2e%2f&to=never')).status).toBe(400);
  });

  it('give page, spreadsheet and CSV the same number with its case', async () => {
    const { body } = await get('/api/reports/cases?period=2026-11&report=month');
    const report = body['report'] as CaseReport;
    const k3 = report.metrics.find(({ metric }) => metric === 'K3');
    expect(k3).toMatchObject({ value: 1, reached: true, numerator: { n: 1, cases: [CASE] } });
    expect(report.chosen?.zh).toBe('“办不成事”事项汇总分析');
    const xlsx = await bytes('/api/reports/cases.xlsx?period=2026-11');
    expect(xlsx.type).toContain('spreadsheetml');
    const row = readXlsx(xlsx.body)[0]?.rows.find(([cell]) => cell === k3?.zh);
    expect(row?.[1]).toEqual({ number: 1, format: '0.00%' });
    const csv = await bytes('/api/reports/cases.csv?period=2026-11');
    expect(csv.body.toString('utf8')).toContain(`${k3?.zh},100.00%,1,1,`);
    expect(JSON.stringify(body) + csv.body.toString('utf8')).not.toMatch(/欧阳|139876|三次/);
  });
});

describe('the ledger over the API', () => {
  const span = 'from=2026-11-01&to=2026-11-30';
  const person = async (query: string, role: Role = 'supervisor') => {
    const { body } = await get(`/api/ledger?${query}`, role);
    const { head, rows } = body['ledger'] as Ledger;
    return rows[0]?.[head.indexOf('投诉人')];
  };

  it('is masked, and whole for whoever says why: then the look is on record first', async () => {
    expect(await person(span)).toBe('欧阳＊');
    const seen = () => hub.seen('PersonalSeen');
    expect(await seen()).toBe(0);
    expect(await person(`${span}&reason=supervise`)).toBe('欧阳正德');
    expect(await seen()).toBe(1);
    expect((await get(`/api/ledger?${span}&reason=supervise`, 'auditor')).body['refused']).toBe(
      'not-allowed',
    );
    expect((await get(`/api/ledger?${span}&reason=curious`)).status).toBe(400);
  });

  it('comes as spreadsheet and as CSV', async () => {
    const [sheet] = readXlsx((await bytes(`/api/ledger.xlsx?${span}`)).body);
    expect(sheet?.rows[1]).toEqual(['期间：2026-11-01 至 2026-11-30']);
    expect(sheet?.rows.find(([cell]) => cell === CASE)?.[2]).toBe('欧阳＊');
    expect((await bytes(`/api/ledger.csv?${span}`)).body.toString('utf8')).toContain(`${CASE},`);
  });
});

describe('the knowledge base', () => {
  const words = { cause: '缴费记录查不到', cure: '请外省核验', basis: '第五条', keywords: ['异地'] };
  const write = (method: string, path: string, body: object, role: Role) =>
    hub.api(method, path, body, cookies.get(role));

  it('takes what was learned from a closed case, once, and shows it in an open one that resembles it', async () => {
    expect((await write('POST', '/api/knowledge', { case: CASE, ...words }, 'auditor')).status).toBe(403);
    expect((await write('POST', '/api/knowledge', { case: OPEN, ...words }, 'desk')).body['refused']).toBe(
      'case-open',
    );
    expect((await write('POST', '/api/knowledge', { case: CASE, ...words, cure: ' ' }, 'desk')).status).toBe(
      400,
    );
    const added = await write('POST', '/api/knowledge', { case: CASE, ...words }, 'desk');
    expect(added.body).toEqual({ ok: true, entry: 'K1' });
    expect((await write('POST', '/api/knowledge', { case: CASE, ...words }, 'desk')).body['refused']).toBe(
      'knowledge-taken',
    );
    const content = '在外省交的社保，缴费记录查不到';
    const fields = { name: '张三', phone: '13812345678', content };
    await told({ type: 'TakeStep', case: OPEN, step: 'w1', as: 'desk', fields });
    const { cause, cure, basis } = words;
    expect((await get(`/api/cases/${OPEN}`, 'desk')).body['resembling']).toEqual([
      { entry: 'K1', cause, cure, basis },
    ]);
    expect((await get(`/api/cases/${CASE}`, 'desk')).body['resembling']).toEqual([]);
    const edited = { ...words, cure: '走跨省通办' };
    expect((await write('PUT', '/api/knowledge/K1', edited, 'supervisor')).status).toBe(200);
    expect((await write('PUT', '/api/knowledge/K9', edited, 'supervisor')).status).toBe(404);
    await hub.restart();
    const { body } = await get(`/api/knowledge?find=${encodeURIComponent('跨省')}`, 'clerk');
    expect(body['entries']).toMatchObject([
      {
        entry: 'K1',
        case: CASE,
        caseType: 'bbcs',
        service: 'social',
        by: 'a-supervisor',
        cure: '走跨省通办',
      },
    ]);
  });
});
