import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayDo } from '@bandecheng/hub/gateway/access';
import { MAY_USE } from '@bandecheng/hub/gateway/route-access';
import type { AuditRow } from '@bandecheng/shared/audit';
import { API_ROUTES, API_SCOPES } from '@bandecheng/shared/api-v1';
import type { Answer } from '@bandecheng/shared/protocol';
import { ROLES, SCREENS, type Role } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../fakes/api-client.ts';
import { PROVINCE_SECRET } from '../fakes/province-stand-in.ts';
import { readXlsx } from '../fakes/read-xlsx.ts';
import { hallOfCity, outcome, TestHub } from '../fakes/test-hub.ts';

/*
 * A hall with something personal in every place that keeps any. Everything the hub can be asked for is asked, by every
 * role, and what comes back is searched: whatever tells of a person has its line in the audit, and nothing else tells.
 */

/** What applicants are, own and have said. */
const PERSONAL = {
  name: '欧阳正德',
  telephone: '13987654321',
  identity: '110101199003078515',
  content: '邻居占了消防通道',
  photograph: '%PDF-1.7 户口簿一页',
  rating: '等了三个小时没人理',
  call: '电话里说还是没办成',
  appeal: '那位老人家按错了键',
};
const DAY = '2026-11-23';
const ONE_EACH: Record<string, string> = { kiosk: 'k1', counter: 'c1', tablet: 'c1' };
const PROVINCE = {
  ...{ connector: 'provincial-5-best', dryRun: true, secret: PROVINCE_SECRET },
  settings: { areaCode: '371002', deptCode: '11371002MB', dataSource: '165', projectPrefix: '37' },
  transport: { kind: 'http', url: 'http://127.0.0.1:9' },
};
const soon = { timeout: 30_000, interval: 50 };

let hub: TestHub;
let folder: string;
let commands = 0;
const cookies = new Map<Role, string>();
/** Everything that screens and the agent were sent, as it came off the wire. */
const heard: string[] = [];
/** What stands in addresses for the names in a route's path. */
const params: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'personal-looks-'));
  await writeFile(join(folder, 'province.json'), JSON.stringify({ connectors: [PROVINCE] }));
  const rating = { windowSeconds: 60, changeSeconds: 0, graceSeconds: 30 };
  const more = { rating, provinceFile: 'province.json' };
  hub = await TestHub.start(false, await hallOfCity('huancui', folder, more));
  const agentKey = await hub.agentKey('hall-1');
  const all = await ApiClient.of(hub, 'all', API_SCOPES);
  // Once there is a security administrator, the first administrator makes no more accounts.
  for (const role of ROLES) cookies.set(role, await hub.as(role));
  const screens = await openScreens(agentKey);
  await fillHall(screens, all);
}, 60_000);
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

function hearing(socket: Socket): Socket {
  return socket.onAny((name: string, message: unknown) => heard.push(JSON.stringify([name, message])));
}

async function openScreens(agentKey: string): Promise<Record<'counter' | 'desk' | 'cases', Socket>> {
  const opened: Record<string, Socket> = {};
  for (const screen of SCREENS.filter((one) => one !== 'follow')) {
    const socket = hearing(hub.screen(screen, ONE_EACH[screen], cookies.get('admin') ?? ''));
    expect(await outcome(socket), screen).toBe('connected');
    opened[screen] = socket;
  }
  const devices = [{ id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' }];
  const agent = hearing(hub.agent('hall-1', agentKey, { devices }));
  expect(await outcome(agent)).toBe('connected');
  const { counter, desk, cases } = opened;
  if (counter === undefined || desk === undefined || cases === undefined)
    throw new Error('a screen is missing');
  return { counter, desk, cases };
}

async function said(at: Socket, command: object): Promise<Extract<Answer, { ok: true }>> {
  const id = `personal-looks-${(commands += 1)}`;
  const answer = (await at.timeout(10_000).emitWithAck('command:send', { id, ...command })) as Answer;
  if (!answer.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
  return answer;
}

async function posted(path: string, body: object, role: Role = 'supervisor'): Promise<void> {
  const answer = await hub.api('POST', path, body, cookies.get(role));
  expect(answer.body, path).toMatchObject({ ok: true });
}

/** A finished visit at counter c1, by its id. */
async function served(counter: Socket): Promise<string> {
  const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh', kiosk: 'k1' };
  await said(counter, { ...issue, person: PERSONAL.identity });
  const { ticket } = await said(counter, { type: 'CallNext', counter: 'c1' });
  const here = { counter: 'c1', ticket: ticket?.ticket };
  await said(counter, { type: 'StartService', ...here });
  hub.now += 300_000;
  await said(counter, { type: 'FinishService', ...here });
  return `${here.ticket}.1`;
}

async function fillHall(
  { counter, desk, cases }: Record<'counter' | 'desk' | 'cases', Socket>,
  all: ApiClient,
): Promise<void> {
  await said(counter, { type: 'OpenCounter', counter: 'c1' });
  const visit = await served(counter);
  const given = { visit, channel: 'web', level: 'dissatisfied', text: PERSONAL.rating, foreignId: 'web-1' };
  expect((await all.post('/ratings', given)).status).toBe(201);
  await said(counter, { type: 'AppealRating', visit, ground: 'mistaken', text: PERSONAL.appeal });
  await posted('/api/ratings/call-lists', { quarter: '2026-Q4', size: 1 });
  const called = { visit, outcome: 'valid', level: 'satisfied', text: PERSONAL.call };
  await posted('/api/ratings/call-lists/2026-Q4.1/calls', called, 'desk');
  expect((await all.post(`/visits/${visit}/project`, { project: 'SB1' })).status).toBe(200);

  const fields = { person: PERSONAL.name, contact: PERSONAL.telephone, content: PERSONAL.content };
  const open = { type: 'OpenCase', caseType: 'tucao', intake: 'desk', as: 'receiver', fields };
  const { case: id = '' } = await said(cases, open);
  const material = await fetch(`${hub.url}/api/cases/${id}/materials?name=a.pdf`, {
    method: 'POST',
    headers: { origin: hub.url, 'content-type': 'application/pdf', cookie: cookies.get('desk') ?? '' },
    body: PERSONAL.photograph,
  });
  await said(cases, { type: 'PrintPaper', case: id, kind: 'receipt', kiosk: 'k1' });
  await said(desk, { type: 'HandOver', text: '打印机换过纸' });
  Object.assign(params, {
    ...{ case: id, material: ((await material.json()) as { material: string }).material, form: 'tucaoSheet' },
    ...{ visit, ticket: visit.slice(0, -2), account: 'a-clerk', kiosk: 'k1', number: 'A001' },
    ...{ list: '2026-Q4.1', connector: 'provincial-5-best', day: DAY, seq: await handOverSeq() },
  });
}

async function handOverSeq(): Promise<string> {
  const line = (await hub.journalText()).split('\n').find((one) => one.includes('"ShiftHandedOver"'));
  return String((JSON.parse(line ?? '{}') as { seq?: number }).seq);
}

/** What routes are asked with: enough that whoever may is shown everything the route has. */
const QUERY = `period=${DAY}&day=${DAY}&number=A001&from=${DAY}&to=${DAY}&find=${PERSONAL.name}&kind=standing`;
const BODIES: Record<string, object> = {
  'POST /api/cases/:case/personal': { fields: ['person', 'contact', 'content'] },
  'POST /api/ratings/words': {
    get visit() {
      return params['visit'];
    },
  },
};
/** Everything that is read; what changes something answers with no more than its own result. */
const READ = Object.keys(MAY_USE).filter((route) => route.startsWith('GET ') || route in BODIES);

/** Who is let in; that nobody else is, the role matrix proves. */
function askersOf(route: string): readonly Role[] {
  const access = MAY_USE[route] ?? 'anyone';
  if (access === 'anyone' || access === 'signed-in' || access === 'paired') return ['admin'];
  return ROLES.filter((role) => mayDo(access, { role }));
}

/** Which of the personal things stand in an answer. */
function tellsOf(text: string): string[] {
  return Object.entries(PERSONAL).flatMap(([what, secret]) => (text.includes(secret) ? [what] : []));
}

async function answered(route: string, role: Role, reason?: string): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const address = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`nothing to ask ${route} for: :${name}`);
    return encodeURIComponent(value);
  });
  const why = reason === undefined ? {} : { reason };
  const body = BODIES[route] === undefined ? {} : { body: JSON.stringify({ ...BODIES[route], ...why }) };
  const query = reason === undefined ? QUERY : `${QUERY}&reason=${reason}`;
  const headers = { origin: hub.url, cookie: cookies.get(role) ?? '', 'content-type': 'application/json' };
  const response = await fetch(`${hub.url}${address}?${query}`, { method, headers, ...body });
  const bytes = Buffer.from(await response.arrayBuffer());
  return bytes.subarray(0, 2).toString() === 'PK' ? JSON.stringify(readXlsx(bytes)) : bytes.toString();
}

const audit = async (): Promise<AuditRow[]> => {
  const { body } = await hub.api(
    'GET',
    `/api/audit?kind=security&day=${DAY}`,
    undefined,
    cookies.get('auditor'),
  );
  return body['rows'] as AuditRow[];
};
const LOOKS = ['PersonalSeen', 'WordsSeen', 'HandedRecordsSeen'];

describe('whatever tells of a person', () => {
  it('is given over no route to anybody who does not say why', async () => {
    for (const route of READ) {
      const told = await Promise.all(
        askersOf(route).map(async (role) => tellsOf(await answered(route, role))),
      );
      expect(told.flat(), route).toEqual([]);
    }
  });

  it('leaves who, why and what in the audit, whichever route gives it', async () => {
    const records = 'GET /api/province/:connector/records/:day';
    await expect.poll(() => answered(records, 'admin', 'verify'), soon).toContain(PERSONAL.rating);
    const giving: Record<string, string[]> = {};
    for (const route of READ) {
      const before = (await audit())[0]?.seq ?? 0;
      const askers = askersOf(route);
      const told = await Promise.all(
        askers.map(async (role) => tellsOf(await answered(route, role, 'verify'))),
      );
      if (told.flat().length === 0) continue;
      giving[route] = [...new Set(told.flat())];
      const looks = (await audit()).filter(({ seq, type }) => seq > before && LOOKS.includes(type));
      for (const [i, role] of askers.entries())
        if (told[i]?.length !== 0)
          expect(looks, `${route} by ${role}`).toContainEqual(
            expect.objectContaining({
              actor: `staff:a-${role}`,
              about: expect.stringMatching(/^(B2026|2026-11-23-A001\.1|provincial)/) as string,
              detail: expect.stringMatching(/\S verify$/) as string,
            }),
          );
    }
    expect(giving).toEqual({
      'POST /api/cases/:case/personal': ['name', 'telephone', 'content'],
      'GET /api/cases/:case/materials/:material': ['photograph'],
      'GET /api/cases/:case/forms/:form': ['name', 'telephone', 'content'],
      'POST /api/ratings/words': ['rating', 'call', 'appeal'],
      'GET /api/province/:connector/records/:day': ['rating'],
      'GET /api/ledger': ['name', 'content'],
      'GET /api/ledger.xlsx': ['name', 'content'],
      'GET /api/ledger.csv': ['name', 'content'],
    });
  });

  it('goes to no screen, no printer, no other system, no log and no line of the journal', async () => {
    expect(heard.join('')).toContain('print:requested');
    expect(tellsOf(heard.join(''))).toEqual([]);
    const key = await ApiClient.of(hub, 'reader', API_SCOPES, cookies.get('security-admin'));
    for (const { method, path } of Object.values(API_ROUTES)) {
      if (method !== 'get') continue;
      const asked = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'none');
      expect(tellsOf((await key.get(asked)).text), path).toEqual([]);
    }
    expect(tellsOf(JSON.stringify(hub.logged))).toEqual([]);
    expect(tellsOf(await hub.journalText())).toEqual([]);
  });

  it('is gone from every route, and from what lies ready for the province, once its ticket’s holder asks', async () => {
    await posted('/api/ratings/decide', { visit: params['visit'], outcome: 'rejected', text: '看过监控' });
    await posted(`/api/tickets/${params['ticket']}/erase`, { reason: 'request' }, 'security-admin');
    for (const route of ['POST /api/ratings/words', 'GET /api/province/:connector/records/:day'])
      for (const role of askersOf(route)) expect(tellsOf(await answered(route, role, 'request'))).toEqual([]);
    expect(await answered('GET /api/province/:connector/records/:day', 'admin', 'request')).toContain(
      '"satisfaction":2,"writingEvaluation":""',
    );
  });
});
