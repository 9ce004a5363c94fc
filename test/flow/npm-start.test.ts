import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../fakes/free-port.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
let started: ChildProcess;
let said: string;

/** A demonstration hall with one evaluator, on ports that nothing else uses. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bandecheng-start-'));
  const [hubPort, evaluatorPort] = [await freePort(), await freePort()];
  const device = { id: 'evaluator-c1', profile: 'ff68-evaluator-5', address: 129 };
  const virtual = { devices: [{ ...device, transport: { kind: 'tcp', port: evaluatorPort } }] };
  const transport = { kind: 'tcp', host: '127.0.0.1', port: evaluatorPort };
  const agent = {
    ...{ agent: 'hall-1', hub: 'http://127.0.0.1:1', dataFolder: 'unused' },
    devices: [{ ...device, counter: 'c1', transport }],
  };
  writeFileSync(join(folder, 'virtual.json'), JSON.stringify(virtual));
  writeFileSync(join(folder, 'agent.json'), JSON.stringify(agent));
  start(hubPort);
  await expect.poll(() => said, { timeout: 60_000 }).toContain('Ctrl+C stops everything');
});

afterEach(async () => {
  if (started.exitCode === null && started.signalCode === null) {
    started.kill('SIGTERM');
    await once(started, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

function start(hubPort: number): void {
  said = '';
  started = spawn(
    process.execPath,
    [
      join(ROOT, 'start.mjs'),
      ...['--virtual', join(folder, 'virtual.json')],
      ...['--agent', join(folder, 'agent.json'), '--hub-back-after', '1'],
    ],
    {
      env: { ...process.env, PORT: String(hubPort), DATA_DIR: join(folder, 'data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const stream of [started.stdout, started.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
}

function addressOf(screen: string): string {
  return new RegExp(`(http://\\S+) .*\\| ${screen}\\n`).exec(said)?.[1] ?? '';
}

/** The programs that the start script runs: process id by script path. */
function programs(): Map<string, number> {
  const ids = readFileSync(`/proc/${started.pid}/task/${started.pid}/children`, 'utf8').trim().split(' ');
  return new Map(
    ids.map((id) => [readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')[1] ?? '', Number(id)]),
  );
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

describe('npm start', () => {
  it('starts a demonstration hall whose agent is let in and whose pages answer; Ctrl+C ends all of it', async () => {
    const hall = (await (await fetch(`${addressOf('start page')}api/hall`)).json()) as { demo: boolean };
    const virtual = await fetch(addressOf('virtual devices'));

    expect(hall.demo).toBe(true);
    expect(virtual.status).toBe(200);
    await expect.poll(() => journalText(), { timeout: 10_000 }).toContain('"type":"AgentJoined"');

    // The hall goes on without its hub: the pages stay where they are while it is away, and it comes back.
    const hub = join(ROOT, 'hub/dist/main.js');
    const before = programs().get(hub) ?? 0;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => said, { timeout: 10_000 }).toContain('The hub ended (SIGKILL)');
    expect((await fetch(addressOf('kiosk'))).status).toBe(200);
    await expect.poll(() => said, { timeout: 30_000 }).toContain('The hub is back');
    const ids = [...programs().values()];
    expect(ids).toHaveLength(3);
    expect(ids).not.toContain(before);

    // Whoever collects the log ends first: what is said from here on breaks the pipe, and nothing else.
    started.stdout?.destroy();
    started.stderr?.destroy();
    started.kill('SIGINT');
    const [code] = (await once(started, 'exit')) as [number | null];

    expect(code).toBe(0);
    expect(ids.filter(isRunning)).toEqual([]);
  });

  it('says which program ended unexpectedly and stops the others', async () => {
    const running = programs();
    const agent = running.get(join(ROOT, 'device-agent/start.cjs')) ?? 0;

    process.kill(agent, 'SIGKILL');
    const [code] = (await once(started, 'exit')) as [number | null];

    expect(code).toBe(1);
    expect(said).toContain('The device agent ended unexpectedly (SIGKILL)');
    expect([...running.values()].filter(isRunning)).toEqual([]);
  });

  it('keeps the key of the demonstration agent to the account that runs it, and leaves nothing running when it is killed', async () => {
    expect(statSync(join(folder, 'data', 'agent.key')).mode & 0o777).toBe(0o600);
    expect(said).not.toContain(readFileSync(join(folder, 'data', 'agent.key'), 'utf8').trim());
    const ids = [...programs().values()];
    expect(ids).toHaveLength(3);

    started.kill('SIGKILL');

    await expect.poll(() => ids.filter(isRunning), { timeout: 20_000 }).toEqual([]);
  });
});

function journalText(): string {
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(Date.now());
  return readFileSync(join(folder, 'data', 'journal', `${day}.jsonl`), 'utf8');
}
