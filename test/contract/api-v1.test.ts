import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problemDetails } from '@bandecheng/hub/gateway/v1/problem';
import { API_ROUTES, API_SCOPES, type ApiRouteShape } from '@bandecheng/shared/api-v1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, expectDeclared, expectProblem, type V1Answer } from '../fakes/api-client.ts';
import { MONDAY, TestHub } from '../fakes/test-hub.ts';

const TEN_TOMORROW = MONDAY + 24.5 * 60 * 60 * 1000;
const PERSON = '11010119900307123X';

let hub: TestHub;
let app: ApiClient;
beforeAll(async () => {
  hub = await TestHub.start();
  app = await ApiClient.of(hub, 'city-app', API_SCOPES);
});
afterAll(() => hub.stop());

const social = { service: 'social' };
const once = (key: string): Record<string, string> => ({ 'idempotency-key': key });

async function journalText(): Promise<string> {
  const folder = join(hub.folder, 'journal');
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  return texts.join('');
}

describe('another system', () => {
  it('takes a number, looks it up by id and by number, and cancels it', async () => {
    const taken = await app.post('/tickets', { ...social, language: 'en' });
    expectDeclared(API_ROUTES.issueTicket, taken);
    const { ticket, number } = taken.body as { ticket: string; number: string };
    for (const name of [ticket, number]) {
      const found = await app.get(`/tickets/${name}`);
      expectDeclared(API_ROUTES.readTicket, found);
      expect(found.body).toMatchObject({ ticket, number, status: 'waiting', language: 'en' });
    }
    const cancelled = await app.post(`/tickets/${number}/cancel`, { reason: '本人取消' });
    expectDeclared(API_ROUTES.cancelTicket, cancelled);
    expect(cancelled.body).toMatchObject({ ticket, status: 'cancelled' });
    const again = await app.post(`/tickets/${number}/cancel`, { reason: '本人取消' });
    expectProblem(again, 409, 'cannot-cancel-cancelled');
  });

  it('sees services, counters and the figures of the day', async () => {
    expectDeclared(API_ROUTES.listServices, await app.get('/services'));
    expectDeclared(API_ROUTES.listCounters, await app.get('/counters'));
    const statistics = await app.get('/statistics');
    expectDeclared(API_ROUTES.readStatistics, statistics);
    expect(statistics.body).toMatchObject({ day: '2026-11-23' });
  });

  it('books an appointment, lists the day, and cancels it', async () => {
    const booked = await app.post('/appointments', { ...social, startsAt: TEN_TOMORROW, code: 'BOOK01' });
    expectDeclared(API_ROUTES.bookAppointment, booked);
    expect(booked.body).toMatchObject({ appointment: '2026-11-24-BOOK01', state: 'booked' });
    const list = await app.get('/appointments?day=2026-11-24');
    expectDeclared(API_ROUTES.listAppointments, list);
    expect(list.body['appointments']).toContainEqual(booked.body);
    const cancelled = await app.send('POST', '/appointments/2026-11-24-BOOK01/cancel', undefined);
    expectDeclared(API_ROUTES.cancelAppointment, cancelled);
    expect(cancelled.body).toMatchObject({ state: 'cancelled' });
  });

  it('checks an appointment in by its code and gets the number to wait with', async () => {
    await app.post('/appointments', { ...social, startsAt: MONDAY, code: 'NOW001' });
    const arrived = await app.post('/appointments/check-in', { code: 'NOW001' });
    expectDeclared(API_ROUTES.checkIn, arrived);
    expect(arrived.body).toMatchObject({ class: 'appointment', status: 'waiting' });
    expectProblem(await app.post('/appointments/check-in', {}), 400, 'malformed');
  });

  it('leaves its key in the journal, and of a person a mark alone', async () => {
    const asked = { ...social, startsAt: TEN_TOMORROW, person: PERSON };
    expect((await app.post('/appointments', asked)).status).toBe(201);
    const csv = `service,date,time,person\nsocial,2026-11-24,11:00,${PERSON}\n`;
    expect((await app.csv('/appointments/import', csv)).status).toBe(201);
    const journal = await journalText();
    expect(journal).toContain('"actor":"api:city-app"');
    expect(journal).not.toContain(PERSON);
    expect(JSON.stringify(hub.logged)).not.toContain(app.token);
  });
});

describe('a request that is sent again', () => {
  it('with the same Idempotency-Key takes no second number, not even after a restart', async () => {
    const first = await app.post('/tickets', social, once('retry-0001'));
    const again = await app.post('/tickets', social, once('retry-0001'));
    await hub.restart();
    const later = await app.post('/tickets', social, once('retry-0001'));
    expect(first.status).toBe(201);
    expect([again.status, later.status]).toEqual([201, 201]);
    expect([again.body['ticket'], later.body['ticket']]).toEqual([
      first.body['ticket'],
      first.body['ticket'],
    ]);
    expect((await app.post('/tickets', social, once('retry-0002'))).body['ticket']).not.toBe(
      first.body['ticket'],
    );
  });

  it('books once, and answers the same code', async () => {
    const asked = { ...social, startsAt: TEN_TOMORROW };
    const first = await app.post('/appointments', asked, once('retry-0003'));
    const again = await app.post('/appointments', asked, once('retry-0003'));
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
  });

  it('is kept apart from the same Idempotency-Key of another system', async () => {
    const other = await ApiClient.of(hub, 'other-app', ['tickets']);
    const first = await app.post('/tickets', social, once('retry-0004'));
    const others = await other.post('/tickets', social, once('retry-0004'));
    expect(others.body['ticket']).not.toBe(first.body['ticket']);
  });

  it('with other content under the same Idempotency-Key is refused', async () => {
    await app.post('/tickets', social, once('retry-0005'));
    const other = await app.post('/tickets', { service: 'medical' }, once('retry-0005'));
    expectProblem(other, 422, 'idempotency-key-reused');
    expectProblem(await app.post('/tickets', social, once('short')), 400, 'idempotency-key-malformed');
  });
});

describe('keys and scopes', () => {
  const scoped = Object.entries<ApiRouteShape>(API_ROUTES).filter(([, route]) => route.scope !== null);

  it.each(API_SCOPES)('a key for %s opens its routes and no other', async (scope) => {
    const client = await ApiClient.of(hub, `only-${scope}`, [scope]);
    for (const [, route] of scoped) {
      const path = route.path.replace(/\{\w+\}/, 'w-none');
      const { body } = await client.send(route.method.toUpperCase(), path, undefined);
      if (route.scope === scope)
        expect([route.path, body['word']]).not.toEqual([route.path, 'scope-missing']);
      else expect([route.path, body['word']]).toEqual([route.path, 'scope-missing']);
    }
  });

  it('without a key, or with a wrong one, nothing of the hall is told', async () => {
    const missing = await ApiClient.stranger(hub, '').get('/services');
    expectProblem(missing, 401, 'key-missing');
    expect(missing.headers.get('www-authenticate')).toBe('Bearer');
    expectProblem(await ApiClient.stranger(hub, 'stolen').get('/services'), 401, 'key-unknown');
  });

  it('a staff session is no key', async () => {
    const cookie = await hub.asAdmin();
    const answer = await ApiClient.stranger(hub, '').get('/services', { cookie, origin: hub.url });
    expectProblem(answer, 401, 'key-missing');
  });

  it('an administrator makes a key once, sees no token again, and revokes it', async () => {
    const admin = await hub.asAdmin();
    const client = await ApiClient.of(hub, 'short-lived', ['read']);
    expect((await client.get('/services')).status).toBe(200);
    const twice = await hub.api(
      'POST',
      '/api/keys',
      { key: 'short-lived', name: '又', scopes: ['read'] },
      admin,
    );
    expect(twice.body).toEqual({ ok: false, refused: 'key-taken' });
    const { body } = await hub.api('GET', '/api/keys', undefined, admin);
    expect(body['keys']).toContainEqual({ key: 'short-lived', name: '测试', scopes: ['read'] });
    expect((await hub.api('DELETE', '/api/keys/short-lived', undefined, admin)).body).toEqual({ ok: true });
    expectProblem(await client.get('/services'), 401, 'key-unknown');
    const gone = await hub.api('DELETE', '/api/keys/short-lived', undefined, admin);
    expect(gone.body).toEqual({ ok: false, refused: 'key-unknown' });
  });

  it('keys and webhooks are for administrators alone', async () => {
    const leader = await hub.as('shift-leader');
    for (const path of ['/api/keys', '/api/webhooks']) {
      expect((await hub.api('GET', path)).body).toEqual({ ok: false, refused: 'not-signed-in' });
      expect((await hub.api('GET', path, undefined, leader)).body).toEqual({
        ok: false,
        refused: 'not-allowed',
      });
      expect((await hub.api('POST', path, {}, leader)).body).toEqual({ ok: false, refused: 'not-allowed' });
    }
  });

  it('too many requests in a minute are told when to come back', async () => {
    const stranger = ApiClient.stranger(hub, 'guess');
    let answer = await stranger.get('/services');
    for (let i = 0; i < 100 && answer.status === 401; i += 1) answer = await stranger.get('/services');
    expectProblem(answer, 429, 'too-many-requests');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await app.get('/services')).status).toBe(200);
    hub.now += 61_000;
    expect((await stranger.get('/services')).status).toBe(401);
  });
});

describe('a problem', () => {
  it('is told in Chinese, or in English to who asks for it', async () => {
    const chinese = await app.post('/tickets', { service: 'nowhere' });
    expectProblem(chinese, 422, 'service-unknown');
    expect(chinese.body['detail']).toBe('没有这项业务');
    const english = await app.post(
      '/tickets',
      { service: 'nowhere' },
      { 'accept-language': 'en-GB,en;q=0.9' },
    );
    expect(english.body['detail']).toBe('There is no such service');
    expect(english.body['type']).toBe('/api/v1/problems#service-unknown');
    expect(english.headers.get('content-language')).toBe('en');
  });

  it('names opening times in the language asked for', () => {
    const closed = { word: 'hall-closed', about: { opensAt: '周一 08:30' } } as const;
    expect(problemDetails(closed, 'zh').detail).toBe('现在不在取号时间，周一 08:30 开始取号');
    expect(problemDetails(closed, 'en').detail).toBe('No numbers are given now; from Monday 08:30');
    const later = { word: 'service-closed', about: { opensAt: '（14:00）' } } as const;
    expect(problemDetails(later, 'en').detail).toBe('This service gives no numbers now (14:00)');
  });

  it('names every field that is wrong, in the language asked for', async () => {
    const wrong = { service: 'a b', class: 'king', more: ['social', 7], extra: 1 };
    const chinese = await app.post('/tickets', wrong);
    expectProblem(chinese, 400, 'malformed');
    const paths = (answer: V1Answer) =>
      (answer.body['problems'] as { path: string }[]).map((p) => p.path).sort();
    expect(paths(chinese)).toEqual(['class', 'extra', 'more[1]', 'service']);
    const english = await app.post('/tickets', wrong, { 'accept-language': 'en' });
    expect(paths(english)).toEqual(paths(chinese));
    expect(JSON.stringify(english.body)).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('answers what is no route, no JSON, too long or of another type', async () => {
    expectProblem(await app.get('/nowhere'), 404, 'route-unknown');
    expectProblem(await app.get('/tickets/%E0%A4%A'), 400, 'malformed');
    const json = { 'content-type': 'application/json' };
    expectProblem(await app.send('POST', '/tickets', '{"service":', json), 400, 'body-not-json');
    expectProblem(await app.send('POST', '/tickets', 'x'.repeat(600_000), json), 413, 'body-too-large');
    expectProblem(await app.csv('/tickets', 'service\nsocial'), 415, 'type-unsupported');
  });

  it('stands with its sentences in both languages at /problems', async () => {
    const answer = await ApiClient.stranger(hub, '').get('/problems');
    expectDeclared(API_ROUTES.listProblems, answer);
    const problems = answer.body['problems'] as { zh: string; en: string }[];
    expect(problems.length).toBeGreaterThan(20);
    for (const { en } of problems) expect(en).not.toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('the documents', () => {
  it('OpenAPI names every route with its scope, and every reference leads somewhere', async () => {
    const { body } = await ApiClient.stranger(hub, '').get('/openapi.json');
    const document = body as { paths: Record<string, Record<string, { security: unknown[] }>> };
    const declared = Object.values<ApiRouteShape>(API_ROUTES).map(({ method, path }) => `${method} ${path}`);
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(documented.sort()).toEqual(declared.sort());
    expect(document.paths['/tickets']?.['post']?.security).toEqual([{ key: ['tickets'] }]);
    for (const [, pointer] of JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = (pointer ?? '')
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], body);
      expect([pointer, found]).not.toEqual([pointer, undefined]);
    }
  });
});
