import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API_ROUTES } from '@bandecheng/shared/api-v1';
import { WebhookEvent } from '@bandecheng/shared/api-schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, expectDeclared, expectProblem } from '../fakes/api-client.ts';
import { hallOfCity, TestHub } from '../fakes/test-hub.ts';
import { WebhookReceiver } from '../fakes/webhook-receiver.ts';

let hub: TestHub;
let folder: string;
let hotline: ApiClient;
let receiver: WebhookReceiver;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'case-orders-'));
  hub = await TestHub.start(false, await hallOfCity('wushen', folder));
  hotline = await ApiClient.of(hub, 'hotline-12345', ['cases', 'webhooks']);
  receiver = await WebhookReceiver.start(0);
  const events = ['case-opened', 'case-stepped', 'case-overdue', 'case-closed'];
  await hotline.post('/webhooks', { url: receiver.url, events, secret: 'a-secret-of-the-hotline' });
});
afterAll(async () => {
  await hub.stop();
  await receiver.stop();
  await rm(folder, { recursive: true });
});

const ORDER = { caseType: 'bbcs', intake: 'dispatch-12345', foreignNumber: 'QX-20261123-0007' };
const PERSON = { name: '欧阳正德', phone: '13987654321', content: '来了三次都说材料不全' };
const soon = { timeout: 20_000, interval: 50 };

describe('orders of another system', () => {
  it('open a case, and the same order again is answered with the case it has', async () => {
    const first = await hotline.post('/cases', { ...ORDER, service: 'social', fields: PERSON });
    expectDeclared(API_ROUTES.openCase, first);
    expect(first.body).toMatchObject({
      known: false,
      case: { case: 'B20261123-001', ...ORDER, state: 'asked', confidential: false },
    });
    const again = await Promise.all([1, 2].map(() => hotline.post('/cases', { ...ORDER, fields: PERSON })));
    for (const { body } of again)
      expect(body).toMatchObject({ known: true, case: { case: 'B20261123-001' } });
    const asked = await hotline.get('/cases/B20261123-001');
    expectDeclared(API_ROUTES.readCase, asked);
    expect(asked.body['standing']).toBe('measured');
  });

  it('sent twice at once open one case', async () => {
    const order = { ...ORDER, foreignNumber: 'QX-20261123-0008', fields: PERSON };
    const answers = await Promise.all([hotline.post('/cases', order), hotline.post('/cases', order)]);
    expect(answers.map(({ body }) => body['known']).sort()).toEqual([false, true]);
    expect(new Set(answers.map(({ body }) => (body['case'] as { case: string }).case)).size).toBe(1);
  });

  it('kept confidential are a bare number with its due times', async () => {
    const order = { ...ORDER, foreignNumber: 'QX-20261123-0009', confidential: true, fields: PERSON };
    const { body } = await hotline.post('/cases', order);
    expect(Object.keys(body['case'] as object).sort()).toEqual(
      ['case', 'confidential', 'dueAt', 'openedAt', 'provisional', 'standing'].sort(),
    );
  });

  it('say what is wrong with them in the words of problems', async () => {
    expectProblem(await hotline.post('/cases', { ...ORDER, caseType: 'none' }), 422, 'case-type-unknown');
    const elsewhere = { ...ORDER, foreignNumber: 'X-1' };
    expectProblem(await hotline.post('/cases', { ...elsewhere, intake: 'fax' }), 422, 'intake-unknown');
    expectProblem(await hotline.post('/cases', { ...elsewhere, fields: { x: '1' } }), 422, 'field-unknown');
    expectProblem(await hotline.post('/cases', { ...elsewhere, foreignNumber: '' }), 400, 'malformed');
    expectProblem(await hotline.get('/cases/B20261123-999'), 404, 'case-unknown');
    const reader = await ApiClient.of(hub, 'wall', ['read']);
    expectProblem(await reader.post('/cases', ORDER), 403, 'scope-missing');
  });

  it('come as a table, all of them or none, each problem with its line and column', async () => {
    const head = '类型,渠道,工单编号,业务,反映人姓名,联系电话';
    const bad = [
      head,
      'bbcs,12345热线工单,T-1,社会保险,张三,13900000001',
      'bbcs,传真,T-2,社会保险,李四,13900000002',
      '没有这类,12345热线工单,T-3,没有这项业务,王五,13900000003',
      'bbcs,12345热线工单,T-1,社会保险,张三,13900000001',
      'bbcs,12345热线工单,,社会保险,赵六,13900000004',
    ].join('\r\n');
    const refused = await hotline.csv('/cases/import', bad);
    expectProblem(refused, 400, 'malformed');
    const problems = refused.body['problems'] as { line: number; path: string }[];
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '3 intake',
      '4 caseType',
      '5 foreignNumber',
      '6 foreignNumber',
    ]);
    expect((await hotline.post('/cases', { ...ORDER, foreignNumber: 'T-1' })).body['known']).toBe(false);

    const good = [head, ...bad.split('\r\n').slice(1, 2), 'bbcs,12345热线工单,T-2,社会保险,李四,'].join(
      '\r\n',
    );
    const headers = { 'idempotency-key': 'import-cases-0001' };
    const taken = await hotline.csv('/cases/import', good, headers);
    expectDeclared(API_ROUTES.importCases, taken);
    expect(taken.body).toMatchObject({ opened: 1, known: 1 });
    expect((await hotline.csv('/cases/import', good, headers)).body).toEqual(taken.body);
    expectProblem(await hotline.csv('/cases/import', `${head},x\r\na,b,c,d,e,f,g`), 400, 'malformed');
  });

  it('are told on by webhooks, and nobody in them has a name', async () => {
    await expect.poll(() => receiver.accepted().length, soon).toBeGreaterThanOrEqual(5);
    const told = receiver.accepted();
    for (const message of told) expect(WebhookEvent.safeParse(message).error).toBeUndefined();
    expect(told[0]).toMatchObject({ type: 'case-opened', case: ORDER, service: { service: 'social' } });
    expect(told[2]).not.toHaveProperty('case.caseType');
    expect(JSON.stringify(told)).not.toMatch(/欧阳|1398|材料/);
  });
});
