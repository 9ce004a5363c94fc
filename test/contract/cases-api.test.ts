import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseDetail, CaseFound, CaseRules } from '@bandecheng/shared/case/case-detail';
import type { FilledForm } from '@bandecheng/shared/case/case-form';
import type { Answer, Published } from '@bandecheng/shared/protocol';
import type { Role } from '@bandecheng/shared/vocabulary';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hallOfCity, heard, TestHub } from '../fakes/test-hub.ts';

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(2_000, 7)]);
const WORDS = '排了三次队';

let folder: string;
let hub: TestHub;
const cookies = new Map<Role, string>();
let sent = 0;

/** A command, as the page of cases sends it for somebody of this role. */
async function send(role: Role, command: object): Promise<Answer> {
  const screen = hub.screen('cases', undefined, cookies.get(role)!);
  await heard(screen, 'connect');
  const answer = (await screen.emitWithAck('command:send', {
    id: `case-${++sent}-000`,
    ...command,
  })) as Answer;
  screen.disconnect();
  return answer;
}

async function opened(role: Role, fields: object, more: object = {}): Promise<string> {
  const command = { type: 'OpenCase', caseType: 'tucao', intake: 'desk', as: 'receiver', fields, ...more };
  const answer = await send(role, command);
  if (!answer.ok || answer.case === undefined) throw new Error(JSON.stringify(answer));
  return answer.case;
}

const get = (path: string, role?: Role) =>
  hub.api('GET', path, undefined, role === undefined ? '' : cookies.get(role));
const found = async (query: Record<string, string>, role: Role = 'desk') => {
  const { body } = await get(`/api/cases?${new URLSearchParams(query).toString()}`, role);
  return body['found'] as CaseFound[];
};
const detail = async (id: string, role: Role = 'desk') =>
  (await get(`/api/cases/${id}`, role)).body as unknown as CaseDetail;
const see = (id: string, role: Role, body: object = { fields: ['person'], reason: 'handle' }) =>
  hub.api('POST', `/api/cases/${id}/personal`, body, cookies.get(role));
const upload = (
  id: string,
  bytes: Buffer,
  { role, name = '', type = 'image/png' }: { role?: Role; name?: string; type?: string } = {},
) =>
  fetch(`${hub.url}/api/cases/${id}/materials?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { origin: hub.url, 'content-type': type, cookie: role === undefined ? '' : cookies.get(role)! },
    body: new Uint8Array(bytes),
  });
const lastTold = async (id: string) => (await detail(id, 'supervisor')).timeline.at(-1);

let open: string;
let secret: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cases-api-'));
  await mkdir(join(folder, 'site', 'forms'), { recursive: true });
  await writeFile(join(folder, 'site', 'forms', 'tucaoSheet.html'), '<table>{{person}}</table>');
  hub = await TestHub.start(false, await hallOfCity('huancui', folder, { policiesFolder: 'site' }));
  for (const role of ['clerk', 'desk', 'shift-leader', 'supervisor', 'auditor'] as const)
    cookies.set(role, await hub.as(role));
  cookies.set('admin', await hub.asAdmin());
  open = await opened(
    'desk',
    { person: '欧阳正德', contact: '139 8765 4321', content: WORDS },
    { foreignNumber: 'WX-77' },
  );
  secret = await opened('clerk', { person: '李保密', contact: '13711112222' }, { confidential: true });
  await send('desk', {
    ...{ type: 'TakeStep', case: open, step: 'u2', as: 'receiver' },
    fields: { source: '窗口', section: '不动产科' },
  });
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

describe('who may ask', () => {
  it.each([
    '/api/case-rules',
    '/api/cases',
    '/api/cases/B1',
    '/api/cases/B1/forms/x',
    '/api/cases/B1/materials/x',
    '/api/hand-overs/1',
  ])('nobody is told %s without signing in', async (path) => expect((await get(path)).status).toBe(401));

  it('whoever has not signed in sends no file, however large', async () => {
    expect((await upload(open, Buffer.alloc(12 * 1024 * 1024))).status).toBe(401);
    expect((await hub.api('POST', `/api/cases/${open}/personal`, {})).status).toBe(401);
  });

  it('a case nobody opened is unknown on every route', async () => {
    const none = 'B20200101-001';
    const { body } = await get(`/api/cases/${none}`, 'desk');
    expect(body).toEqual({ ok: false, refused: 'case-unknown' });
    expect((await see(none, 'desk')).status).toBe(404);
    expect((await upload(none, PNG, { role: 'desk' })).status).toBe(404);
  });
});

describe('the rules and a case over HTTP', () => {
  it('name the types and whether their people may ask to be kept confidential', async () => {
    const rules = (await get('/api/case-rules', 'clerk')).body as unknown as CaseRules;
    expect(
      rules.types.map(({ caseType, mayBeConfidential }) => [caseType, mayBeConfidential]),
    ).toContainEqual(['tucao', true]);
    expect(rules.roles).toContainEqual({ role: 'receiver', zh: expect.any(String) as string, held: true });
  });

  it('show a case masked, its texts from the vault and its people by the names of their accounts', async () => {
    const shown = await detail(open);
    expect(shown.row).toMatchObject({ case: open, type: '吐槽找茬', standing: 'running' });
    expect(shown.fields.map(({ field, value }) => [field, value])).toEqual([
      ['source', '窗口'],
      ['section', '不动产科'],
      ['person', '欧阳＊'],
      ['contact', '139****4321'],
      ['content', '（已隐去，共 5 字）'],
    ]);
    expect(shown.timeline[0]).toMatchObject({
      actor: '某人',
      zh: expect.stringMatching(/^立案：吐槽找茬，来源：.+，原编号 WX-77$/) as string,
    });
    expect(JSON.stringify(shown)).not.toMatch(/正德|8765|三次/);
  });

  it('reach the desk board as rows that hold nothing personal', async () => {
    const board = hub.screen('cases', undefined, cookies.get('desk')!);
    const { data } = await heard<Published<'cases'>>(board, 'view:published');
    expect(data.cases.map((row) => [row.case, row.confidential])).toEqual([
      [open, false],
      [secret, true],
    ]);
    expect(JSON.stringify(data)).not.toMatch(/正德|8765|三次|保密"/);
    board.disconnect();
  });
});

describe('searching', () => {
  it.each([
    [{ find: '正德' }, 0],
    [{ find: '欧阳 正德' }, 1],
    [{ find: '+86 13987654321' }, 1],
    [{ find: '１３９８７６５４３２１' }, 1],
    [{ find: 'wx-77' }, 1],
    [{ find: 'B20261123' }, 2],
    [{}, 2],
    [{ state: 'closed' }, 0],
    [{ from: '2026-11-23', to: '2026-11-23' }, 2],
    [{ to: '2026-11-22' }, 0],
  ] as [Record<string, string>, number][])('by %j finds %i', async (query, count) => {
    expect(await found(query)).toHaveLength(count);
  });

  it('says what is wrong with a date that does not exist', async () => {
    const { status, body } = await get('/api/cases?from=2026-02-30&state=lost', 'desk');
    expect(status).toBe(400);
    expect((body['problems'] as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'from',
      'state',
    ]);
  });

  it('finds a confidential case by its number alone for whoever may not see it', async () => {
    for (const role of ['desk', 'shift-leader', 'auditor', 'admin'] as const) {
      expect(await found({ find: secret }, role)).toEqual([
        { case: secret, openedAt: expect.any(Number) as number, confidential: true },
      ]);
      expect(await found({ find: '李保密' }, role)).toEqual([]);
      expect(await found({ find: '13711112222' }, role)).toEqual([]);
    }
    for (const role of ['clerk', 'supervisor'] as const)
      expect(await found({ find: '李保密' }, role)).toMatchObject([{ case: secret, type: '吐槽找茬' }]);
  });
});

describe('looking at what is masked', () => {
  it('is on record with its reason, and shows the whole', async () => {
    const { status, body } = await see(open, 'clerk', {
      fields: ['person', 'contact'],
      reason: 'call-applicant',
    });
    expect([status, body['values']]).toEqual([200, { person: '欧阳正德', contact: '139 8765 4321' }]);
    expect(await lastTold(open)).toMatchObject({ actor: '某人', zh: '查看诉求人、联系方式（联系申请人）' });
  });

  it.each([
    [{ fields: ['person'] }, 'reason'],
    [{ fields: ['person'], reason: 'curious' }, 'reason'],
    [{ fields: [], reason: 'handle' }, 'fields'],
    [{ fields: ['person', 'reply'], reason: 'handle' }, 'fields[1]'],
    [{ fields: ['../person'], reason: 'handle' }, 'fields[0]'],
  ])('is refused for %j, and leaves no record', async (body, path) => {
    const before = await lastTold(open);
    const answer = await see(open, 'desk', body);
    expect([answer.status, answer.body['problems']]).toEqual([
      400,
      [{ path, reason: expect.any(String) as string }],
    ]);
    expect(await lastTold(open)).toEqual(before);
  });

  it('is not for the auditor, who sees that others looked', async () => {
    expect((await see(open, 'auditor')).status).toBe(403);
    expect((await detail(open, 'auditor')).timeline.some(({ zh }) => zh.startsWith('查看'))).toBe(true);
  });
});

describe('material', () => {
  it('is taken by its content, kept with its digest and shown to whoever says why', async () => {
    const answer = await upload(open, PNG, {
      role: 'desk',
      name: '身份证.png',
      type: 'application/x-anything',
    });
    const { material, ...about } = (await answer.json()) as Record<string, unknown>;
    const sha256 = createHash('sha256').update(PNG).digest('hex');
    expect(about).toEqual({ ok: true, sha256, bytes: PNG.length, mime: 'image/png' });
    const path = `/api/cases/${open}/materials/${String(material)}`;
    expect((await get(path, 'desk')).status).toBe(400);
    const file = await fetch(`${hub.url}${path}?reason=verify`, {
      headers: { cookie: cookies.get('desk')! },
    });
    expect(Buffer.from(await file.arrayBuffer()).equals(PNG)).toBe(true);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(file.headers.get('content-disposition')).toBe(`inline; filename="${open}-1.png"`);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await lastTold(open)).toMatchObject({ zh: '查看材料（核实）' });
    expect((await detail(open)).materials).toMatchObject([{ material, sha256, mime: 'image/png' }]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), '', 400, 'attachment-empty'],
    ['a program', Buffer.from('MZ and so on'), 'photo.png', 415, 'attachment-type-unknown'],
    ['a web page', Buffer.from('<html><script>'), '', 415, 'attachment-type-unknown'],
    ['a picture that says it is a paper', PNG, 'paper.pdf', 415, 'attachment-type-lies'],
    [
      'ten megabytes and a byte',
      Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024 + 1 - PNG.length)]),
      '',
      413,
      'attachment-too-large',
    ],
  ])('refuses %s with its word', async (_what, bytes, name, status, word) => {
    const answer = await upload(open, bytes, { role: 'desk', name });
    expect([answer.status, await answer.json()]).toEqual([status, { ok: false, refused: word }]);
    expect((await detail(open)).materials).toHaveLength(1);
  });

  it('is not taken from the page of another host, nor from the auditor', async () => {
    const foreign = await fetch(`${hub.url}/api/cases/${open}/materials`, {
      method: 'POST',
      headers: { origin: 'http://evil.example', cookie: cookies.get('desk')! },
      body: new Uint8Array(PNG),
    });
    expect(foreign.status).toBe(403);
    expect((await upload(open, PNG, { role: 'auditor' })).status).toBe(403);
  });

  it('sent as JSON is no file', async () => {
    const answer = await upload(open, Buffer.from('{"a":1}'), { role: 'desk', type: 'application/json' });
    expect([answer.status, (await answer.json()) as object]).toEqual([
      400,
      { ok: false, refused: 'attachment-empty' },
    ]);
  });
});

describe('a form', () => {
  it('is filled from the case, with what the hub knows by itself, and who printed it is on record', async () => {
    const { body } = await get(`/api/cases/${open}/forms/tucaoSheet?reason=print-form`, 'desk');
    const form = body as unknown as FilledForm;
    expect(form.rows.map(({ zh, value }) => [zh, value])).toEqual([
      ['事项来源', '窗口'],
      ['承办科室', '不动产科'],
      ['诉求人', '欧阳正德'],
      ['联系方式', '139 8765 4321'],
      ['受理时间', '2026年11月23日 09:30'],
      ['处理时限', '2026年11月24日 17:00'],
      ['“吐槽找茬”内容', WORDS],
      ['责任科室 (窗口) 办理意见', ''],
      ['回复情况', ''],
    ]);
    expect(form).toMatchObject({ case: open, layout: 'printed', template: '<table>{{person}}</table>' });
    expect(await lastTold(open)).toMatchObject({
      zh: '查看《政务服务“吐槽找茬”事项承办单》、诉求人、联系方式、“吐槽找茬”内容（打印表单）',
    });
  });

  it('is refused without a reason, and unknown when the case has none of that name', async () => {
    expect((await get(`/api/cases/${open}/forms/tucaoSheet`, 'desk')).status).toBe(400);
    for (const form of ['vetoSheet', '..%2F..%2Fhall', '__proto__'])
      expect((await get(`/api/cases/${open}/forms/${form}?reason=print-form`, 'desk')).body).toMatchObject({
        refused: 'form-unknown',
      });
  });
});

describe('a confidential case', () => {
  it('answers whoever may not see it with its number alone, on every route', async () => {
    for (const role of ['shift-leader', 'admin'] as const) {
      const refused = { ok: false, refused: 'case-confidential' };
      const { row, fields, timeline } = await detail(secret, role);
      expect(Object.keys(row).sort()).toEqual(['case', 'clocks', 'confidential', 'openedAt', 'standing']);
      expect([fields, timeline]).toEqual([[], []]);
      expect(await see(secret, role)).toMatchObject({ status: 403, body: refused });
      expect(await (await upload(secret, PNG, { role })).json()).toEqual(refused);
      expect((await get(`/api/cases/${secret}/materials/x?reason=verify`, role)).body).toEqual(refused);
      expect((await get(`/api/cases/${secret}/forms/tucaoSheet?reason=verify`, role)).body).toEqual(refused);
    }
    expect((await detail(secret, 'supervisor')).timeline).toHaveLength(1);
    expect((await see(secret, 'supervisor')).body['values']).toEqual({ person: '李保密' });
  });
});

describe('a note for the next shift', () => {
  it('is read by those of the desk', async () => {
    await send('desk', { type: 'HandOver', text: '张三的材料明天到' });
    const board = hub.screen('cases', undefined, cookies.get('desk')!);
    const { data } = await heard<Published<'cases'>>(board, 'view:published');
    const { seq, by } = data.handOvers[0]!;
    board.disconnect();
    expect(by).toBe('a-desk');
    expect((await get(`/api/hand-overs/${seq}`, 'shift-leader')).body).toEqual({
      ok: true,
      text: '张三的材料明天到',
    });
    expect((await get(`/api/hand-overs/${seq}`, 'clerk')).status).toBe(403);
    expect((await get('/api/hand-overs/1', 'desk')).body).toMatchObject({ refused: 'hand-over-unknown' });
  });
});

describe('the hall', () => {
  it('has written nothing of all this into its log', () => {
    expect(JSON.stringify(hub.logged)).not.toMatch(/正德|8765|李保密|1371111|三次队|张三/);
  });
});
