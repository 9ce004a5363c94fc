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
