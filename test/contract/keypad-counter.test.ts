import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent, type Agent } from '@bandecheng/device-agent/agent';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualKeypad, type VirtualKeypad } from '@bandecheng/device-agent/virtual/virtual-keypad';
import type { EvaluatorShow, ReportAnswer } from '@bandecheng/shared/protocol';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outcome, TestHub } from '../fakes/test-hub.ts';

const DEVICES = [
  { id: 'evaluator-c6', kind: 'evaluator', profile: 'ff68-evaluator-5-screen', counter: 'c6' },
  { id: 'keypad-c6', kind: 'keypad', profile: 'ff68-keypad', counter: 'c6' },
];
const WITHIN = { timeout: 10_000 };
const SERVICE_OF_C6 = 'fund';
const profiles = await readProfiles();

/** The whole hub with its registers, and an agent whose counter has a keypad, an evaluator and no computer. */
describe('a counter without a computer', () => {
  let hub: TestHub;
  let agent: Socket;
  let shown: EvaluatorShow[];
  let refused: unknown[];
  let reports: number;

  beforeEach(async () => {
    hub = await TestHub.start();
    const admin = await hub.asAdmin();
    const wang = { id: '1203', name: '王芳', role: 'clerk', star: 4, password: 'password-1' };
    await hub.api('POST', '/api/accounts', wang, admin);
    shown = [];
    refused = [];
    reports = 0;
    agent = hub.agent('hall-1', await hub.agentKey('hall-1'), { devices: DEVICES });
    agent.on('evaluator:show', (message: EvaluatorShow) => shown.push(message));
    agent.on('keypad:refused', (message: unknown) => refused.push(message));
    expect(await outcome(agent)).toBe('connected');
    await expect.poll(() => shown, WITHIN).toHaveLength(1);
  });
  afterEach(() => hub.stop());

  async function key(pressed: string, digits: string): Promise<void> {
    const report = { type: 'UseKeypad', device: 'keypad-c6', key: pressed, digits, pressedAt: hub.now };
    const message = { reports: [{ number: (reports += 1), report }] };
    const answer = (await agent.timeout(5_000).emitWithAck('report:send', message)) as ReportAnswer;
    expect(answer).toEqual({ accepted: reports });
  }

  const journal = async (): Promise<string> => {
    const folder = join(hub['folder'], 'journal');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
    expect(files).not.toEqual([]);
    return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('');
  };

  it('is opened and closed by its clerk’s number, and its evaluator names the clerk', async () => {
    expect(shown).toEqual([{ device: 'evaluator-c6', clerk: null, busy: false }]);
    await key('pause', '1203');
    const clerk = { name: '王芳', number: '1203', star: 4 };
    await expect.poll(() => shown.at(-1), WITHIN).toEqual({ device: 'evaluator-c6', clerk, busy: false });
    await key('pause', '1203');
    await expect
      .poll(() => shown.slice(2), WITHIN)
      .toEqual([{ device: 'evaluator-c6', clerk: null, busy: false }]);
    expect(refused).toEqual([]);
  });

  it('is not opened by a number that is nobody’s, or not a clerk’s, and the keypad is told', async () => {
    const desk = { id: '88', name: '赵敏', role: 'desk', password: 'password-1' };
    await hub.api('POST', '/api/accounts', desk, await hub.asAdmin());
    for (const digits of ['1204', '88']) await key('pause', digits);
    const told = { device: 'keypad-c6', refused: 'clerk-unknown' };
    await expect.poll(() => refused, WITHIN).toEqual([told, told]);
    expect(shown).toHaveLength(1);
  });

  it('leaves the clerk’s number in the journal and never the name', async () => {
    await key('pause', '1203');
    const lines = await journal();
    expect(lines).toContain('"clerk":"1203"');
    expect(lines).not.toContain('王芳');
  });

  it('shows the stars an administrator gives, and none that were taken away', async () => {
    const give = async (star: number | null, account = '1203') =>
      hub.api('POST', '/api/stars', { account, star }, await hub.asAdmin());
    expect((await give(5)).status).toBe(200);
    await key('pause', '1203');
    await expect.poll(() => shown.at(-1)?.clerk?.star, WITHIN).toBe(5);
    await key('pause', '1203');
    expect((await give(null)).status).toBe(200);
    await key('pause', '1203');
    await expect.poll(() => shown.at(-1)?.clerk, WITHIN).toEqual({ name: '王芳', number: '1203' });
    expect((await give(6)).body).toMatchObject({ problems: [{ path: 'star' }] });
    expect((await give(3, 'nobody')).body).toMatchObject({ refused: 'account-unknown' });
    const star = { account: '1203', star: 3 };
    expect((await hub.api('POST', '/api/stars', star, await hub.as('shift-leader'))).status).toBe(403);
  });
});

describe('a counter without a computer, on real wires', () => {
  let folder: string;
  let hub: TestHub;
  let keypad: VirtualKeypad;
  let evaluator: VirtualEvaluator;
  let agent: Agent;
  let desk: Socket;
  let commands = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-keypad-counter-'));
    hub = await TestHub.start();
    const wang = { id: '1203', name: '王芳', role: 'clerk', star: 4, password: 'password-1' };
    await hub.api('POST', '/api/accounts', wang, await hub.asAdmin());
    const [keypadProfile, screenProfile] = [
      profiles.get('ff68-keypad') as FrameProfile,
      profiles.get('ff68-evaluator-5-screen') as FrameProfile,
    ];
    keypad = await startVirtualKeypad({ profile: keypadProfile, address: 6 });
    evaluator = await startVirtualEvaluator({ profile: screenProfile, address: 134 });
    agent = await startAgent(
      {
        ...{ agent: 'hall-1', hub: hub.url, key: await hub.agentKey('hall-1'), dataFolder: folder },
        devices: [
          { id: 'keypad-c6', profile: keypadProfile.id, address: 6, ...at(keypad) },
          { id: 'evaluator-c6', profile: screenProfile.id, address: 134, ...at(evaluator) },
        ],
      },
      { profiles, raster: () => null, logOf: () => () => undefined },
    );
    desk = hub.screen('desk', undefined, await hub.asAdmin());
    expect(await outcome(desk)).toBe('connected');
    await expect.poll(() => keypad.state().shown, WITHIN).toBe(' 0    ');
  });
  afterEach(async () => {
    await agent.stop();
    await keypad.stop();
    await evaluator.stop();
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const at = ({ port }: { port: number }) => ({
    counter: 'c6',
    transport: { kind: 'tcp', host: '127.0.0.1', port } as const,
  });
  const taken = (): Promise<unknown> =>
    desk.timeout(5_000).emitWithAck('command:send', {
      ...{ id: `desk-takes-${(commands += 1)}`, type: 'IssueTicket', service: SERVICE_OF_C6 },
      ...{ class: 'ordinary', language: 'zh' },
    });

  it('works a whole visit: sign in, call a typed number, serve, finish, be rated', async () => {
    keypad.key('pause', '1203');
    const clerk = { name: '王芳', number: '1203', stars: 4 };
    await expect.poll(() => evaluator.state().clerk, WITHIN).toEqual(clerk);
    for (let i = 0; i < 3; i++) expect(await taken()).toMatchObject({ ok: true });
    await expect.poll(() => keypad.state().shown, WITHIN).toBe(' 3    ');
    keypad.key('next', '2');
    await expect.poll(() => keypad.state().shown, WITHIN).toBe(' 2 002');
    keypad.key('start');
    await expect.poll(() => evaluator.state().busy, WITHIN).toBe(true);
    keypad.key('finish');
    await expect.poll(() => evaluator.state().litSince !== null, WITHIN).toBe(true);
    await expect.poll(() => keypad.state().shown, WITHIN).toBe(' 2    ');
    expect(keypad.state().beeps).toBe(0);
  });

  it('beeps for what cannot be done, and works on', async () => {
    keypad.key('next');
    await expect.poll(() => keypad.state().beeps, WITHIN).toBe(1);
    keypad.key('pause', '7');
    await expect.poll(() => keypad.state().beeps, WITHIN).toBe(2);
    keypad.key('pause', '1203');
    await expect.poll(() => evaluator.state().clerk?.number, WITHIN).toBe('1203');
    expect(keypad.state().beeps).toBe(2);
  });

  it('beeps while the hub is away for a key that cannot be done', async () => {
    await hub.running.stop();
    await expect.poll(() => agent.connected, WITHIN).toBe(false);
    keypad.key('next');
    await expect.poll(() => keypad.state().beeps, WITHIN).toBe(1);
  });
});
