import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, outcome, TestHub, type ApiAnswer } from '../fakes/test-hub.ts';

let hub: TestHub;
let admin: string;
beforeAll(async () => {
  hub = await TestHub.start();
  admin = await hub.asAdmin();
});
afterAll(() => hub.stop());

const ask = (method: string, path: string, body?: object): Promise<ApiAnswer> =>
  hub.api(method, path, body, admin);
const signIn = async (account: string, password: string): Promise<number> =>
  (await hub.api('POST', '/api/session', { account, password })).status;

/** A new account with the one-time password the hub made for it. */
async function invited(id: string, role = 'clerk'): Promise<string> {
  const { status, body } = await ask('POST', '/api/accounts', { id, name: '某人', role });
  expect(status).toBe(200);
  return String(body['password']);
}

describe('an account an administrator makes', () => {
  it('gets a one-time password that signs in and says that it is to be changed', async () => {
    const password = await invited('c01');
    const { body } = await hub.api('POST', '/api/session', { account: 'c01', password });
    expect(body).toMatchObject({ ok: true, account: 'c01', oneTime: true });
    expect((await ask('POST', '/api/accounts', { id: 'c01', name: '另一人', role: 'desk' })).body).toEqual({
      ok: false,
      refused: 'account-taken',
    });
  });

  it('is locked: it signs in nowhere, its open screens are hung up on, and it is let in again', async () => {
    const password = await invited('d01', 'desk');
    const cookie = await hub.signIn('d01', password);
    const desk = hub.screen('desk', undefined, cookie);
    expect(await outcome(desk)).toBe('connected');
    const gone = heard(desk, 'disconnect');
    expect((await ask('PUT', '/api/accounts/d01', { locked: true })).status).toBe(200);
    await gone;
    expect(await signIn('d01', password)).toBe(401);
    expect((await hub.api('GET', '/api/session', undefined, cookie)).status).toBe(401);
    const { body } = await ask('GET', '/api/accounts');
    expect(body['accounts']).toContainEqual(expect.objectContaining({ account: 'd01', locked: true }));
    await ask('PUT', '/api/accounts/d01', { locked: false });
    expect(await signIn('d01', password)).toBe(200);
  });

  it('has another role from now on, and signs in anew for it', async () => {
    const password = await invited('e01');
    const cookie = await hub.signIn('e01', password);
    await ask('PUT', '/api/accounts/e01', { name: '王芳', role: 'shift-leader' });
    expect((await hub.api('GET', '/api/session', undefined, cookie)).status).toBe(401);
    const { body } = await hub.api('POST', '/api/session', { account: 'e01', password });
    expect(body).toMatchObject({ name: '王芳', role: 'shift-leader' });
  });

  it('gets another one-time password, with which the old one and its sessions end', async () => {
    const before = await invited('f01');
    const cookie = await hub.signIn('f01', before);
    const { body } = await ask('POST', '/api/accounts/f01/password', {});
    expect(await signIn('f01', before)).toBe(401);
    expect((await hub.api('GET', '/api/session', undefined, cookie)).status).toBe(401);
    expect(await signIn('f01', String(body['password']))).toBe(200);
  });

  it('never loses the only administrator, who changes nothing of the own account', async () => {
    for (const edit of [{ locked: true }, { role: 'clerk' }])
      expect((await ask('PUT', '/api/accounts/admin', edit)).body['refused']).toBe('own-account');
    expect((await ask('PUT', '/api/accounts/nobody', { locked: true })).status).toBe(404);
    expect((await ask('POST', '/api/accounts/nobody/password', {})).status).toBe(404);
    const { status, body } = await ask('PUT', '/api/accounts/c01', { role: 'king', name: '' });
    expect(status).toBe(400);
    expect((body['problems'] as { path: string }[]).map(({ path }) => path).sort()).toEqual(['name', 'role']);
  });
});

describe('the key of an agent', () => {
  it('is listed by its agent, and ends with the connection made with it', async () => {
    const key = await hub.agentKey('hall-7');
    const agent = hub.agent('hall-7', key);
    expect(await outcome(agent)).toBe('connected');
    expect((await ask('GET', '/api/agents')).body['agents']).toEqual(['hall-7']);
    const gone = heard(agent, 'disconnect');
    expect((await ask('DELETE', '/api/agents/hall-7')).status).toBe(200);
    await gone;
    expect(await outcome(hub.agent('hall-7', key))).toBe('not-allowed');
    expect((await ask('DELETE', '/api/agents/hall-7')).status).toBe(404);
  });
});

describe('accounts and keys', () => {
  it.each([
    ['PUT', '/api/accounts/admin'],
    ['POST', '/api/accounts/admin/password'],
    ['GET', '/api/agents'],
    ['DELETE', '/api/agents/hall-7'],
    ['GET', '/api/keys'],
  ])('are for administrators alone: %s %s', async (method, path) => {
    const leader = await hub.as('shift-leader');
    const body = method === 'GET' ? undefined : {};
    expect((await hub.api(method, path, body, leader)).body['refused']).toBe('not-allowed');
    expect((await hub.api(method, path, body)).body['refused']).toBe('not-signed-in');
  });
});

describe('the portrait of a clerk', () => {
  const PHOTO = '/api/accounts/p01/photo';
  const PNG = Buffer.from('\x89PNG\r\n\x1a\n and what follows', 'latin1');
  const put = async (body: Buffer, cookie = admin): Promise<number> => {
    const headers = { origin: hub.url, cookie, 'content-type': 'application/octet-stream' };
    return (await fetch(hub.url + PHOTO, { method: 'PUT', headers, body: new Uint8Array(body) })).status;
  };
  const seenBy = (cookie: string): Promise<Response> => fetch(hub.url + PHOTO, { headers: { cookie } });

  it('is taken from an administrator alone, by its content, up to 300 KB', async () => {
    await invited('p01');
    expect(await put(Buffer.from('%PDF-1.7'))).toBe(415);
    expect(await put(Buffer.alloc(0))).toBe(400);
    expect(await put(Buffer.concat([PNG, Buffer.alloc(300 * 1024)]))).toBe(413);
    expect(await put(PNG, await hub.as('shift-leader'))).toBe(403);
    expect((await seenBy(admin)).status).toBe(404);

    expect(await put(PNG)).toBe(200);
    const { body } = await ask('GET', '/api/accounts');
    const photo = expect.stringMatching(/^[0-9a-f]{12}$/) as string;
    expect(body['accounts']).toContainEqual(expect.objectContaining({ account: 'p01', photo }));
  });

  it('is shown on the hall’s own screens and to nobody else, and is there after a restart', async () => {
    expect((await seenBy('')).status).toBe(401);
    for (const cookie of [await hub.as('auditor'), await hub.paired('kiosk', 'k1')]) {
      const shown = await seenBy(cookie);
      expect(shown.headers.get('content-type')).toBe('image/png');
      expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
    }
    await hub.restart();
    expect((await seenBy(admin)).status).toBe(200);
  });

  it('gives way to another one of another kind, and is gone when it is removed', async () => {
    expect(await put(Buffer.from('\xff\xd8\xff\xe0 JFIF', 'latin1'))).toBe(200);
    expect((await seenBy(admin)).headers.get('content-type')).toBe('image/jpeg');
    expect((await ask('DELETE', PHOTO)).status).toBe(200);
    expect((await seenBy(admin)).status).toBe(404);
  });
});
