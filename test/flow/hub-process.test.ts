import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer } from '@bandecheng/shared/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SignedIn } from './signed-in.ts';

const MAIN = fileURLToPath(new URL('../../hub/dist/main.js', import.meta.url));

let folder: string;
const started: ChildProcess[] = [];
const sockets: Socket[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-'));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Process {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  /** Exit code or signal. */
  ended: Promise<number | string>;
}

/** The built hub as a process of its own, on the test's data folder. */
function run(args: string[] = ['--demo'], env: Record<string, string> = {}): Process {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return { child, out: () => out, err: () => err, ended };
}

async function ready(hub: Process): Promise<string> {
  await expect.poll(hub.out, { timeout: 20_000 }).toMatch(/^hub ready http/m);
  return /^hub ready (http\S+)$/m.exec(hub.out())?.[1] ?? '';
}

/** A desk of the demo hall. */
async function desk(url: string): Promise<Socket> {
  const response = await fetch(`${url}/api/demo/enter`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'desk' }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const socket = io(`${url}/screen`, {
    ...{ auth: { protocol: 1, screen: 'desk' }, extraHeaders: { cookie } },
    ...{ transports: ['websocket'], forceNew: true, reconnection: false },
  });
  sockets.push(socket);
  await new Promise((resolve) => socket.once('connect', () => resolve(null)));
  return socket;
}

const issue = (socket: Socket, id: string): Promise<Answer> =>
  socket
    .timeout(5_000)
    .emitWithAck('command:send', { id, type: 'IssueTicket', service: 'social' }) as Promise<Answer>;
const number = (answer: Answer) => (answer.ok ? answer.ticket?.number : answer);

describe('the hub as a process', () => {
  it('prints its address, and the one-time password at its first start alone, which makes the staff’s accounts', async () => {
    const first = run();
    const admin = new SignedIn(await ready(first));
    const password = /一次性密码 ([a-z2-9]{14})（/.exec(first.out())?.[1] ?? '';
    await admin.post('/api/session', { account: 'admin', password });
    await admin.post('/api/password', { before: password, after: 'chosen-password' });
    const clerk = { id: 'clerk-01', name: '王芳', role: 'clerk', password: 'right-password' };
    await admin.post('/api/accounts', clerk);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = run();
    const url = await ready(second);
    expect(second.out()).not.toContain('一次性密码');
    await new SignedIn(url).post('/api/session', { account: clerk.id, password: clerk.password });
  });

  it('56 kill −9 at any step loses nothing acknowledged', async () => {
    const first = run();
    const screen = await desk(await ready(first));
    for (let i = 1; i <= 20; i++) expect(number(await issue(screen, `command-${i}`))).toMatch(/^A0\d\d$/);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    const again = await desk(await ready(run()));
    expect(number(await issue(again, 'command-20'))).toBe('A020');
    expect(number(await issue(again, 'command-21'))).toBe('A021');
  });

  it('stopped by SIGTERM ends well and holds its journal no longer', async () => {
    const hub = run();
    const screen = await desk(await ready(hub));
    await issue(screen, 'command-1');
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
    expect(hub.err()).toBe('');
    const [file] = await readdir(join(folder, 'data', 'journal'));
    expect(await readFile(join(folder, 'data', 'journal', file ?? ''), 'utf8')).toContain('"TicketIssued"');
  });

  it('refuses a folder another hub works in, and leaves that hub alone', async () => {
    const first = run();
    const url = await ready(first);
    const second = run();
    expect(await second.ended).toBe(1);
    expect(second.err()).toContain('journal-in-use');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('says in one sentence that its port is taken', async () => {
    const url = await ready(run());
    const second = run(['--demo'], { PORT: new URL(url).port, DATA_DIR: join(folder, 'other') });
    expect(await second.ended).toBe(1);
    expect(second.err()).toMatch(/^无法启动：端口 \d+ 已被其他程序占用.*\n$/);
  });

  it('names what is wrong with its hall, and starts nothing', async () => {
    const path = join(folder, 'hall.json');
    await writeFile(path, JSON.stringify({ id: '!', services: [] }));
    const hub = run(['--hall', path]);
    expect(await hub.ended).toBe(1);
    for (const field of ['id:', 'name:', 'hours:', 'services:', 'counters:', 'kiosks:'])
      expect(hub.err()).toContain(field);
    expect(await readdir(folder)).toEqual(['hall.json']);
  });

  it('takes no argument it does not know, and no demo of a hall of its own', async () => {
    for (const args of [['--dem0'], ['--demo', '--hall', 'hall.json'], ['hall.json']]) {
      const hub = run(args);
      expect(await hub.ended, args.join(' ')).toBe(1);
      expect(hub.out()).toBe('');
    }
  });
});
