import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hallOfCity } from '../fakes/test-hub.ts';
import { writeStaff } from './known-staff.ts';
import { Program } from './program.ts';
import { SignedIn } from './signed-in.ts';

const SOON = { timeout: 20_000, interval: 50 };

let folder: string;
const programs: Program[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
});
afterAll(async () => {
  for (const program of programs) await program.kill();
  await rm(folder, { recursive: true, force: true });
});

const secret = () => randomBytes(16).toString('hex');
const SECRETS = {
  password: secret(),
  'mistyped password': secret(),
  'token of /metrics': secret(),
  'secret of the province': secret(),
  'vault key': randomBytes(32).toString('hex'),
  'path of a webhook': secret(),
  'damaged register': secret(),
  'damaged setting': secret(),
};

async function start(script: string, args: string[], env: Record<string, string>, ready: string) {
  const program = await Program.start(script, args, env, ready);
  programs.push(program);
  return program;
}

/** What a program says that ends by itself; it is not to get ready. */
async function lastWords(script: string, args: string[], env: Record<string, string>): Promise<string> {
  const words = await start(script, args, env, 'it is ready').then(
    () => 'it is ready',
    (error: unknown) => String(error),
  );
  expect(words).toContain('ended before');
  return words;
}

describe('a hub and its agent that are asked wrongly, fail and crash', () => {
  it('say of no secret what it is: neither in logs, last words, figures, health, self-check nor audit', async () => {
    const hall = await hallOfCity('wushen', folder, {
      hours: { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' },
      ...{ provinceFile: 'province.json', metrics: { tokenFile: 'metrics.token' } },
    });
    await writeFile(join(folder, 'metrics.token'), SECRETS['token of /metrics']);
    const connector = {
      ...{
        connector: 'generic-file',
        transport: { kind: 'file' },
        secret: SECRETS['secret of the province'],
      },
    };
    await writeFile(join(folder, 'province.json'), JSON.stringify({ connectors: [connector] }));
    const data = join(folder, 'data');
    writeStaff(data, SECRETS.password, { chief: 'admin', guard: 'security-admin', au: 'auditor' });
    const env = { PORT: '0', DATA_DIR: data, BANDECHENG_VAULT_KEY: SECRETS['vault key'] };
    const hub = await start('hub/dist/main.js', ['--hall', hall], env, 'hub ready');
    const url = /^hub ready (\S+)$/m.exec(hub.output)?.[1] ?? '';
    const secrets = new Map<string, string>(Object.entries(SECRETS));
    const people = [new SignedIn(url), new SignedIn(url), new SignedIn(url)] as const;
    const [chief, guard, auditor] = people;
    const accounts = ['chief', 'guard', 'au'];
    for (const [i, person] of people.entries())
      await person.post('/api/session', { account: accounts[i], password: SECRETS.password });
    people.forEach((person, i) =>
      person.browserCookies().forEach(({ name, value }) => secrets.set(`${accounts[i]} ${name}`, value)),
    );

    // Asked wrongly.
    const wrong = { account: 'chief', password: SECRETS['mistyped password'] };
    await expect(new SignedIn(url).post('/api/session', wrong)).rejects.toThrow('login-wrong');
    const broken = JSON.stringify(wrong).slice(0, -1);
    await fetch(`${url}/api/session`, {
      ...{ method: 'POST', body: broken },
      headers: { origin: url, 'content-type': 'application/json', cookie: chief.cookieHeader() },
    });
    const webhook = { url: `http://127.0.0.1:9/${SECRETS['path of a webhook']}`, events: ['ticket-issued'] };
    const { secret: signing } = await chief.post<{ secret: string }>('/api/webhooks', webhook);
    secrets.set('secret of a webhook', signing);
    const { key } = await guard.post<{ key: string }>('/api/agents', { agent: 'hall-1' });
    const { code } = await guard.post<{ code: string }>('/api/enrolments', { agent: 'hall-2' });
    secrets.set('agent key', key).set('enrolment code', code);
    const agentFile = join(folder, 'agent.json');
    const at = { transport: { kind: 'tcp', host: '127.0.0.1', port: 9 }, profile: 'escpos-80mm' };
    const agentJson = { agent: 'hall-1', hub: url, keyFile: 'agent.key', dataFolder: 'agent' };
    await writeFile(agentFile, JSON.stringify({ ...agentJson, devices: [{ id: 'p1', ...at, kiosk: 'k1' }] }));
    await writeFile(join(folder, 'agent.key'), `${key}\n`, { mode: 0o600 });
    // Another agent's code: refused.
    const enrolled = await lastWords('device-agent/start.cjs', [agentFile, '--enrol', code], {});
    const agent = await start('device-agent/start.cjs', [agentFile], {}, 'agent ready');
    const desk = io(`${url}/screen`, {
      ...{ auth: { protocol: 1, screen: 'desk' }, extraHeaders: { cookie: chief.cookieHeader() } },
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    });
    const send = (id: string): Promise<unknown> =>
      desk
        .timeout(10_000)
        .emitWithAck('command:send', { id, type: 'IssueTicket', service: 'social' })
        .catch(() => null);
    expect(await send('ticket-1')).toMatchObject({ ok: true });
    await expect.poll(() => hub.output, SOON).toContain('a webhook did not accept a message');
    const revoked = await fetch(`${url}/api/agents/hall-1`, {
      ...{ method: 'DELETE', headers: { origin: url, cookie: guard.cookieHeader() } },
    });
    expect(revoked.status).toBe(200);
    await expect.poll(() => hub.output, SOON).toContain('an agent came with a wrong key');
    const token = `Bearer ${SECRETS['token of /metrics']}`;
    const read = async (path: string, cookie = ''): Promise<string> =>
      (await fetch(url + path, { headers: { cookie, authorization: token } })).text();
    const shown = [
      ...[await read('/health'), await read('/metrics'), await read('/api/self-check', chief.cookieHeader())],
      await read('/api/audit', auditor.cookieHeader()),
    ];
    expect(shown.join()).toMatch(/bandecheng_errors \d[^]*KeyChanged/);

    // Whoever registered an address reads it again, and its secret never.
    expect(await read('/api/webhooks', chief.cookieHeader())).not.toContain(signing);

    // Crashed: the disk takes no more of the record.
    await rename(join(data, 'journal'), join(data, 'journal.away'));
    await rm(join(data, 'journal.away'), { recursive: true });
    await send('ticket-2');
    await expect.poll(() => hub.output, SOON).toContain('journal-flush-failed');
    desk.disconnect();
    await agent.stop();

    // Not started: what lies there is damaged in the middle of a secret.
    const args = ['--hall', hall];
    const sessions = join(data, 'registers', 'sessions.json');
    const kept = await readFile(sessions, 'utf8');
    await writeFile(sessions, `{"sessions": ${SECRETS['damaged register']}`);
    const damaged = await lastWords('hub/dist/main.js', args, env);
    expect(damaged).toContain('register-unreadable');
    await writeFile(sessions, kept);
    await writeFile(join(folder, 'province.json'), `{"secret": ${SECRETS['damaged setting']}`);
    const misset = await lastWords('hub/dist/main.js', args, env);
    expect(misset).toContain('config-invalid');
    const all = [hub.output, agent.output, ...shown, enrolled, damaged, misset].join('\n');
    for (const [kind, value] of secrets) {
      expect(value.length, kind).toBeGreaterThanOrEqual(6);
      expect(all.includes(value), kind).toBe(false);
    }
  });
});
