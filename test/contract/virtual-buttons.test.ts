import { describe, expect, onTestFinished, test } from 'vitest';
import { encodeAck, encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import type { Frame } from '@bandecheng/device-agent/codecs/frame';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
  type VirtualEvaluatorOptions,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualKeypad } from '@bandecheng/device-agent/virtual/virtual-keypad';
import { bytes, hex } from '../unit/device-agent/hex.ts';
import { wireClient, type WireClient } from './virtual-client.ts';

const profiles = await readProfiles();
const profile = profiles.get('ff68-evaluator-5') as FrameProfile;
const keypadProfile = profiles.get('ff68-keypad') as FrameProfile;
const ADDRESS = 0x85;
const SATISFIED = 'FF 68 03 03 68 85 11 03 99 16';
const START = bytes('FF 68 03 03 68 85 01 0B 91 16');
const ACK = bytes('FF 68 03 03 68 85 01 03 89 16');
/** Longer than the device waits before it sends a frame again. */
const AFTER_RESEND = { timeout: 3_000 };

interface Bench {
  evaluator: VirtualEvaluator;
  client: WireClient;
  sent(): string;
}

async function bench(set: Partial<VirtualEvaluatorOptions> = {}): Promise<Bench> {
  const evaluator = await startVirtualEvaluator({ profile, address: ADDRESS, ...set });
  onTestFinished(() => evaluator.stop());
  const client = await wireClient(evaluator.port);
  await expect.poll(() => evaluator.state().connected).toBe(true);
  return { evaluator, client, sent: () => hex(client.read) };
}

/** The frames a host reads from what came. */
function framesIn(read: Uint8Array): {
  frames: Frame[];
  counters: ReturnType<typeof frameDecoder>['counters'];
} {
  const decoder = frameDecoder(profile, 'host');
  return { frames: decoder.push(read), counters: decoder.counters };
}

describe('a virtual evaluator', () => {
  test('a press is the frame of its profile', async () => {
    const { evaluator, sent } = await bench();
    evaluator.press('satisfied');

    await expect.poll(sent).toBe(SATISFIED);
    expect(evaluator.state().lastPress).toEqual({ level: 'satisfied', acknowledged: false });
  });

  test('an acknowledged press is sent once', async () => {
    const { evaluator, client, sent } = await bench();
    evaluator.press('satisfied');
    await expect.poll(sent).toBe(SATISFIED);
    client.send(ACK);
    await expect.poll(() => evaluator.state().lastPress?.acknowledged).toBe(true);

    evaluator.press('dissatisfied');
    await expect.poll(() => framesIn(client.read).frames.map((frame) => frame.data[0])).toEqual([3, 1]);
  });

  test('on a machine too busy to read its acknowledgement, it does not press the same button twice', async () => {
    const { evaluator, client, sent } = await bench();
    evaluator.press('satisfied');
    await expect.poll(sent).toBe(SATISFIED);
    client.send(ACK);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);

    await expect.poll(() => evaluator.state().sent).toEqual({ state: 'acknowledged', tries: 1 });
    expect(sent()).toBe(SATISFIED);
  });

  test('an acknowledgement without its leading FF and without the value counts too', async () => {
    const { evaluator, client } = await bench();
    evaluator.press('satisfied');
    client.send(bytes('68 02 02 68 85 01 86 16'));

    await expect.poll(() => evaluator.state().sent).toEqual({ state: 'acknowledged', tries: 1 });
  });

  test('an acknowledgement of another address does not', async () => {
    const { evaluator, client } = await bench();
    evaluator.press('satisfied');
    client.send(encodeFrame(profile, 'ack', { address: 0x81, value: 3 }));

    await expect.poll(() => evaluator.state().sent, AFTER_RESEND).toEqual({ state: 'given-up', tries: 3 });
  });

  test('without an acknowledgement it sends three times and gives up', async () => {
    const { evaluator, sent } = await bench();
    evaluator.press('satisfied');

    await expect.poll(() => evaluator.state().sent, AFTER_RESEND).toEqual({ state: 'given-up', tries: 3 });
    expect(sent()).toBe([SATISFIED, SATISFIED, SATISFIED].join(' '));
  });

  test('told not to, it sends once', async () => {
    const { evaluator, sent } = await bench({ resends: false });
    evaluator.press('satisfied');

    await expect.poll(() => evaluator.state().sent, AFTER_RESEND).toEqual({ state: 'given-up', tries: 1 });
    expect(sent()).toBe(SATISFIED);
  });

  test('a prompt lights it, a press darkens it', async () => {
    const { evaluator, client } = await bench();
    expect(evaluator.state().litSince).toBeNull();
    client.send(START);
    await expect.poll(() => evaluator.state().litSince).not.toBeNull();
    evaluator.press('very-dissatisfied');

    expect(evaluator.state().litSince).toBeNull();
  });

  test('a prompt nobody follows goes dark by itself', async () => {
    const { evaluator, client } = await bench({ litMs: 80 });
    client.send(START);
    await expect.poll(() => evaluator.state().litSince).not.toBeNull();

    await expect.poll(() => evaluator.state().litSince).toBeNull();
  });

  test('half a prompt does not light it, a whole one behind it does', async () => {
    const { evaluator, client } = await bench();
    client.send(START.subarray(0, 6));
    await expect.poll(() => evaluator.state().wire.length).toBe(1);
    expect(evaluator.state().litSince).toBeNull();
    client.send(START);

    await expect.poll(() => evaluator.state().litSince).not.toBeNull();
  });

  test('a level the profile has no button for is refused by name', async () => {
    const short = { ...profile, inbound: profile.inbound.map((frame) => ({ ...frame })) };
    for (const frame of short.inbound) if (frame.event === 'rating') frame.values = { '03': 'satisfied' };
    const { evaluator } = await bench({ profile: short });

    expect(() => evaluator.press('very-satisfied')).toThrow(/profile-invalid/);
  });
});

describe('the faults of a virtual evaluator', () => {
  test('corrupt-checksum: the next frame is spoilt in its checksum alone, its repetition is right', async () => {
    const { evaluator, sent } = await bench();
    evaluator.fault('corrupt-checksum');
    evaluator.press('satisfied');

    await expect.poll(sent, AFTER_RESEND).toBe(`${SATISFIED.replace('99 16', '66 16')} ${SATISFIED}`);
  });

  test('half-frame: the rest never comes', async () => {
    const { evaluator, sent } = await bench({ resends: false });
    evaluator.fault('half-frame');
    evaluator.press('satisfied');
    await expect.poll(sent).toBe('FF 68 03 03 68');

    evaluator.press('satisfied');
    await expect.poll(sent).toBe(`FF 68 03 03 68 ${SATISFIED}`);
  });

  test('repeat-frame: so many more at once, and only this time', async () => {
    const { evaluator, sent } = await bench({ resends: false });
    evaluator.fault('repeat-frame', true, 2);
    evaluator.press('satisfied');
    await expect.poll(sent).toBe([SATISFIED, SATISFIED, SATISFIED].join(' '));

    evaluator.press('satisfied');
    await expect.poll(sent).toBe(Array.from({ length: 4 }, () => SATISFIED).join(' '));
  });

  test('split: byte by byte, and two presses do not mix', async () => {
    const { evaluator, client } = await bench({ resends: false });
    evaluator.fault('split');
    evaluator.press('satisfied');
    evaluator.press('dissatisfied');

    await expect.poll(() => framesIn(client.read).frames.map((frame) => frame.data[0])).toEqual([3, 1]);
    expect(framesIn(client.read).counters.discardedBytes).toBe(0);
  });

  test('noise: bytes that are no frame, and a press behind them is read', async () => {
    const { evaluator, client } = await bench();
    evaluator.fault('noise');
    evaluator.press('satisfied');

    await expect.poll(() => framesIn(client.read).frames.map((frame) => frame.data[0])).toEqual([3]);
    expect(framesIn(client.read).counters.discardedBytes).toBe(24);
  });

  test('silent: it hears nothing and sends nothing', async () => {
    const { evaluator, client, sent } = await bench({ resends: false });
    evaluator.fault('silent');
    evaluator.press('satisfied');
    client.send(START);
    evaluator.fault('silent', false);
    evaluator.press('dissatisfied');

    await expect.poll(() => framesIn(client.read).frames.map((frame) => frame.data[0])).toEqual([1]);
    expect(sent()).not.toContain(SATISFIED);
  });

  test('drop: the connection breaks, and a press on the next one arrives', async () => {
    const { evaluator, client } = await bench();
    evaluator.fault('drop');
    await expect.poll(() => client.closed).toBe(true);
    const next = await wireClient(evaluator.port);
    await expect.poll(() => evaluator.state().connected).toBe(true);
    evaluator.press('satisfied');

    await expect.poll(() => hex(next.read)).toBe(SATISFIED);
  });

  test('a press while nobody is connected is lost as on a wire, its repetition is not', async () => {
    const { evaluator, client } = await bench();
    await client.hangUp();
    await expect.poll(() => evaluator.state().connected).toBe(false);
    evaluator.press('satisfied');
    const next = await wireClient(evaluator.port);

    await expect.poll(() => hex(next.read), AFTER_RESEND).toContain(SATISFIED);
  });
});

describe('a virtual keypad', () => {
  test('sends its keys until they are echoed, and shows what it is told', async () => {
    const keypad = await startVirtualKeypad({ profile: keypadProfile, address: 5 });
    onTestFinished(() => keypad.stop());
    const client = await wireClient(keypad.port);
    await expect.poll(() => keypad.state().connected).toBe(true);
    keypad.key('next');
    await expect.poll(() => hex(client.read)).toBe('FF 68 03 03 68 05 01 0C 12 16');

    const [frame] = frameDecoder(keypadProfile, 'host').push(client.read);
    client.send(encodeAck(keypadProfile, frame!) ?? new Uint8Array(0));
    client.send(encodeFrame(keypadProfile, 'show', { address: 5, digits: ' 5 012' }));
    await expect.poll(() => keypad.state().shown).toBe(' 5 012');
    expect(keypad.state().lastKey).toEqual({ key: 'next', acknowledged: true });
  });
});
