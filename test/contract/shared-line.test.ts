import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { AgentProcess } from '../fakes/agent-process.ts';
import { FarEnd } from '../fakes/far-end.ts';
import { PtyCable } from '../fakes/pty.ts';
import { SmallHub } from '../fakes/small-hub.ts';

const profiles = await readProfiles();
const buttons = profiles.get('ff68-evaluator-3') as FrameProfile;
const polled = profiles.get('modbus-evaluator-5') as FrameProfile;
const PATIENTLY = { timeout: 20_000 };
/** The polled box takes so long to answer; nobody else may speak meanwhile. */
const ANSWER_AFTER_MS = 15;

/** Two evaluators that speak unasked, a box that answers when polled, and one that never does: one RS-485 line. */
class Bus {
  readonly wire = new FarEnd();
  /** Frames that fell upon an answer. */
  collisions = 0;
  /** Polls seen, by address. */
  readonly polls = new Map<number, number>();
  /** Acknowledgements seen, by address. */
  readonly acks = new Map<number, number>();
  private down: number[] = [0];
  private answering = false;
  private readonly pressed: Uint8Array[] = [];
  private readonly requests = frameDecoder(polled, 'device');
  private readonly prompts = frameDecoder(buttons, 'device');

  constructor() {
    this.wire.onWrite = (bytes) => this.hear(bytes);
  }

  /** An evaluator waits until the line is free, as these do. */
  press(address: number): void {
    const frame = encodeFrame(buttons, 'rating', { address, level: 'satisfied' });
    if (this.answering) this.pressed.push(frame);
    else this.wire.sends(frame);
  }

  /** The third button of the polled box, held until `letGo`. */
  hold(): void {
    this.down = [4];
  }

  letGo(): void {
    this.down = [0];
  }

  private hear(bytes: Uint8Array): void {
    if (this.answering) this.collisions += 1;
    for (const { address } of this.prompts.push(bytes))
      this.acks.set(address, (this.acks.get(address) ?? 0) + 1);
    for (const { address } of this.requests.push(bytes)) {
      this.polls.set(address, (this.polls.get(address) ?? 0) + 1);
      if (address === 5) this.answer();
    }
  }

  private answer(): void {
    this.answering = true;
    const frame = encodeFrame(polled, 'idle', { address: 5, data: Uint8Array.from(this.down) });
    const half = frame.length >> 1;
    setTimeout(() => this.wire.sends(frame.subarray(0, half)), ANSWER_AFTER_MS);
    setTimeout(() => {
      this.answering = false;
      this.wire.sends(frame.subarray(half));
      for (const press of this.pressed.splice(0)) this.wire.sends(press);
    }, ANSWER_AFTER_MS + 5);
  }
}

/** The polled model with an agent that waits so long for its answer that a busy machine breaks no turn. */
async function patientModel(): Promise<object> {
  const file = new URL('../../device-agent/profiles/modbus-evaluator-5.json', import.meta.url);
  const model = JSON.parse(await readFile(file, 'utf8')) as { outbound: { expect: object }[] };
  const outbound = model.outbound.map((frame) => ({
    ...frame,
    expect: { ...frame.expect, withinMs: 5_000 },
  }));
  return { ...model, id: 'patient', outbound };
}

describe('an agent with four devices on one RS-485 line', () => {
  let folder: string;
  let hub: SmallHub;
  let bus: Bus;
  let cable: PtyCable;
  let agent: AgentProcess;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-bus-'));
    hub = new SmallHub();
    await hub.start();
    bus = new Bus();
    cable = new PtyCable(join(folder, 'line'), await bus.wire.listen());
    await cable.plug();
    const on = (address: number, profile: string): object => ({
      id: `evaluator-c${address}`,
      transport: { kind: 'serial', path: cable.path },
      profile,
      address,
      counter: `c${address}`,
    });
    await mkdir(join(folder, 'profiles'));
    await writeFile(join(folder, 'profiles', 'patient.json'), JSON.stringify(await patientModel()));
    const file = {
      agent: 'hall-1',
      hub: `http://127.0.0.1:${hub.port}`,
      key: 'not-a-real-key-of-any-agent',
      dataFolder: 'data',
      profilesFolder: 'profiles',
      devices: [
        on(129, 'ff68-evaluator-3'),
        on(130, 'ff68-evaluator-3'),
        on(5, 'patient'),
        on(6, 'modbus-evaluator-5'),
      ],
    };
    await writeFile(join(folder, 'agent.json'), JSON.stringify(file));
    agent = AgentProcess.start(join(folder, 'agent.json'));
    await expect.poll(() => agent.ready, PATIENTLY).toBe(true);
    await expect.poll(() => problems(6), PATIENTLY).toContain('no-answer');
  });
  afterEach(async () => {
    await agent.kill();
    await hub.stop();
    await cable.pull();
    await bus.wire.off();
    await rm(folder, { recursive: true });
  });

  const problems = (address: number): string[] =>
    hub
      .reported('RecordDeviceState')
      .filter((report) => report.device === `evaluator-c${address}`)
      .map((report) => report.problems.join());
  const presses = (): string[] =>
    hub.reported('RecordPress').map(({ device, level }) => `${device} ${level}`);

  test('records each press of its own device, though one of the four never answers', async () => {
    bus.press(129);
    await expect.poll(presses, PATIENTLY).toEqual(['evaluator-c129 satisfied']);
    bus.press(130);
    await expect.poll(presses, PATIENTLY).toHaveLength(2);
    bus.hold();
    await expect.poll(presses, PATIENTLY).toHaveLength(3);
    bus.letGo();
    expect(presses().slice(1)).toEqual(['evaluator-c130 satisfied', 'evaluator-c5 basically-satisfied']);
    await expect.poll(() => [bus.acks.get(129), bus.acks.get(130)], PATIENTLY).toEqual([1, 1]);
    expect([129, 130, 5].map(problems)).toEqual([[''], [''], ['']]);
  });

  test('asks both polled boxes in turn, and never speaks into an answer', async () => {
    const before = { 5: bus.polls.get(5) ?? 0, 6: bus.polls.get(6) ?? 0 };
    await expect.poll(() => bus.polls.get(5), PATIENTLY).toBeGreaterThan(before[5] + 8);
    expect(bus.polls.get(6)).toBeGreaterThan(before[6] + 3);
    expect(bus.collisions).toBe(0);
    expect(problems(5)).toEqual(['']);
  });

  test('loses all four with the cable, and has all four again with it', async () => {
    await cable.pull();
    await bus.wire.off();
    for (const address of [129, 130, 5, 6])
      await expect.poll(() => problems(address).at(-1), PATIENTLY).toMatch(/^port-(lost|missing)$/);
    await bus.wire.listen();
    await cable.plug();
    for (const address of [129, 130, 5])
      await expect.poll(() => problems(address).at(-1), PATIENTLY).toBe('');
    bus.press(130);
    await expect.poll(presses, PATIENTLY).toEqual(['evaluator-c130 satisfied']);
  });
});
