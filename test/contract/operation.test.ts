import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operationRoutes, type Watch } from '@bandecheng/hub/gateway/operation';
import type { Hub } from '@bandecheng/hub/handle-command';
import { openMetrics } from '@bandecheng/hub/metrics';
import type { Answer } from '@bandecheng/shared/protocol';
import { keepWatchdog } from '@bandecheng/shared/watchdog';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../fakes/free-port.ts';
import { EXAMPLE_HALL, heard, outcome, TestHub } from '../fakes/test-hub.ts';

const TOKEN = 'a-token-for-prometheus';

let hub: TestHub;
let folder: string;
/** Of the address that tickets name, where nothing answers at first. */
let publicPort: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hall-'));
  const example = JSON.parse(await readFile(EXAMPLE_HALL, 'utf8')) as object;
  publicPort = await freePort();
  const own = {
    ...{ policiesFolder: undefined, policy: undefined, metrics: { tokenFile: 'metrics.token' } },
    publicAddress: `http://127.0.0.1:${publicPort}`,
  };
  await writeFile(join(folder, 'metrics.token'), `${TOKEN}\n`);
  await writeFile(join(folder, 'hall.json'), JSON.stringify({ ...example, ...own }));
  hub = await TestHub.start(false, join(folder, 'hall.json'));
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

/** As if it came from elsewhere through a proxy on this machine. */
const FORWARDED = { 'x-forwarded-for': '10.0.0.9' };
const ask = (path: string, headers: Record<string, string> = {}) => fetch(hub.url + path, { headers });

const told = async (): Promise<string> => (await ask('/metrics')).text();
/** One figure as it stands; NaN: it is not told. */
const figure = async (name: string): Promise<number> => {
  const line = (await told()).split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? Number.NaN);
};

describe('/metrics', () => {
  it('tells who waits, what commands came to, flushes, devices, connections and memory, as they change', async () => {
    const admin = await hub.asAdmin();
    const desk = hub.screen('desk', undefined, admin);
    await outcome(desk);
    const send = (command: object) => desk.timeout(5_000).emitWithAck('command:send', command);
    const flushes = await figure('bandecheng_journal_flush_seconds_count');
    const acks = await figure('bandecheng_acknowledged_seconds_count');
    const seq = await figure('bandecheng_journal_seq');
    expect(await figure('bandecheng_waiting{service="social"}')).toBe(0);
    const issued = (await send({ id: 'metrics-1', type: 'IssueTicket', service: 'social' })) as Answer;
    await send({ id: 'metrics-2', type: 'IssueTicket', service: 'no-such' });
    const agent = hub.agent('hall-1', await hub.agentKey('hall-1'), {
      devices: [{ id: 'p1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' }],
    });
    const beat = heard(agent, 'hub:beat');
    expect(await outcome(agent)).toBe('connected');
    await beat;
    const text = await told();
    for (const line of [
      'bandecheng_waiting{service="social"} 1',
      'bandecheng_commands_total{type="IssueTicket",outcome="done"} 1',
      'bandecheng_commands_total{type="IssueTicket",outcome="refused"} 1',
      'bandecheng_connected{of="screens"} 1',
      'bandecheng_connected{of="agents"} 1',
      'bandecheng_devices{kind="printer",problem="none"} 1',
      'bandecheng_errors 0',
    ])
      expect(text).toContain(line);
    expect(await figure('bandecheng_journal_flush_seconds_count')).toBeGreaterThan(flushes);
    // Both tickets, the one that was refused too, and the agent's joining.
    expect(await figure('bandecheng_acknowledged_seconds_count')).toBeGreaterThanOrEqual(acks + 3);
    expect(await figure('bandecheng_journal_seq')).toBeGreaterThan(seq);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
    const ticket = issued.ok ? issued.ticket?.ticket : undefined;
    expect(await send({ id: 'metrics-3', type: 'CancelTicket', ticket, reason: '走了' })).toMatchObject({
      ok: true,
    });
    expect(await figure('bandecheng_waiting{service="social"}')).toBe(0);
    agent.disconnect();
    desk.disconnect();
    await expect.poll(told).toContain('problem="agent-away"} 1');
    expect(await figure('bandecheng_connected{of="agents"}')).toBe(0);
    await expect.poll(() => figure('bandecheng_connected{of="screens"}')).toBe(0);
  });

  it('counts a fault that a request has met, and not what was refused', async () => {
    const admin = await hub.asAdmin();
    const add = async (id: string): Promise<number> => {
      const account = { id, name: '某人', role: 'clerk', password: 'password-1' };
      return (await hub.api('POST', '/api/accounts', account, admin)).status;
    };
    expect([await add('z1'), await add('z1')]).toEqual([200, 409]);
    expect((await hub.api('POST', '/api/accounts', '{', admin)).status).toBe(400);
    expect(await figure('bandecheng_errors')).toBe(0);
    // given a folder that is gone under the hub
    const registers = join(hub.folder, 'registers');
    await rename(registers, `${registers}.gone`);
    try {
      expect(await add('z2')).toBe(503);
    } finally {
      await rename(`${registers}.gone`, registers);
    }
    expect(await figure('bandecheng_errors')).toBe(1);
    expect(await add('z2')).toBe(200);
    expect(await figure('bandecheng_errors')).toBe(1);
  });

  it('is for this machine, and elsewhere for whoever has the token', async () => {
    expect((await ask('/metrics', FORWARDED)).status).toBe(403);
    expect((await ask('/metrics', { ...FORWARDED, authorization: 'Bearer wrong' })).status).toBe(403);
    expect((await ask('/metrics', { ...FORWARDED, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    expect(JSON.stringify(hub.logged)).not.toContain(TOKEN);
  });
});

describe('/health', () => {
  it('tells a degraded hub from one that is well, and to strangers not why', async () => {
    const health = async (headers = {}): Promise<unknown> => (await ask('/health', headers)).json();
    const agent = hub.agent('hall-1', await hub.agentKey('hall-1'));
    expect(await outcome(agent)).toBe('connected');
    await expect.poll(() => health()).not.toMatchObject({ reasons: ['agents-away'] });
    agent.disconnect();
    await expect.poll(() => health()).toMatchObject({ state: 'degraded' });
    expect(((await health()) as { reasons: string[] }).reasons).toContain('agents-away');
    expect(await health(FORWARDED)).toEqual({ state: 'degraded' });
    expect((await ask('/health')).status).toBe(200);
  });
});

describe('a look at itself', () => {
  const told = async (): Promise<unknown> =>
    (await hub.api('GET', '/api/self-check', undefined, await hub.asAdmin())).body['warnings'];
  const unreachable = {
    ...{ word: 'address-unreachable', grave: false },
    about: { address: expect.stringMatching(/^http:/) as string },
  };

  it('finds at the start that nobody can open what tickets name, and that the clock was set back an hour', async () => {
    expect(await told()).toEqual([unreachable]);
    const webServer = createServer((_request, response) => void response.end());
    await new Promise<void>((resolve) => webServer.listen(publicPort, '127.0.0.1', resolve));
    try {
      await hub.restart(async () => {
        hub.now -= 60 * 60_000;
      });
      expect(await told()).toEqual([{ word: 'clock-behind', grave: true, about: { minutes: 60 } }]);
      const health = (await (await ask('/health')).json()) as { state: string; reasons: string[] };
      expect(health.reasons).toContain('clock-behind');
    } finally {
      webServer.closeAllConnections();
      webServer.close();
      hub.now += 60 * 60_000;
    }
    await hub.restart();
    expect(await told()).toEqual([unreachable]);
  });
});

describe('/health of a hub', () => {
  const LOCAL = { address: '127.0.0.1', forwarded: false, authorization: undefined };
  const hubOf = { state: { agents: new Map() } } as unknown as Hub;
  const asked = async (watch: Partial<Watch>) => {
    const well = { metrics: async () => '', warnings: () => [], alive: async () => undefined, token: null };
    const parts = { hub: hubOf, ready: () => true, yearMissing: () => null };
    const routes = operationRoutes({ ...parts, watch: { ...well, ailments: async () => [], ...watch } });
    const { status, body } = await routes['/health'](LOCAL);
    return [status, JSON.parse(body) as object];
  };

  it('whose journal does not get to the disk is no longer well, however long the disk hangs', async () => {
    vi.useFakeTimers();
    try {
      const hung = asked({ alive: () => new Promise(() => undefined) });
      await vi.advanceTimersByTimeAsync(3_000);
      expect(await hung).toEqual([503, { state: 'stuck', reasons: [] }]);
    } finally {
      vi.useRealTimers();
    }
    expect(await asked({ alive: () => Promise.reject(new Error('EIO')) })).toEqual([
      ...[503, { state: 'stuck', reasons: [] }],
    ]);
    expect(await asked({})).toEqual([200, { state: 'well', reasons: [] }]);
  });

  it('whose disk is slow is degraded, and serves', async () => {
    expect(await asked({ ailments: async () => ['disk-slow'] })).toEqual([
      ...[200, { state: 'degraded', reasons: ['disk-slow'] }],
    ]);
    const metrics = openMetrics();
    const slow = vi.spyOn(process, 'hrtime');
    const journal = await metrics.openSegment(join(folder, 'slow.jsonl'));
    await journal.flush();
    expect(metrics.isDiskSlow()).toBe(false);
    slow.mockReturnValueOnce([0, 0]).mockReturnValueOnce([1, 1]);
    await journal.flush();
    expect(metrics.isDiskSlow()).toBe(true);
    slow.mockRestore();
    await journal.close();
  });

  it('whose vault is gone from under it says so, and still gives numbers', async () => {
    const vault = join(hub.folder, 'vault');
    await rename(vault, `${vault}.away`);
    const { state, reasons } = (await (await ask('/health')).json()) as { state: string; reasons: string[] };
    expect([state, reasons.includes('vault-unreadable')]).toEqual(['degraded', true]);
    await rename(`${vault}.away`, vault);
    expect(await (await ask('/health')).text()).not.toContain('vault-unreadable');
  });
});

describe('a hub that is asked to stop', () => {
  it('has on disk whatever it acknowledged, and whoever asks the rest again is answered once', async () => {
    const desk = hub.screen('desk', undefined, await hub.asAdmin());
    await outcome(desk);
    const before = await hub.seen('TicketIssued');
    const service = (i: number) => (i % 2 === 0 ? 'social' : 'tax');
    const answers = Array.from({ length: 36 }, (_, i) =>
      (
        desk.timeout(5_000).emitWithAck('command:send', {
          id: `stopping-${i}`,
          type: 'IssueTicket',
          service: service(i),
        }) as Promise<Answer>
      ).catch(() => ({ ok: false as const })),
    );
    await answers[0];
    await hub.restart();
    const heardBefore = await Promise.all(answers);
    expect(heardBefore.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    const kept = await hub.journalText();
    heardBefore.forEach(({ ok }, i) => {
      if (ok) expect(kept).toContain(`"command":"stopping-${i}"`);
    });

    const again = hub.screen('desk', undefined, await hub.asAdmin());
    await outcome(again);
    const numbers = await Promise.all(
      answers.map(async (_, i) => {
        const asked = { id: `stopping-${i}`, type: 'IssueTicket', service: service(i) };
        const answer = (await again.timeout(5_000).emitWithAck('command:send', asked)) as Answer;
        return answer.ok ? answer.ticket?.number : answer;
      }),
    );
    expect(numbers.filter((one) => typeof one !== 'string')).toEqual([]);
    expect(new Set(numbers).size).toBe(answers.length);
    heardBefore.forEach((answer, i) => {
      if (answer.ok) expect(numbers[i]).toBe(answer.ticket?.number);
    });
    expect(await hub.seen('TicketIssued')).toBe(before + answers.length);
  });
});

describe('under systemd a program', () => {
  const ways = { execFile, setInterval, clearInterval };

  it('says when it is ready, goes on saying that it works, and is silent once it hangs', async () => {
    const told = join(folder, 'told');
    await rm(told, { force: true });
    const notify = join(folder, 'systemd-notify');
    await writeFile(notify, `#!/bin/sh\necho "$1" >> '${told}'\n`);
    await chmod(notify, 0o755);
    const dog = { hangs: false, hung: false };
    const stop = await keepWatchdog(
      {
        env: { NOTIFY_SOCKET: '/run/none', WATCHDOG_USEC: '40000', PATH: folder },
        alive: () => {
          dog.hung = dog.hangs;
          return dog.hangs ? new Promise(() => undefined) : Promise.resolve();
        },
        log: { warn: () => undefined },
      },
      ways,
    );
    const lines = async () => (await readFile(told, 'utf8')).trim().split('\n');
    await expect.poll(lines).toEqual(expect.arrayContaining(['READY=1', 'WATCHDOG=1']));
    dog.hangs = true;
    await expect.poll(() => dog.hung).toBe(true);
    const before = await lines();
    expect(before[0]).toBe('READY=1');
    await stop();
    expect(await lines()).toEqual([...before, 'STOPPING=1']);
  });

  it('is not needed: without it nothing is told', async () => {
    const stop = await keepWatchdog(
      { env: {}, alive: async () => undefined, log: { warn: () => undefined } },
      ways,
    );
    await stop();
  });
});
