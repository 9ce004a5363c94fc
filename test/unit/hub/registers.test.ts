import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAccounts } from '@bandecheng/hub/registers/accounts';
import { openAgentKeys } from '@bandecheng/hub/registers/agent-keys';
import { openApiKeys } from '@bandecheng/hub/registers/api-keys';
import { WRONG_CODES_A_MINUTE } from '@bandecheng/hub/registers/one-time-codes';
import { CODE_MS, openPairings } from '@bandecheng/hub/registers/pairings';
import { MOST_SESSIONS, openSessions, SESSION_MS } from '@bandecheng/hub/registers/sessions';
import { openWebhookRegister } from '@bandecheng/hub/registers/webhooks';
import { isFault } from '@bandecheng/shared/errors';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const NINE = Date.UTC(2026, 10, 23, 1, 0, 0);

/** A clock that stands until the test moves it. */
function standingClock(): { now: number; read: () => number } {
  const clock = { now: NINE, read: () => clock.now };
  return clock;
}

/** Everything on disk below a data folder, as one text. */
async function textOnDisk(folder: string): Promise<string> {
  const names = await readdir(join(folder, 'registers'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'registers', name), 'utf8')));
  return texts.join('\n');
}

describe('accounts', () => {
  it('the first start makes admin with a password that is told once', async () => {
    const folder = await temporaryFolder();

    const first = await openAccounts(folder);
    const second = await openAccounts(folder);

    expect(first.firstPassword).toMatch(/^[a-z2-9]{14}$/);
    expect(second.firstPassword).toBeNull();
    expect(await second.check('admin', first.firstPassword!)).toEqual({
      id: 'admin',
      name: '管理员',
      role: 'admin',
      oneTime: true,
    });
    expect(await textOnDisk(folder)).not.toContain(first.firstPassword);
  });

  it('a new account signs in with its password and no other', async () => {
    const folder = await temporaryFolder();
    const accounts = await openAccounts(folder);

    expect(await accounts.create({ id: 'c01', name: '王芳', role: 'clerk' }, 'right-password')).toBe(true);

    expect(await accounts.check('c01', 'right-password')).toMatchObject({ id: 'c01', oneTime: false });
    expect(await accounts.check('c01', 'wrong-password')).toBeNull();
    expect(await accounts.check('c02', 'right-password')).toBeNull();
    expect(await accounts.check('constructor', 'right-password')).toBeNull();
    expect((await openAccounts(folder)).find('c01')).toMatchObject({ name: '王芳', role: 'clerk' });
    expect(accounts.list().map((account) => account.id)).toEqual(['admin', 'c01']);
    expect(await textOnDisk(folder)).not.toContain('right-password');
  });

  it('an id is given once, also when two ask for it at the same moment', async () => {
    const accounts = await openAccounts(await temporaryFolder());
    const account = { id: 'c01', name: '王芳', role: 'clerk' } as const;

    const created = await Promise.all([
      accounts.create(account, 'first-one'),
      accounts.create(account, 'second-one'),
    ]);

    expect(created.filter(Boolean)).toHaveLength(1);
    expect(await accounts.create(account, 'third-one')).toBe(false);
    expect(accounts.list()).toHaveLength(2);
  });

  it('an account that could not be read back is not made', async () => {
    const folder = await temporaryFolder();
    const accounts = await openAccounts(folder);

    await expect(accounts.create({ id: 'c 01', name: '王芳', role: 'clerk' }, 'password')).rejects.toThrow(
      RangeError,
    );

    expect(accounts.find('c 01')).toBeNull();
    expect((await openAccounts(folder)).list()).toHaveLength(1);
  });

  it('a changed password replaces the old one, and admin is no longer on the one-time password', async () => {
    const folder = await temporaryFolder();
    const accounts = await openAccounts(folder);
    const first = accounts.firstPassword!;

    expect(await accounts.changePassword('admin', 'a guess', 'chosen-password')).toBe(false);
    expect(await accounts.changePassword('admin', first, 'chosen-password')).toBe(true);

    expect(await accounts.check('admin', first)).toBeNull();
    expect(await (await openAccounts(folder)).check('admin', 'chosen-password')).toMatchObject({
      oneTime: false,
    });
  });

  it('an unknown account takes as long to refuse as a wrong password', async () => {
    const accounts = await openAccounts(await temporaryFolder());
    const msOf = async (id: string) => {
      const start = process.cpuUsage();
      await accounts.check(id, 'a guess');
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };

    const known = Math.min(await msOf('admin'), await msOf('admin'), await msOf('admin'));
    const unknown = Math.min(await msOf('nobody'), await msOf('nobody'), await msOf('nobody'));

    expect(unknown).toBeGreaterThan(known / 2);
  });
});

describe('agent keys', () => {
  it('let in the agent they were made for, after a restart too, and nobody else', async () => {
    const folder = await temporaryFolder();
    const keys = await openAgentKeys(folder);
    const key = await keys.add('hall-1');
    await keys.add('hall-2');

    for (const register of [keys, await openAgentKeys(folder)]) {
      expect(register.check('hall-1', key)).toBe(true);
      expect(register.check('hall-2', key)).toBe(false);
      expect(register.check('hall-3', key)).toBe(false);
      expect(register.check('hall-1', '')).toBe(false);
      expect(register.check('hall-1', key.slice(1))).toBe(false);
      expect(register.list()).toEqual(['hall-1', 'hall-2']);
    }
    expect(await textOnDisk(folder)).not.toContain(key);
  });

  it('end when a new one is made or they are revoked', async () => {
    const keys = await openAgentKeys(await temporaryFolder());
    const lost = await keys.add('hall-1');

    const fresh = await keys.add('hall-1');
    expect([keys.check('hall-1', lost), keys.check('hall-1', fresh)]).toEqual([false, true]);

    expect(await keys.revoke('hall-1')).toBe(true);
    expect(await keys.revoke('hall-1')).toBe(false);
    expect(keys.check('hall-1', fresh)).toBe(false);
  });
});

describe('sessions', () => {
  it('outlive a restart of the hub, and only their hash is on disk', async () => {
    const folder = await temporaryFolder();
    const token = await (await openSessions(folder, () => NINE)).begin('c01');

    const sessions = await openSessions(folder, () => NINE + 1);

    expect(sessions.find(token)).toBe('c01');
    expect(sessions.find('')).toBeNull();
    expect(await textOnDisk(folder)).not.toContain(token);
  });

  it('end after a working day, and leave the disk with the next sign-in', async () => {
    const folder = await temporaryFolder();
    const clock = standingClock();
    const sessions = await openSessions(folder, clock.read);
    const token = await sessions.begin('c01');

    clock.now += SESSION_MS - 1;
    expect(sessions.find(token)).toBe('c01');
    clock.now += 1;
    expect(sessions.find(token)).toBeNull();

    await sessions.begin('c02');
    expect(await textOnDisk(folder)).not.toContain('c01');
  });

  it('end at signing out, and all others at a change of password', async () => {
    const sessions = await openSessions(await temporaryFolder(), () => NINE);
    const [here, there, other] = [
      await sessions.begin('c01'),
      await sessions.begin('c01'),
      await sessions.begin('c02'),
    ];

    await sessions.endOthers('c01', here);
    expect([here, there, other].map(sessions.find)).toEqual(['c01', null, 'c02']);

    await sessions.end(here);
    expect([here, there, other].map(sessions.find)).toEqual([null, null, 'c02']);

    await sessions.endOthers('c02');
    expect(sessions.find(other)).toBeNull();
  });

  it('are bounded: beyond the most the oldest ends', async () => {
    const folder = await temporaryFolder();
    const sessions = await openSessions(folder, () => NINE);
    const oldest = await sessions.begin('c01');
    const second = await sessions.begin('c01');
    const document = join(folder, 'registers', 'sessions.json');
    const { sessions: rows } = JSON.parse(await readFile(document, 'utf8')) as { sessions: object[] };
    const filled = [...rows, ...Array.from({ length: MOST_SESSIONS - 2 }, () => rows[1])];
    await writeFile(document, JSON.stringify({ sessions: filled }));

    const full = await openSessions(folder, () => NINE);
    const newest = await full.begin('c03');

    expect([oldest, second, newest].map(full.find)).toEqual([null, 'c01', 'c03']);
  });
});

describe('pairings', () => {
  it('a code pairs one device, which stays paired after a restart', async () => {
    const folder = await temporaryFolder();
    const pairings = await openPairings(folder, () => NINE);
    const code = pairings.offer({ screen: 'kiosk', of: 'k1' });
    expect(code).toMatch(/^\d{6}$/);

    const paired = await pairings.redeem(code);
    const again = await pairings.redeem(code);

    expect(paired).toMatchObject({ shows: { screen: 'kiosk', of: 'k1' } });
    expect(again).toEqual({ refused: 'wrong-code' });
    const token = 'token' in paired ? paired.token : '';
    expect((await openPairings(folder, () => NINE)).find(token)).toEqual({ screen: 'kiosk', of: 'k1' });
    expect(pairings.find('')).toBeNull();
    expect(await textOnDisk(folder)).not.toContain(token);
  });

  it('a code is good for ten minutes', async () => {
    const clock = standingClock();
    const pairings = await openPairings(await temporaryFolder(), clock.read);
    const inTime = pairings.offer({ screen: 'display' });
    const tooLate = pairings.offer({ screen: 'display' });

    clock.now += CODE_MS - 1;
    expect(await pairings.redeem(inTime)).toMatchObject({ shows: { screen: 'display' } });
    clock.now += 1;
    expect(await pairings.redeem(tooLate)).toEqual({ refused: 'wrong-code' });
  });

  it('after ten wrong codes no code is right for a minute', async () => {
    const clock = standingClock();
    const pairings = await openPairings(await temporaryFolder(), clock.read);
    const code = pairings.offer({ screen: 'display' });
    const wrong = code === '000000' ? '000001' : '000000';
    for (let i = 0; i < WRONG_CODES_A_MINUTE; i += 1)
      expect(await pairings.redeem(wrong)).toEqual({ refused: 'wrong-code' });

    expect(await pairings.redeem(code)).toEqual({ refused: 'too-many-codes' });

    clock.now += 60_000;
    expect(await pairings.redeem(code)).toMatchObject({ shows: { screen: 'display' } });
  });
});

describe('API keys', () => {
  it('are told once, kept as their hash, and open what they were made for', async () => {
    const folder = await temporaryFolder();
    const keys = await openApiKeys(folder);
    const key = { key: 'city-app', name: '城市小程序', scopes: ['read' as const] };

    const token = await keys.add(key);

    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await keys.add(key)).toBeNull();
    expect((await openApiKeys(folder)).find(token!)).toEqual(key);
    expect(keys.find(`${token!.slice(0, -1)}!`)).toBeNull();
    expect(keys.find('')).toBeNull();
    expect(await textOnDisk(folder)).not.toContain(token);
  });

  it('revoked open nothing', async () => {
    const keys = await openApiKeys(await temporaryFolder());
    const token = await keys.add({ key: 'city-app', name: '城市小程序', scopes: ['tickets'] });

    expect(await keys.revoke('city-app')).toBe(true);

    expect(await keys.revoke('city-app')).toBe(false);
    expect(keys.find(token!)).toBeNull();
    expect(keys.list()).toEqual([]);
  });
});

describe('a register on disk that is no register', () => {
  it.each([
    ['accounts', '', openAccounts],
    ['accounts', '{"accounts":[{"id":"admin"}]}', openAccounts],
    ['agent-keys', '{"agents":[{"agent":"hall-1","key":"plain"}]}', openAgentKeys],
    ['api-keys', '{"keys":[{"key":"city-app"}]}', openApiKeys],
    ['webhooks', '{"webhooks":[{"webhook":"w-1","url":"x"}]}', openWebhookRegister],
    ['sessions', '{"sessions":{}}', (folder: string) => openSessions(folder, () => NINE)],
    ['pairings', '[]', (folder: string) => openPairings(folder, () => NINE)],
  ])('%s holding %j stops the hub, naming the file, and is not written over', async (name, text, open) => {
    const folder = await temporaryFolder();
    await openAccounts(folder);
    const path = join(folder, 'registers', `${name}.json`);
    await writeFile(path, text);

    await expect(open(folder)).rejects.toSatisfy(
      (error) => isFault(error, 'register-unreadable') && error.place === path,
    );

    expect(await readFile(path, 'utf8')).toBe(text);
  });
});
