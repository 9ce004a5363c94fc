import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { AgentProcess } from '../fakes/agent-process.ts';
import { FarEnd } from '../fakes/far-end.ts';
import { SmallHub } from '../fakes/small-hub.ts';

const profile = (await readProfiles()).get('ff68-evaluator-5') as FrameProfile;
const PRESS = encodeFrame(profile, 'rating', { address: 129, level: 'dissatisfied' });
const ACK = encodeFrame(profile, 'ack', { address: 129, value: 1 });
const PATIENTLY = { timeout: 20_000 };

const preload = (name: string): string =>
  `--require=${fileURLToPath(new URL(`../fakes/${name}`, import.meta.url))}`;

/** The built agent as a process on a machine that lacks something, its evaluator behind a TCP serial server. */
describe('the agent, on a machine', () => {
  let folder: string;
  let config: string;
  let hub: SmallHub;
  let buttons: FarEnd;
  let agent: AgentProcess | null;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-machine-'));
    config = join(folder, 'agent.json');
    agent = null;
    hub = new SmallHub();
    buttons = new FarEnd();
    await hub.start();
  });
  afterEach(async () => {
    await agent?.kill();
    await hub.stop();
    await buttons.off();
    await rm(folder, { recursive: true });
  });

  async function start(others: object[], env: Record<string, string>): Promise<void> {
    const port = await buttons.listen();
    const evaluator = {
      id: 'evaluator-c1',
      transport: { kind: 'tcp', host: 'localhost', port },
      profile: 'ff68-evaluator-5',
      address: 129,
      counter: 'c1',
    };
    const file = {
      agent: 'hall-1',
      hub: `http://127.0.0.1:${hub.port}`,
      key: 'not-a-real-key-of-any-agent',
      dataFolder: 'data',
      devices: [evaluator, ...others],
    };
    await writeFile(config, JSON.stringify(file));
    agent = AgentProcess.start(config, env);
    await expect.poll(() => agent?.ready, PATIENTLY).toBe(true);
  }

  async function pressIsRecorded(): Promise<void> {
    await expect.poll(() => buttons.attached, PATIENTLY).toBe(true);
    buttons.sends(PRESS);
    await expect.poll(() => [...buttons.read], PATIENTLY).toEqual([...ACK]);
    await expect
      .poll(() => hub.reported('RecordPress'), PATIENTLY)
      .toMatchObject([{ device: 'evaluator-c1', level: 'dissatisfied' }]);
  }

  const problems = (device: string): string[] =>
    hub
      .reported('RecordDeviceState')
      .filter((report) => report.device === device)
      .map((report) => report.problems.join());

  test('without any native part, says no-driver of serial and HID devices and works over TCP', async () => {
    const serial = {
      id: 'evaluator-c2',
      transport: { kind: 'serial', path: '/dev/ttyS0' },
      profile: 'ff68-evaluator-5',
      address: 130,
      counter: 'c2',
    };
    const hid = {
      id: 'evaluator-c3',
      transport: { kind: 'hid', vendor: '1209', product: '0001' },
      profile: 'hid-button-box-5',
      counter: 'c3',
    };
    await start([serial, hid], { NODE_OPTIONS: preload('no-native-parts.cjs') });
    await expect.poll(() => problems('evaluator-c2'), PATIENTLY).toEqual(['no-driver']);
    await expect.poll(() => problems('evaluator-c3'), PATIENTLY).toEqual(['no-driver']);
    await pressIsRecorded();
  });

  test('whose ports hold eight threads for good, still writes files, finds names and takes presses', async () => {
    const fifos = Array.from({ length: 8 }, (_, i) => join(folder, `stuck-${i}`));
    await promisify(execFile)('mkfifo', fifos);
    await start([], { NODE_OPTIONS: preload('held-threads.cjs'), HELD_FIFOS: fifos.join(':') });
    await pressIsRecorded();
    // A name is looked up anew for every connection.
    await buttons.off();
    await buttons.listen();
    await expect.poll(() => buttons.attached, PATIENTLY).toBe(true);
  });
});
