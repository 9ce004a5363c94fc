import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcome, TestHub } from '../fakes/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.start();
});
afterAll(() => hub.stop());

const send = (socket: Socket, command: object): Promise<Answer> =>
  socket.timeout(3_000).emitWithAck('command:send', command) as Promise<Answer>;
const issue = (id: string, kiosk?: string) => ({ id, type: 'IssueTicket', service: 'social', kiosk });

describe('a wrong one gets nothing', () => {
  it.each(['kiosk', 'display', 'counter', 'desk', 'devices'])(
    'nobody opens %s without a session',
    async (screen) => {
      const of = { kiosk: 'k1', counter: 'c1' }[screen];
      expect(await outcome(hub.screen(screen, of, ''))).toBe('not-signed-in');
      expect(await outcome(hub.screen(screen, of, 'bdc_session=stolen'))).toBe('not-signed-in');
    },
  );

  it('a clerk opens his counter and no desk', async () => {
    const clerk = await hub.as('clerk');
    expect(await outcome(hub.screen('counter', 'c1', clerk))).toBe('connected');
    expect(await outcome(hub.screen('desk', undefined, clerk))).toBe('not-allowed');
  });

  it('a counter, a kiosk or a ticket that is not there is not opened', async () => {
    const admin = await hub.asAdmin();
    expect(await outcome(hub.screen('counter', 'c99', admin))).toBe('counter-unknown');
    expect(await outcome(hub.screen('counter', undefined, admin))).toBe('counter-unknown');
    expect(await outcome(hub.screen('kiosk', 'k99', admin))).toBe('kiosk-unknown');
    expect(await outcome(hub.screen('follow', 'no-such-key', ''))).toBe('ticket-unknown');
  });

  it('a page of another version is told to reload, a nonsense handshake what is wrong with it', async () => {
    const other = hub.link('/screen', { protocol: 99, screen: 'desk' }, await hub.asAdmin());
    expect(await outcome(other)).toBe('version-differs');
    for (const auth of [{}, { protocol: 1, screen: ['desk'] }, JSON.parse('{"__proto__":{"screen":"desk"}}')])
      expect(await outcome(hub.link('/screen', auth as object))).toMatch(
        /version-differs|handshake-malformed/,
      );
    expect(await outcome(hub.link('/no-such', {}))).toBe('Invalid namespace');
  });

  it('a page of another host opens no link and changes nothing over the API', async () => {
    const foreign = { origin: 'http://evil.example' };
    for (const namespace of ['/screen', '/agent']) {
      const socket = hub.link(namespace, { protocol: 1, screen: 'desk' }, await hub.asAdmin(), foreign);
      expect(await outcome(socket)).toBe('websocket error');
    }
    const polling = async (headers: Record<string, string>) =>
      (await fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`, { headers })).status;
    expect([await polling(foreign), await polling({ 'sec-fetch-site': 'cross-site' })]).toEqual([403, 403]);
    expect(await polling({})).toBe(200);
    for (const origin of ['http://evil.example', 'null', '']) {
      const response = await fetch(`${hub.url}/api/agents`, {
        method: 'POST',
        headers: { origin, cookie: await hub.asAdmin(), 'content-type': 'application/json' },
        body: JSON.stringify({ agent: 'evil' }),
      });
      expect(response.status).toBe(403);
    }
  });

  it('a supervisor looks at the desk and commands nothing', async () => {
    const desk = hub.screen('desk', undefined, await hub.as('supervisor'));
    expect(await outcome(desk)).toBe('connected');
    expect(await send(desk, issue('supervisor-1'))).toEqual({ ok: false, refused: 'not-allowed' });
  });

  it('a paired kiosk takes tickets in its own name, and a display none', async () => {
    const kiosk = hub.screen('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
    expect(await outcome(kiosk)).toBe('connected');
    expect(await send(kiosk, issue('kiosk-0001', 'k1'))).toMatchObject({
      ok: true,
      ticket: { status: 'waiting' },
    });
    expect(await send(kiosk, issue('kiosk-0002', 'k2'))).toEqual({ ok: false, refused: 'not-allowed' });
    expect(await send(kiosk, { id: 'kiosk-0003', type: 'CallNext', counter: 'c1' })).toEqual({
      ok: false,
      refused: 'not-allowed',
    });
    const display = hub.screen('display', undefined, await hub.paired('display'));
    expect(await outcome(display)).toBe('connected');
    expect(await send(display, issue('display-01'))).toEqual({ ok: false, refused: 'not-allowed' });
  });

  it('a paired kiosk is not the kiosk beside it', async () => {
    const k1 = await hub.paired('kiosk', 'k1');
    expect(await outcome(hub.screen('kiosk', 'k2', k1.replace('kiosk_k1', 'kiosk_k2')))).toBe(
      'not-signed-in',
    );
  });

  it('no screen gives the commands of agents or of the hub', async () => {
    const admin = hub.screen('desk', undefined, await hub.asAdmin());
    await outcome(admin);
    for (const type of ['RecordPress', 'JoinAgent', 'ConfigureHall', 'constructor', '__proto__'])
      expect(
        await send(admin, { id: 'command-x1', type, device: 'e1', level: 'satisfied', pressedAt: 1 }),
      ).toEqual({ ok: false, problems: [expect.objectContaining({ path: 'type' })] });
  });

  it('an agent without its key, with another key or another version is not let in', async () => {
    const key = await hub.agentKey('hall-1');
    expect(await outcome(hub.agent('hall-1', key))).toBe('connected');
    expect(await outcome(hub.agent('hall-2', key))).toBe('not-allowed');
    expect(await outcome(hub.agent('hall-1', `${key.slice(0, -1)}!`))).toBe('not-allowed');
    expect(await outcome(hub.agent('hall-1', ''))).toBe('handshake-malformed');
    expect(await outcome(hub.agent('hall-1', key, { protocol: 2 }))).toBe('version-differs');
    expect(JSON.stringify(hub.logged)).not.toContain(key);
  });
});

describe('the API of the pages', () => {
  it('is for administrators where it makes accounts and keys', async () => {
    const desk = await hub.as('desk');
    for (const [method, path] of [
      ['GET', '/api/accounts'],
      ['POST', '/api/accounts'],
      ['POST', '/api/agents'],
      ['POST', '/api/pairings'],
    ] as const) {
      const body = method === 'GET' ? undefined : {};
      expect((await hub.api(method, path, body)).body).toEqual({ ok: false, refused: 'not-signed-in' });
      expect((await hub.api(method, path, body, desk)).body).toEqual({ ok: false, refused: 'not-allowed' });
      expect((await hub.api(method, path, body, desk)).status).toBe(403);
    }
  });

  it('tells an administrator the accounts and never their passwords', async () => {
    const { body } = await hub.api('GET', '/api/accounts', undefined, await hub.asAdmin());
    expect(body['accounts']).toContainEqual({
      account: 'admin',
      role: 'admin',
      name: '管理员',
      oneTime: true,
    });
    expect(JSON.stringify(body)).not.toMatch(/password|hash|salt/);
  });

  it('names each field that is wrong, and takes no name twice', async () => {
    const admin = await hub.asAdmin();
    const wrong = { id: 'demo-x', name: '', role: 'king', password: 'short', __extra: 1 };
    const { status, body } = await hub.api('POST', '/api/accounts', wrong, admin);
    expect(status).toBe(400);
    expect((body['problems'] as { path: string }[]).map((p) => p.path).sort()).toEqual(
      ['__extra', 'id', 'name', 'password', 'role'].sort(),
    );
    const again = { id: 'admin', name: '某人', role: 'clerk', password: 'password-1' };
    expect((await hub.api('POST', '/api/accounts', again, admin)).body).toEqual({
      ok: false,
      refused: 'account-taken',
    });
  });

  it('answers what is no JSON, too long or unknown in JSON', async () => {
    expect(await hub.api('POST', '/api/session', '{"account":')).toMatchObject({ status: 400 });
    expect(await hub.api('POST', '/api/session', '"text"')).toMatchObject({
      status: 400,
      body: { ok: false },
    });
    expect(await hub.api('POST', '/api/session', { account: 'x'.repeat(70_000) })).toMatchObject({
      status: 413,
    });
    expect(await hub.api('POST', '/api/none', {})).toMatchObject({
      status: 404,
      body: { refused: 'page-unknown' },
    });
  });

  it('lists the appointments for the desk, with nothing of the persons, and for no clerk', async () => {
    const cookie = await hub.as('desk');
    const desk = hub.screen('desk', undefined, cookie);
    await outcome(desk);
    const asked = { id: 'book-appointment', type: 'BookAppointment', service: 'social', code: 'K7QP3M' };
    const startsAt = hub.now + 3_600_000;
    expect(await send(desk, { ...asked, startsAt, person: '11010119900307123X' })).toMatchObject({
      ok: true,
    });
    const { body } = await hub.api('GET', '/api/appointments', undefined, cookie);
    const [kept] = body['appointments'] as { appointment: string }[];
    expect(kept).toEqual({
      ...{ appointment: kept?.appointment, code: 'K7QP3M', service: 'social', startsAt, state: 'booked' },
    });
    const clerk = await hub.as('clerk');
    expect((await hub.api('GET', '/api/appointments', undefined, clerk)).status).toBe(403);
    expect((await hub.api('GET', '/api/appointments')).status).toBe(401);
  });

  it('opens no doors by one click in a hall of its own', async () => {
    expect(await hub.api('POST', '/api/demo/enter', { as: 'desk' })).toMatchObject({ status: 404 });
    expect((await hub.api('GET', '/api/hall')).body).toMatchObject({ ok: true, demo: false, id: 'qinghe' });
  });

  it('pairs with a code once', async () => {
    const admin = await hub.asAdmin();
    const unknown = await hub.api('POST', '/api/pairings', { screen: 'kiosk', of: 'k99' }, admin);
    expect(unknown.body).toEqual({ ok: false, refused: 'kiosk-unknown' });
    const { body } = await hub.api('POST', '/api/pairings', { screen: 'display' }, admin);
    const first = await hub.api('POST', '/api/pair', { code: body['code'] });
    expect(first.lines).toEqual([
      expect.stringMatching(/^bdc_screen_display=.{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=/),
    ]);
    expect((await hub.api('POST', '/api/pair', { code: body['code'] })).body).toEqual({
      ok: false,
      refused: 'wrong-code',
    });
  });
});

describe('a pairing', () => {
  it('is renewed whenever its page is loaded, and a false one is not', async () => {
    const paired = await hub.paired('kiosk', 'k1');
    const load = (cookie: string) => fetch(`${hub.url}/kiosk`, { headers: { cookie } });
    const renewed = (await load(`other=1; ${paired}`)).headers.getSetCookie();
    expect(renewed).toEqual([
      expect.stringContaining(`${paired}; Path=/; HttpOnly; SameSite=Strict; Max-Age=`),
    ]);
    expect((await load('bdc_screen_kiosk_k1=false')).headers.getSetCookie()).toEqual([]);
  });
});

describe('a session', () => {
  it('tells who is signed in, and its end hangs up the screens opened with it', async () => {
    const shiftLeader = await hub.as('shift-leader');
    const mine = await hub.api('GET', '/api/session', undefined, shiftLeader);
    expect(mine.body).toEqual({ ok: true, account: 'a-shift-leader', role: 'shift-leader', name: '某人' });
    const desk = hub.screen('desk', undefined, shiftLeader);
    expect(await outcome(desk)).toBe('connected');
    const gone = new Promise((resolve) => desk.once('disconnect', resolve));
    const { lines } = await hub.api('DELETE', '/api/session', undefined, shiftLeader);
    expect(lines).toEqual([expect.stringMatching(/^bdc_session=; .*Max-Age=0/)]);
    expect(await gone).toBe('io server disconnect');
    expect((await hub.api('GET', '/api/session', undefined, shiftLeader)).status).toBe(401);
  });

  it('goes on after a new password, and every other session of the account ends', async () => {
    const [here, there] = [await hub.as('auditor'), await hub.signIn('a-auditor', 'password-1')];
    const change = { before: 'password-1', after: 'password-2' };
    expect((await hub.api('POST', '/api/password', { ...change, before: 'wrong' }, here)).body).toEqual({
      ok: false,
      refused: 'password-wrong',
    });
    expect((await hub.api('POST', '/api/password', change, here)).body).toEqual({ ok: true });
    expect((await hub.api('GET', '/api/session', undefined, here)).status).toBe(200);
    expect((await hub.api('GET', '/api/session', undefined, there)).status).toBe(401);
  });

  it('is refused for a while after five wrong passwords, the right one too', async () => {
    const login = (password: string) => hub.api('POST', '/api/session', { account: 'a-clerk', password });
    await hub.as('clerk');
    for (let i = 0; i < 5; i++)
      expect((await login(`wrong-${i}`)).body).toMatchObject({ refused: 'login-wrong' });
    expect(await login('password-1')).toMatchObject({
      status: 429,
      body: { refused: 'login-wait', about: { seconds: 2 } },
    });
    hub.now += 2_000;
    expect((await login('password-1')).status).toBe(200);
  });

  it('is refused as long after a restart of the hub, and no longer on a browser that was known before', async () => {
    const restarted = await TestHub.start();
    try {
      const known = await restarted.as('clerk');
      const login = (password: string, account = 'a-clerk', cookie = '') =>
        restarted.api('POST', '/api/session', { account, password }, cookie);
      for (let i = 0; i < 5; i++) await login(`wrong-${i}`);
      for (let i = 0; i < 5; i++) await login(`wrong-${i}`, 'typed-in-the-wrong-field');
      await restarted.restart();
      expect(await login('password-1')).toMatchObject({
        ...{ status: 429, body: { refused: 'login-wait', about: { seconds: 2 } } },
      });
      expect((await login('password-1', 'a-clerk', known)).status).toBe(200);
      restarted.now += 2_000;
      expect((await login('password-1')).status).toBe(200);
      const kept = await readFile(join(restarted.folder, 'registers', 'login-tries.json'), 'utf8');
      expect(kept).not.toContain('typed-in-the-wrong-field');
    } finally {
      await restarted.stop();
    }
  });

  it('ends by itself after its time, also for a screen that is open', async () => {
    const desk = hub.screen('desk', undefined, await hub.as('desk'));
    expect(await outcome(desk)).toBe('connected');
    const gone = new Promise((resolve) => desk.once('disconnect', resolve));
    hub.now += 13 * 60 * 60_000;
    expect(await gone).toBe('io server disconnect');
  });
});
