import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWatchdog as startAgentWatchdog } from '@bandecheng/device-agent/watchdog';
import { startWatchdog } from '@bandecheng/hub/watchdog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_HALL, heard, outcome, TestHub } from '../fakes/test-hub.ts';

const TOKEN = 'a-token-for-prometheus';

let hub: TestHub;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hall-'));
  const example = JSON.parse(await readFile(EXAMPLE_HALL, 'utf8')) as object;
  const own = { policiesFolder: undefined, policy: undefined, metrics: { tokenFile: 'metrics.token' } };
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

describe('/metrics', () => {
  it('tells who waits, what commands came to, flushes, devices, connections and memory', async () => {
    const admin = await hub.asAdmin();
    const desk = hub.screen('desk', undefined, admin);
    await outcome(desk);
    const send = (command: object) => desk.timeout(5_000).emitWithAck('command:send', command);
    await send({ id: 'metrics-1', type: 'IssueTicket', service: 'social' });
    await send({ id: 'metrics-2', type: 'IssueTicket', service: 'no-such' });
    const agent = hub.agent('hall-1', await hub.agentKey('hall-1'), {
      devices: [{ id: 'p1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' }],
    });
    const beat = heard(agent, 'hub:beat');
    expect(await outcome(agent)).toBe('connected');
    await beat;
    const text = await (await ask('/metrics')).text();
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
    expect(text).toMatch(/bandecheng_journal_flush_seconds_count [1-9]/);
    expect(text).toMatch(/bandecheng_acknowledged_seconds_count [1-9]/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
    agent.disconnect();
    await expect.poll(async () => (await ask('/metrics')).text()).toContain('problem="agent-away"} 1');
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

describe('a hub that is asked to stop', () => {
  it('has on disk whatever it acknowledged, and starts again on the same record', async () => {
    const desk = hub.screen('desk', undefined, await hub.asAdmin());
    await outcome(desk);
    const before = await hub.seen('TicketIssued');
    const answers = Array.from({ length: 40 }, (_, i) =>
      (
        desk.timeout(5_000).emitWithAck('command:send', {
          id: `stopping-${i}`,
          type: 'IssueTicket',
          service: 'social',
        }) as Promise<{
          ok: boolean;
        }>
      ).catch(() => ({ ok: false })),
    );
    await answers[0];
    await hub.restart();
    const acknowledged = (await Promise.all(answers)).filter(({ ok }) => ok).length;
    expect(acknowledged).toBeGreaterThan(0);
    expect(await hub.seen('TicketIssued')).toBeGreaterThanOrEqual(before + acknowledged);
  });
});

describe.each([
  ['the hub', startWatchdog],
  ['an agent', startAgentWatchdog],
])('under systemd %s', (_name, startWatchdog) => {
  it('says when it is ready, goes on saying that it works, and is silent once it hangs', async () => {
    const told = join(folder, 'told');
    await rm(told, { force: true });
    const notify = join(folder, 'systemd-notify');
    await writeFile(notify, `#!/bin/sh\necho "$1" >> '${told}'\n`);
    await chmod(notify, 0o755);
    const dog = { hangs: false, hung: false };
    const stop = await startWatchdog({
      env: { NOTIFY_SOCKET: '/run/none', WATCHDOG_USEC: '40000', PATH: folder },
      alive: () => {
        dog.hung = dog.hangs;
        return dog.hangs ? new Promise(() => undefined) : Promise.resolve();
      },
      log: { warn: () => undefined },
    });
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
    const stop = await startWatchdog({
      env: {},
      alive: async () => undefined,
      log: { warn: () => undefined },
    });
    await stop();
  });
});
