import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import type { EvaluatorDriver, EvaluatorFace } from '@bandecheng/device-agent/drivers/driver';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const ADDRESS = 0x85;
const profiles = await readProfiles();
const plainProfile = profiles.get('ff68-evaluator-5') as FrameProfile;
const screen = profiles.get('ff68-evaluator-5-screen') as FrameProfile;
const face = (other: Partial<EvaluatorFace> = {}): EvaluatorFace => ({
  clerk: { name: '王芳', number: '1203', star: 4 },
  busy: false,
  ...other,
});

describe('an evaluator with a screen for the clerk', () => {
  let device: FakeDevice;
  let driver: EvaluatorDriver;

  beforeEach(async () => {
    vi.useFakeTimers({ now: NOON });
    device = new FakeDevice();
    driver = evaluatorDriver(framedLine(screen, ADDRESS), {
      device: 'evaluator-c1',
      connect: device.connect,
      report: () => Promise.resolve(),
      now: Date.now,
      random: () => 0.5,
      log: () => undefined,
    });
    driver.start();
    await vi.advanceTimersByTimeAsync(0);
  });
  afterEach(async () => {
    await driver.stop();
    vi.useRealTimers();
  });

  const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  /** Names of the frames sent since the last look. */
  function sent(): string[] {
    const names = frameDecoder(screen, 'device')
      .push(Uint8Array.from(device.written))
      .map(({ name }) => name);
    device.written = [];
    return names;
  }

  test('shows name, number and stars of who serves', async () => {
    driver.show(face());
    await settle();
    const clerk = encodeFrame(screen, 'clerk', { address: ADDRESS, clerk: '王芳', number: '1203', value: 4 });
    const idle = encodeFrame(screen, 'idle', { address: ADDRESS });
    expect(device.written).toEqual([...clerk, ...idle]);
  });

  test('is sent only what has changed', async () => {
    driver.show(face());
    await settle();
    expect(sent()).toEqual(['clerk', 'idle']);
    driver.show(face());
    driver.show(face({ busy: true }));
    await settle();
    expect(sent()).toEqual(['busy']);
    driver.show({ clerk: null, busy: false });
    await settle();
    expect(sent()).toEqual(['no-clerk', 'idle']);
  });

  test('goes on asking for a rating though the next visit has begun, and is busy behind it', async () => {
    driver.show(face());
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    driver.show(face({ busy: true }));
    await settle();
    expect(sent()).toEqual(['clerk', 'idle', 'start']);
    await settle(60_000);
    expect(sent()).toEqual(['stop', 'busy']);
  });

  test('plugged in again it shows the clerk before the prompt', async () => {
    driver.show(face());
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    await settle();
    sent();
    device.unplug();
    await settle(1_000);
    expect(sent()).toEqual(['clerk', 'start']);
  });

  test('a name too long for it is cut at a character, a sign it lacks becomes a question mark', async () => {
    driver.show(face({ clerk: { name: '阿卜杜拉·买买提', number: 'clerk-of-the-year' } }));
    await settle();
    const cut = { clerk: '阿卜杜拉', number: 'clerk-', value: 0 };
    const clerk = encodeFrame(screen, 'clerk', { address: ADDRESS, ...cut });
    expect(device.written.slice(0, clerk.length)).toEqual([...clerk]);
    device.written = [];
    driver.show(face({ clerk: { name: '王\u{20bb7}', number: '7' } }));
    await settle();
    const lacking = encodeFrame(screen, 'clerk', { address: ADDRESS, clerk: '王?', number: '7', value: 0 });
    expect(device.written).toEqual([...lacking]);
  });

  test('one without a screen is sent nothing of the clerk', async () => {
    const plain = new FakeDevice();
    const other = evaluatorDriver(framedLine(plainProfile, ADDRESS), {
      device: 'evaluator-c2',
      connect: plain.connect,
      report: () => Promise.resolve(),
      now: Date.now,
      random: () => 0.5,
      log: () => undefined,
    });
    other.start();
    await settle();
    other.show(face({ busy: true }));
    await settle();
    expect(plain.written).toEqual([]);
    await other.stop();
  });
});
