import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../docs/deploy/kiosk/kiosk-session.sh', import.meta.url));
const PAGE = 'http://192.168.1.10:3000/kiosk?of=k1';
/** A loaded machine starts processes slowly. */
const SOON = { timeout: 20_000, interval: 50 };

let folder: string;
let session: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-session-'));
  writeFileSync(join(folder, 'kiosk.conf'), `KIOSK_PAGE='${PAGE}'\n`);
  // What the session asks of the system; its pauses are short here.
  program('xset', '');
  program('xrandr', 'echo "Screen 0: minimum 8 x 8, current 1080 x 1920, maximum 32767 x 32767"');
  program('sleep', 'exec /bin/sleep 0.05');
  program('curl', `echo "$*" >> ${folder}/asked; test -e ${folder}/hub-is-ready`);
  program('pgrep', `test -e ${folder}/page-is-dead || echo 1 chromium --type=renderer`);
  program('chromium', `echo "$$ $*" >> ${folder}/shown; exec /bin/sleep 600`);
});
afterEach(async () => {
  const ended = new Promise((resolve) => session?.once('exit', resolve));
  // The session is the leader of its own process group, in which its browsers are.
  if (session?.pid !== undefined) process.kill(-session.pid, 'SIGKILL');
  await ended;
  session = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

function mark(fact: 'hub-is-ready' | 'page-is-dead'): void {
  writeFileSync(join(folder, fact), '');
}

function startSession(): void {
  session = spawn('/bin/sh', [script], {
    detached: true,
    stdio: 'ignore',
    env: { PATH: `${folder}:${process.env['PATH']}`, HOME: folder, KIOSK_CONF: join(folder, 'kiosk.conf') },
  });
}

/** Every browser started so far: its process, its arguments, the page it was given. */
function shown(): { pid: number; line: string; page: string }[] {
  if (!existsSync(join(folder, 'shown'))) return [];
  const lines = readFileSync(join(folder, 'shown'), 'utf8').trim().split('\n');
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), line, page: line.split(' ').at(-1)! }));
}

const pages = () => shown().map(({ page }) => page);

describe('the session of a kiosk machine', { timeout: 60_000 }, () => {
  it('shows the hub’s page, as large as the screen, in a profile that keeps the pairing', async () => {
    mark('hub-is-ready');

    startSession();

    await expect.poll(pages, SOON).toEqual([PAGE]);
    const { line } = shown()[0]!;
    expect(line).toContain('--kiosk');
    expect(line).toContain('--window-size=1080,1920');
    expect(line).toContain(`--user-data-dir=${folder}/.bandecheng-kiosk`);
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toContain('http://192.168.1.10:3000/readyz');
  });

  it('shows a notice while the hub is away, and the page when it answers', async () => {
    startSession();
    await expect.poll(pages, SOON).toEqual([expect.stringMatching(/^file:.*\/waiting\.html$/)]);

    mark('hub-is-ready');

    await expect.poll(pages, SOON).toEqual([expect.stringContaining('waiting.html'), PAGE]);
  });

  it('starts the browser again when it has died', async () => {
    mark('hub-is-ready');
    startSession();
    await expect.poll(pages, SOON).toEqual([PAGE]);

    process.kill(shown()[0]!.pid, 'SIGKILL');

    await expect.poll(pages, SOON).toEqual([PAGE, PAGE]);
  });

  it('ends a browser whose page has died, and starts it again', async () => {
    mark('hub-is-ready');
    startSession();
    await expect.poll(pages, SOON).toEqual([PAGE]);

    mark('page-is-dead');

    await expect.poll(() => pages().length, SOON).toBeGreaterThan(1);
    expect(() => process.kill(shown()[0]!.pid, 0)).toThrow('ESRCH');
  });

  it('clears the lock that a power cut leaves in the profile', async () => {
    mark('hub-is-ready');
    const profile = join(folder, '.bandecheng-kiosk');
    mkdirSync(profile);
    writeFileSync(join(profile, 'SingletonLock'), '');

    startSession();

    await expect.poll(pages, SOON).toEqual([PAGE]);
    expect(existsSync(join(profile, 'SingletonLock'))).toBe(false);
  });
});
