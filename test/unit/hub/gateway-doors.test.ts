import { admitScreen } from '@bandecheng/hub/gateway/admit-screen';
import { cookieLine, readCookies } from '@bandecheng/hub/gateway/cookies';
import type { Identity } from '@bandecheng/hub/gateway/identity';
import { KnownDevices } from '@bandecheng/hub/gateway/known-devices';
import { LoginThrottle } from '@bandecheng/hub/gateway/login-throttle';
import { FILES_A_MINUTE, REQUESTS_A_MINUTE, RequestLimit } from '@bandecheng/hub/gateway/request-limit';
import { fromOwnPage, mayLink } from '@bandecheng/hub/gateway/same-host';
import { describe, expect, it } from 'vitest';
import { MOST_FILES } from '../../given.ts';

const identity: Identity = {
  staff: (token) => (token === 'li' ? { account: 'li', role: 'clerk' } : null),
  pairing: (token) => (token === 'k1-token' ? { screen: 'kiosk', of: 'k1' } : null),
  agent: (agent, key) => agent === 'hall-1' && key === 'hall-1-key',
  apiKey: (token) => (token === 'app-token' ? { key: 'app', name: '市平台', scopes: [] } : null),
};
const cookies = (all: Record<string, string>) => new Map(Object.entries(all));

describe('opening a screen', () => {
  it('makes a paired device the kiosk it was paired with, and no other', () => {
    const paired = cookies({ bdc_screen_kiosk_k1: 'k1-token', bdc_screen_kiosk_k2: 'k1-token' });
    expect(admitScreen({ screen: 'kiosk', of: 'k1' }, paired, identity)).toEqual({
      actor: { kind: 'kiosk', kiosk: 'k1' },
    });
    expect(admitScreen({ screen: 'kiosk', of: 'k2' }, paired, identity)).toEqual({
      refused: 'not-signed-in',
    });
    expect(admitScreen({ screen: 'display' }, paired, identity)).toEqual({ refused: 'not-signed-in' });
  });

  it('takes a clerk for a clerk at the counter, and shows him no desk', () => {
    const signedIn = cookies({ bdc_session: 'li' });
    expect(admitScreen({ screen: 'counter', of: 'c1' }, signedIn, identity)).toEqual({
      actor: { kind: 'staff', account: 'li', role: 'clerk' },
    });
    expect(admitScreen({ screen: 'desk' }, signedIn, identity)).toEqual({ refused: 'not-allowed' });
  });

  it('takes the session of this very screen before the session of the browser', () => {
    const both = cookies({ bdc_session: 'wrong', bdc_session_counter_c1: 'li' });
    expect(admitScreen({ screen: 'counter', of: 'c1' }, both, identity)).toMatchObject({
      actor: { account: 'li' },
    });
    expect(admitScreen({ screen: 'counter', of: 'c2' }, both, identity)).toEqual({
      refused: 'not-signed-in',
    });
  });

  it('shows a followed ticket to whoever has its key, and lets nobody command from there', () => {
    expect(admitScreen({ screen: 'follow', of: 'key' }, cookies({ bdc_session: 'li' }), identity)).toEqual({
      actor: null,
    });
  });
});

describe('cookies', () => {
  it('are read from a header, whatever else stands in it', () => {
    const read = readCookies('a=1; bdc_session=x=y ; ; broken; =2; a=3; __proto__=4');
    expect([...read]).toEqual([
      ['a', '1'],
      ['bdc_session', 'x=y'],
      ['__proto__', '4'],
    ]);
    expect(readCookies(undefined).size).toBe(0);
  });

  it('are kept from scripts and other sites, and work without https', () => {
    expect(cookieLine('a', 'b')).toBe('a=b; Path=/; HttpOnly; SameSite=Strict');
    expect(cookieLine('a', 'b', 60)).toContain('Max-Age=60');
    expect(cookieLine('a', '')).toContain('Max-Age=0');
  });
});

describe('where a request comes from', () => {
  it('is an own page only with the Origin of this host and port', () => {
    const host = '192.168.1.10:3000';
    expect(fromOwnPage({ host, origin: 'http://192.168.1.10:3000' })).toBe(true);
    for (const origin of ['http://192.168.1.10:3001', 'http://evil.example', 'null', undefined])
      expect(fromOwnPage({ host, ...(origin === undefined ? {} : { origin }) })).toBe(false);
  });

  it('may be a program, which has no Origin, for a link', () => {
    expect(mayLink({ host: 'hall:3000' })).toBe(true);
    expect(mayLink({ host: 'hall:3000', origin: 'http://evil.example' })).toBe(false);
    for (const [site, may] of Object.entries({
      ...{ 'same-origin': true, none: true, 'same-site': false, 'cross-site': false },
    }))
      expect(mayLink({ host: 'hall:3000', 'sec-fetch-site': site }), site).toBe(may);
  });
});

const A = { address: 'a' };
const KEY = 'a'.repeat(64);
const NOTHING_KEPT = { read: () => [], keep: async () => undefined };

describe('guessing a password', () => {
  const tries = (throttle: LoginThrottle, count: number, now: number, address = 'a', account = 'admin') => {
    for (let i = 0; i < count; i++) throttle.begin(account, { address }, now);
  };

  it('is free five times, then waits 2, 4, 8 … seconds up to a quarter of an hour', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    tries(throttle, 4, 1_000);
    expect(throttle.waitMs('admin', A, 1_000)).toBe(0);
    tries(throttle, 1, 1_000);
    expect(throttle.waitMs('admin', A, 1_000)).toBe(2_000);
    expect(throttle.waitMs('admin', A, 3_000)).toBe(0);
    tries(throttle, 1, 3_000);
    expect(throttle.waitMs('admin', A, 3_000)).toBe(4_000);
    tries(throttle, 20, 3_000);
    expect(throttle.waitMs('admin', A, 3_000)).toBe(15 * 60_000);
  });

  it('does not lock the account for another address', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    tries(throttle, 10, 0);
    expect(throttle.waitMs('admin', { address: 'b' }, 0)).toBe(0);
  });

  it('is held up over all accounts of one address after fifty tries', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    for (let i = 0; i < 50; i++) throttle.begin(`account-${i}`, A, 0);
    expect(throttle.waitMs('account-99', A, 0)).toBe(2_000);
  });

  it('a busy hall mistypes all day behind one address and is never held up', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    for (let minute = 0; minute < 600; minute++) {
      expect(throttle.waitMs('li', A, minute * 60_000)).toBe(0);
      throttle.begin(`account-${minute}`, A, minute * 60_000);
    }
  });

  it('behind the hall’s own address locks out nobody on a browser they have signed in on', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    for (let i = 0; i < 200; i++) throttle.begin('li', A, 0);
    for (let i = 0; i < 200; i++) throttle.begin(`account-${i}`, A, 0);
    expect(throttle.waitMs('li', A, 0)).toBe(15 * 60_000);
    expect(throttle.waitMs('wang', A, 0)).toBe(60_000);
    expect(throttle.waitMs('li', { ...A, device: 'd1' }, 0)).toBe(0);
    for (let i = 0; i < 5; i++) throttle.begin('li', { ...A, device: 'd1' }, 0);
    expect(throttle.waitMs('li', { ...A, device: 'd1' }, 0)).toBe(2_000);
  });

  it('is free again at once when somebody answers for the account', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    tries(throttle, 20, 0);
    throttle.forgive('admin');
    expect(throttle.waitMs('admin', A, 0)).toBe(0);
  });

  it('is forgotten for the account after a right password, or an hour', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    tries(throttle, 5, 0);
    throttle.succeeded('admin', A);
    expect(throttle.waitMs('admin', A, 0)).toBe(0);
    tries(throttle, 10, 0);
    tries(throttle, 1, 61 * 60_000);
    expect(throttle.waitMs('admin', A, 61 * 60_000)).toBe(0);
  });

  it('is waited for after a restart too, and only where it was waited for before', async () => {
    let kept: readonly { from: string; account?: string | undefined; count: number; lastAt: number }[] = [];
    let writes = 0;
    const register = {
      read: () => kept,
      keep: async (tries: typeof kept) => {
        writes += 1;
        kept = structuredClone(tries);
      },
    };
    const throttle = new LoginThrottle(register);
    tries(throttle, 4, 0);
    await throttle.save(0);
    expect([kept, writes]).toEqual([[], 0]);
    tries(throttle, 3, 0);
    await throttle.save(0);
    await throttle.save(0);
    expect([kept, writes]).toEqual([[{ from: 'a', account: 'admin', count: 7, lastAt: 0 }], 1]);

    const restarted = new LoginThrottle(register);
    expect(restarted.waitMs('admin', A, 1_000)).toBe(7_000);
    expect(restarted.waitMs('li', A, 1_000)).toBe(0);
    expect(restarted.waitMs('admin', { ...A, device: 'd1' }, 1_000)).toBe(0);
    restarted.succeeded('admin', A);
    await restarted.save(1_000);
    expect(kept).toEqual([]);
  });

  it('makes nobody wait longer where the clock is set back', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    tries(throttle, 5, 3_600_000);
    expect(throttle.waitMs('admin', A, 0)).toBe(2_000);
  });

  it('with invented names costs no more memory than ten thousand names', () => {
    const throttle = new LoginThrottle(NOTHING_KEPT);
    tries(throttle, 10, 0, 'first');
    for (let i = 0; i < 10_000; i++) throttle.begin(`x${i}`, { address: `10.0.${i >> 8}.${i & 255}` }, 1);
    expect(throttle.waitMs('admin', { address: 'first' }, 1)).toBe(0);
  });
});

describe('a browser that an account has signed in on', () => {
  it('is known for this account alone, and no mark can be made up', () => {
    const devices = new KnownDevices(KEY);
    const cookie = devices.known('li');
    expect(devices.deviceOf('li', cookie)).toBe(cookie.split('.')[0]);
    expect(devices.deviceOf('wang', cookie)).toBeUndefined();
    expect(new KnownDevices(KEY).deviceOf('li', cookie)).toBe(cookie.split('.')[0]);
    expect(new KnownDevices('b'.repeat(64)).deviceOf('li', cookie)).toBeUndefined();
    for (const wrong of [undefined, '', '.', 'x', `${cookie}x`, cookie.slice(1)])
      expect(devices.deviceOf('li', wrong)).toBeUndefined();
  });
});

describe('requests without end', () => {
  const asked = (of: Record<string, string>, address: string, bearer?: string) => ({
    ...{ cookies: cookies(of), address, bearer, path: '/api/hall' },
  });

  it('from one address are held up for a minute, and whoever is signed in or paired behind it is not', () => {
    const limit = new RequestLimit(identity);
    const stranger = asked({ bdc_session: 'stolen' }, 'a');
    for (let i = 0; i < REQUESTS_A_MINUTE; i++) expect(limit.take(stranger, 0)).toBe(0);
    expect(limit.take(stranger, 0)).toBe(60);
    expect(limit.take(asked({}, 'a'), 0)).toBe(60);
    expect(limit.take(asked({ other: '1', bdc_session_counter_c1: 'li' }, 'a'), 0)).toBe(0);
    expect(limit.take(asked({ bdc_screen_kiosk_k1: 'k1-token' }, 'a'), 0)).toBe(0);
    expect(limit.take(asked({}, 'a', 'app-token'), 0)).toBe(0);
    expect(limit.take(asked({}, 'a', 'another-token'), 0)).toBe(60);
    const agent = (name: string, key: string) => limit.take({ ...asked({}, 'a', key), agent: name }, 0);
    expect(agent('hall-1', 'hall-1-key')).toBe(0);
    expect([agent('hall-1', 'guessed'), agent('hall-2', 'hall-1-key')]).toEqual([60, 60]);
    expect(limit.take(asked({}, 'b'), 0)).toBe(0);
    expect(limit.take(asked({}, 'a'), 60_000)).toBe(0);
  });

  it('are not those of three hundred telephones behind one carrier’s address that open their tickets', () => {
    const limit = new RequestLimit(identity);
    for (let phone = 0; phone < 300; phone++) {
      for (const path of ['/t/key', '/icon.svg', '/api/hall', '/api/voices'])
        expect(limit.take({ ...asked({}, 'carrier'), path }, 0)).toBe(0);
      for (let file = 0; file < MOST_FILES; file++)
        expect(limit.take({ ...asked({}, 'carrier'), path: `/assets/${file}.js` }, 0)).toBe(0);
    }
  });

  it('of files are held up as well', () => {
    const limit = new RequestLimit(identity);
    const file = { ...asked({}, 'a'), path: '/assets/desk.js' };
    for (let i = 0; i < FILES_A_MINUTE; i++) limit.take(file, 0);
    expect([limit.take(file, 0), limit.take(asked({}, 'a'), 0)]).toEqual([60, 0]);
  });
});
