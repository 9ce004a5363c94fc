import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { AgentProcess } from '../fakes/agent-process.ts';
import { FakePrinter } from '../fakes/fake-printer.ts';
import { FarEnd } from '../fakes/far-end.ts';
import { printJob } from '../fakes/print-job.ts';
import { PtyCable } from '../fakes/pty.ts';
import { SmallHub } from '../fakes/small-hub.ts';

const profile = (await readProfiles()).get('ff68-evaluator-5') as FrameProfile;
const PRESS = encodeFrame(profile, 'rating', { address: 129, level: 'dissatisfied' });
const OTHER_PRESS = encodeFrame(profile, 'rating', { address: 129, level: 'satisfied' });
const ACK = encodeFrame(profile, 'ack', { address: 129, value: 1 });

/** The built agent as a process, a printer on TCP, an evaluator on a pty, and a hub that only listens. */
describe('the agent', () => {
  let folder: string;
  let config: string;
  let hub: SmallHub;
  let paper: FarEnd;
  let printer: FakePrinter;
  let buttons: FarEnd;
  let cable: PtyCable;
  let agents: AgentProcess[];

  beforeEach(async () => {
    deadlineAt = Date.now() + 30_000;
    folder = await mkdtemp(join(tmpdir(), 'bdc-agent-'));
    config = join(folder, 'agent.json');
    agents = [];
    hub = new SmallHub();
    paper = new FarEnd();
    printer = new FakePrinter(paper);
    buttons = new FarEnd();
    await hub.start();
    cable = new PtyCable(join(folder, 'evaluator'), await buttons.listen());
    await cable.plug();
    const devices = [
      {
        id: 'printer-k1',
        transport: { kind: 'tcp', host: '127.0.0.1', port: await paper.listen() },
        profile: 'escpos-80mm',
        kiosk: 'k1',
      },
      {
        id: 'evaluator-c1',
        transport: { kind: 'serial', path: cable.path },
        profile: 'ff68-evaluator-5',
        address: 129,
        counter: 'c1',
      },
      {
        id: 'evaluator-c2',
        transport: { kind: 'serial', path: join(folder, 'nothing-here') },
        profile: 'ff68-evaluator-5',
        address: 130,
        counter: 'c2',
      },
    ];
    const file = {
      agent: 'hall-1',
      hub: `http://127.0.0.1:${hub.port}`,
      key: 'not-a-real-key-of-any-agent',
      dataFolder: 'data',
      devices,
    };
    await writeFile(config, JSON.stringify(file));
  });
  afterEach(async () => {
    await Promise.all(agents.map((agent) => agent.kill()));
    await hub.stop();
    await cable.pull();
    await Promise.all([paper.off(), buttons.off()]);
    await rm(folder, { recursive: true });
  });

  async function start(): Promise<AgentProcess> {
    const agent = AgentProcess.start(config);
    agents.push(agent);
    await expect.poll(() => agent.ready, { timeout: 10_000 }).toBe(true);
    return agent;
  }

  /** A repetition time of its own for the model: on a busy machine the usual one is over before an agent is up again. */
  async function repeatsFor(dedupeWindowMs: number): Promise<void> {
    const builtIn = new URL('../../device-agent/profiles/ff68-evaluator-5.json', import.meta.url);
    const own = { ...(JSON.parse(await readFile(builtIn, 'utf8')) as object), dedupeWindowMs };
    await mkdir(join(folder, 'profiles'));
    await writeFile(join(folder, 'profiles', 'own.json'), JSON.stringify(own));
    const file = JSON.parse(await readFile(config, 'utf8')) as object;
    await writeFile(config, JSON.stringify({ ...file, profilesFolder: 'profiles' }));
  }

  const joined = (): Promise<void> => expect.poll(() => hub.agent?.connected, { timeout: 10_000 }).toBe(true);
  const states = (device: string): string[] =>
    hub
      .reported('RecordDeviceState')
      .filter((report) => report.device === device)
      .map((report) => report.problems.join());
  const prints = (): string[] =>
    hub
      .reported('RecordPrint')
      .map(({ state, grade, reason }) => [state, grade ?? reason].filter(Boolean).join(' '));
  /** The hub sets a job's deadline once. */
  let deadlineAt: number;
  const order = (): Promise<unknown> => hub.order(printJob({ deadlineAt }));

  test('reports each device’s state, and a broken one disturbs no other', async () => {
    await start();
    await expect.poll(() => states('evaluator-c2'), { timeout: 5_000 }).toEqual(['port-missing']);
    await expect.poll(() => states('printer-k1'), { timeout: 5_000 }).toEqual(['']);
    await expect.poll(() => states('evaluator-c1')).toEqual(['']);
    expect(await order()).toBe(true);
    await expect.poll(prints, { timeout: 5_000 }).toEqual(['printing', 'printed B']);
    expect(printer.slips).toHaveLength(1);
  });

  test('tells within two seconds that the paper ran out, and that it is in again', async () => {
    await start();
    await expect.poll(() => states('printer-k1'), { timeout: 5_000 }).toEqual(['']);
    printer.status[3] = 0x7e;
    await expect.poll(() => states('printer-k1'), { timeout: 2_000 }).toEqual(['', 'paper-out']);
    printer.status[3] = 0x12;
    await expect.poll(() => states('printer-k1'), { timeout: 2_000 }).toEqual(['', 'paper-out', '']);
  });

  test('killed between the first byte and the fence, reports the job unknown and never prints it again', async () => {
    const killed = await start();
    await joined();
    printer.stuck = true;
    expect(await order()).toBe(true);
    await expect.poll(() => printer.heard.includes('job+fence'), { timeout: 5_000 }).toBe(true);
    await killed.kill();
    printer.stuck = false;
    printer.work();
    hub.agent = null;
    await start();
    await joined();
    await expect.poll(prints, { timeout: 5_000 }).toEqual(['printing', 'unknown agent-stopped']);
    expect(await order()).toBe(true);
    await expect.poll(prints).toHaveLength(3);
    expect(prints().at(-1)).toBe('unknown agent-stopped');
    expect(printer.slips).toHaveLength(1);
  });

  test('a press it acknowledged is no new one when repeated, though hub and agent were both killed', async () => {
    await repeatsFor(60_000);
    const killed = await start();
    await joined();
    await hub.stop();
    await expect.poll(() => buttons.attached).toBe(true);
    buttons.sends(PRESS);
    await expect.poll(() => [...buttons.read]).toEqual([...ACK]);
    await killed.kill();
    await hub.start();
    await start();
    await expect
      .poll(() => hub.reported('RecordPress'), { timeout: 10_000 })
      .toMatchObject([{ device: 'evaluator-c1', level: 'dissatisfied' }]);
    // What is sent before the agent has opened the port is lost.
    await expect.poll(() => states('evaluator-c1'), { timeout: 10_000 }).toEqual(['', '']);
    // The device repeats the press it has no acknowledgement for, then another button is pressed.
    buttons.sends([...PRESS, ...PRESS, ...OTHER_PRESS]);
    await expect
      .poll(() => hub.reported('RecordPress').map(({ level, again }) => `${level}${again ? ' again' : ''}`))
      .toEqual(['dissatisfied', 'dissatisfied again', 'satisfied']);
  });

  test('lights the evaluator for an invitation, and again after a replug', async () => {
    await start();
    await joined();
    await expect.poll(() => states('evaluator-c1'), { timeout: 5_000 }).toEqual(['']);
    const START = encodeFrame(profile, 'start', { address: 129 });
    hub.agent?.emit('rating:invited', {
      device: 'evaluator-c1',
      visit: 'v',
      openedAt: Date.now(),
      closesAt: Date.now() + 60_000,
    });
    await expect.poll(() => [...buttons.read]).toEqual([...START]);
    await cable.pull();
    await buttons.off();
    await expect.poll(() => states('evaluator-c1').slice(1, 2)).toEqual(['port-lost']);
    await buttons.listen();
    await cable.plug();
    await expect.poll(() => [...buttons.read], { timeout: 10_000 }).toEqual([...START]);
    await expect.poll(() => states('evaluator-c1').at(-1)).toBe('');
  });

  test('stops on SIGTERM with its ports free and nothing lost', async () => {
    const agent = await start();
    await joined();
    await expect.poll(() => paper.attached).toBe(true);
    expect(await agent.stop()).toBe(0);
    await expect.poll(() => paper.attached).toBe(false);
    expect(agent.stderr).toBe('');
  });

  test('a second agent on the same data folder is refused', async () => {
    await start();
    const second = AgentProcess.start(config);
    agents.push(second);
    expect(await second.exit()).toBe(1);
    expect(second.stderr).toContain('[journal-in-use]');
  });

  test('opens nothing on a bad file, and names what is wrong', async () => {
    const file = JSON.parse(await readFile(config, 'utf8')) as { devices: { profile: string }[] };
    if (file.devices[1] !== undefined) file.devices[1].profile = 'none-such';
    await writeFile(config, JSON.stringify(file));
    const agent = AgentProcess.start(config);
    agents.push(agent);
    expect(await agent.exit()).toBe(1);
    expect(agent.stderr).toContain('devices[1].profile: ');
    expect(paper.attached).toBe(false);
    expect(agent.stdout).toBe('');
  });
});
