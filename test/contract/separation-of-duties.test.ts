import type { AuditRow } from '@bandecheng/shared/audit';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, outcome, TestHub, type ApiAnswer } from '../fakes/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.start();
});
afterAll(() => hub.stop());

const as = (cookie: string) => (method: string, path: string, body?: object) =>
  hub.api(method, path, body, cookie);
const refusedOf = ({ body }: ApiAnswer): unknown => body['refused'];
const made = { name: '某人', password: 'password-1' };

describe('the three administrators', () => {
  it('are one at the first start, and stay so until the security administrator has a password of their own', async () => {
    const admin = as(await hub.asAdmin());
    expect((await admin('GET', '/api/session')).body).toMatchObject({
      role: 'admin',
      also: 'security-admin',
    });
    const invited = await admin('POST', '/api/accounts', { id: 's1', name: '某人', role: 'security-admin' });
    expect((await admin('GET', '/api/accounts')).status).toBe(200);
    const password = String(invited.body['password']);
    const security = as(await hub.signIn('s1', password));
    await security('POST', '/api/password', { before: password, after: 'password-1' });
    expect(refusedOf(await admin('GET', '/api/accounts'))).toBe('not-allowed');
    expect((await admin('GET', '/api/session')).body).not.toHaveProperty('also');
    expect(refusedOf(await admin('POST', '/api/agents', { agent: 'hall-9' }))).toBe('not-allowed');
    expect((await admin('GET', '/api/hall/rules')).status).toBe(200);
  });

  it('the security administrator keeps accounts and keys, and changes no rule and sees no case', async () => {
    const security = as(await hub.signIn('s1', 'password-1'));
    expect((await security('GET', '/api/accounts')).status).toBe(200);
    for (const [method, path] of [
      ['PUT', '/api/hall'],
      ['GET', '/api/hall/rules'],
      ['GET', '/api/cases'],
      ['POST', '/api/calendar/reload'],
      ['POST', '/api/webhooks'],
    ] as const)
      expect(refusedOf(await security(method, path, method === 'GET' ? undefined : {})), path).toBe(
        'not-allowed',
      );
    const cookie = await hub.signIn('s1', 'password-1');
    for (const screen of ['desk', 'hall', 'cases', 'devices'])
      expect(await outcome(hub.screen(screen, undefined, cookie))).toBe('not-allowed');
  });

  it('whoever makes accounts and keys does not read the record of it, and whoever reads it makes none', async () => {
    await as(await hub.signIn('s1', 'password-1'))('POST', '/api/accounts', {
      ...{ ...made, id: 'u2', role: 'auditor' },
    });
    for (const account of ['s1', 'u2', 'admin']) {
      const cookie = account === 'admin' ? await hub.asAdmin() : await hub.signIn(account, 'password-1');
      const ask = as(cookie);
      const may = async (method: string, path: string) =>
        refusedOf(await ask(method, path, method === 'GET' ? undefined : {})) !== 'not-allowed';
      const makes = await Promise.all(
        ['/api/accounts', '/api/agents', '/api/keys'].map((path) => may('POST', path)),
      );
      expect([account, makes, await may('GET', '/api/audit')]).toEqual([
        ...[account, Array<boolean>(3).fill(account === 's1'), account === 'u2'],
      ]);
    }
  });

  it('nobody gives themselves a role, and the last security administrator stays', async () => {
    const security = as(await hub.signIn('s1', 'password-1'));
    for (const edit of [{ role: 'admin' }, { locked: true }])
      expect(refusedOf(await security('PUT', '/api/accounts/s1', edit))).toBe('own-account');
    expect(refusedOf(await security('POST', '/api/accounts/s1/password', {}))).toBe('own-account');
    expect(refusedOf(await security('PUT', '/api/accounts/admin', { locked: true }))).toBe('last-admin');
    await security('POST', '/api/accounts', { ...made, id: 's2', role: 'security-admin' });
    const other = as(await hub.signIn('s2', 'password-1'));
    expect((await other('PUT', '/api/accounts/s1', { locked: true })).status).toBe(200);
    expect(refusedOf(await other('PUT', '/api/accounts/s2', { role: 'clerk' }))).toBe('own-account');
    expect((await other('PUT', '/api/accounts/s1', { locked: false })).status).toBe(200);
  });

  it('the security administrator signs out whoever is to be signed out, screens and all', async () => {
    const security = as(await hub.signIn('s1', 'password-1'));
    await security('POST', '/api/accounts', { ...made, id: 'd1', role: 'desk' });
    const cookie = await hub.signIn('d1', 'password-1');
    const desk = hub.screen('desk', undefined, cookie);
    expect(await outcome(desk)).toBe('connected');
    const gone = heard(desk, 'disconnect');
    expect((await security('DELETE', '/api/accounts/d1/sessions')).status).toBe(200);
    await gone;
    expect((await hub.api('GET', '/api/session', undefined, cookie)).status).toBe(401);
    expect((await security('DELETE', '/api/accounts/nobody/sessions')).status).toBe(404);
  });

  it('a new password frees an account that waits after wrong ones', async () => {
    const security = as(await hub.signIn('s1', 'password-1'));
    const login = (password: string) => hub.api('POST', '/api/session', { account: 'd1', password });
    for (let i = 0; i < 6; i++) await login('wrong');
    expect(refusedOf(await login('password-1'))).toBe('login-wait');
    const { body } = await security('POST', '/api/accounts/d1/password', {});
    expect((await login(String(body['password']))).status).toBe(200);
  });
});

describe('an agent whose key is taken away', () => {
  it('is cut off at once, also when it is given another', async () => {
    const security = as(await hub.signIn('s1', 'password-1'));
    for (const take of [
      () => security('DELETE', '/api/agents/hall-1'),
      () => security('POST', '/api/agents', { agent: 'hall-1' }),
    ]) {
      const { body } = await security('POST', '/api/agents', { agent: 'hall-1' });
      const key = String(body['key']);
      const agent = hub.agent('hall-1', key);
      expect(await outcome(agent)).toBe('connected');
      const cut = heard(agent, 'disconnect');
      expect((await take()).status).toBe(200);
      expect(await cut).toBe('io server disconnect');
      expect(await outcome(hub.agent('hall-1', key))).toBe('not-allowed');
    }
  });

  it('lets in nobody who stood at the door with it meanwhile', async () => {
    const security = as(await hub.signIn('s1', 'password-1'));
    const { body } = await security('POST', '/api/agents', { agent: 'hall-1' });
    const agent = hub.agent('hall-1', String(body['key']));
    expect(await outcome(agent)).toBe('connected');
    const asked = heard(agent, 'presence:asked');
    const second = outcome(hub.agent('hall-1', String(body['key'])));
    await asked;
    expect((await security('DELETE', '/api/agents/hall-1')).status).toBe(200);
    expect(await second).toBe('not-allowed');
  });
});

describe('the auditor', () => {
  const rows = async (cookie: string, more = ''): Promise<AuditRow[]> =>
    (await hub.api('GET', `/api/audit${more}`, undefined, cookie)).body['rows'] as AuditRow[];

  it('reads who came in, who was refused and who changed which account and key, by whom', async () => {
    const security = as(await hub.signIn('s1', 'password-1'));
    await security('POST', '/api/accounts', { ...made, id: 'u1', role: 'auditor' });
    await security('POST', '/api/keys', { key: 'city-app', name: '市平台', scopes: ['read'] });
    await hub.api('POST', '/api/session', { account: 'u1', password: 'a wrong one' });
    await hub.api('POST', '/api/session', { account: 'my secret typed here', password: 'x' });
    const read = await rows(await hub.signIn('u1', 'password-1'));
    expect(read.slice(0, 5).map(({ seq: _, at: __, ...row }) => row)).toEqual([
      { actor: 'staff:u1', type: 'SignedIn', about: 'u1' },
      { actor: 'hub', type: 'SignInRefused' },
      { actor: 'hub', type: 'SignInRefused', about: 'u1' },
      { actor: 'staff:s1', type: 'KeyChanged', about: 'city-app', detail: 'api given' },
      { actor: 'staff:s1', type: 'AccountChanged', about: 'u1', detail: 'created auditor' },
    ]);
    expect(read.map(({ type, detail }) => `${type} ${detail ?? ''}`)).toEqual(
      expect.arrayContaining([
        'AccountChanged signed-out',
        'AccountChanged password-reset',
        'AccountChanged password-chosen',
        'AccountChanged locked',
        'AccountChanged unlocked',
        'KeyChanged agent revoked',
      ]),
    );
  });

  it('reads what the staff did, of one day, and changes nothing', async () => {
    const admin = hub.screen('desk', undefined, await hub.asAdmin());
    expect(await outcome(admin)).toBe('connected');
    const command = { id: 'command-1', type: 'IssueTicket', service: 'social' };
    await admin.timeout(5_000).emitWithAck('command:send', command);
    const auditor = await hub.signIn('u1', 'password-1');
    const staff = await rows(auditor, '?kind=staff');
    expect(staff).toContainEqual(
      expect.objectContaining({ actor: 'staff:admin', type: 'TicketIssued', about: '2026-11-23-A001' }),
    );
    expect(await rows(auditor, '?day=2026-11-22')).toEqual([]);
    expect((await hub.api('GET', '/api/audit?day=../accounts', undefined, auditor)).status).toBe(400);
    expect(refusedOf(await hub.api('POST', '/api/accounts', {}, auditor))).toBe('not-allowed');
  });

  it('is told of nobody by name, and of no secret: the record has neither', async () => {
    const folder = join(hub.folder, 'journal');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
    const text = (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('');
    expect(text).toContain('"SignInRefused"');
    for (const secret of ['某人', 'password-1', 'a wrong one', 'my secret typed here'])
      expect(text.includes(secret), secret).toBe(false);
  });

  it('reads after seven months what was done on the first day', async () => {
    hub.now += 213 * 86_400_000;
    await hub.restart();
    const auditor = await hub.signIn('u1', 'password-1');
    const first = await rows(auditor, '?day=2026-11-23');
    expect(first.map(({ type }) => type)).toEqual(expect.arrayContaining(['SignedIn', 'KeyChanged']));
    expect((await rows(auditor)).map(({ type, about }) => `${type} ${about}`)).toEqual(['SignedIn u1']);
  });
});
