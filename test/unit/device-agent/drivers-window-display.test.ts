import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeFrame, frameDecoder, readArgs } from '@bandecheng/device-agent/codecs/framed-codec';
import type { WindowDisplayDriver } from '@bandecheng/device-agent/drivers/driver';
import { windowDisplayDriver } from '@bandecheng/device-agent/drivers/window-display-driver';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { Report, WindowShow } from '@bandecheng/shared/protocol';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const profiles = await readProfiles();
const coloured = profiles.get('a090-window-display') as FrameProfile;
/** As a site writes it whose display is known to answer. */
const acknowledging: FrameProfile = {
  ...coloured,
  outbound: coloured.outbound.map((frame) => ({
    ...frame,
    expect: { frames: ['ack'], withinMs: 300, retries: 2 },
  })),
};
const mute = profiles.get('80c0-window-display') as FrameProfile;
const ADDRESS = 3;
const over = { device: 'display-c3', counterNumber: 3 };
const called = (number: string): WindowShow => ({ ...over, state: 'called', number });
const PAUSED: WindowShow = { ...over, state: 'paused' };

let device: FakeDevice;
let reports: Report[];
let logged: string[];
let driver: WindowDisplayDriver;
let profile: FrameProfile;

function open(of: FrameProfile): void {
  profile = of;
  driver = windowDisplayDriver(of, ADDRESS, {
    device: 'display-c3',
    connect: device.connect,
    report: (report) => Promise.resolve(void reports.push(report)),
    now: Date.now,
    random: () => 0.5,
    log: (_level, fact) => void logged.push(fact),
  });
  driver.start();
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  device = new FakeDevice();
  reports = [];
  logged = [];
});
afterEach(async () => {
  await driver.stop();
  vi.useRealTimers();
});

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const acknowledges = (): void => {
  device.onWrite = () => device.sends(encodeFrame(profile, 'ack', { address: ADDRESS }));
};
/** Every text written so far, in order. */
const texts = (): (string | undefined)[] =>
  frameDecoder(profile, 'device')
    .push(Uint8Array.from(device.written))
    .map((frame) => readArgs(profile, frame).text);
const states = (): string[] =>
  reports.flatMap((report) => (report.type === 'RecordDeviceState' ? [report.problems.join()] : []));

describe('a window display that acknowledges', () => {
  beforeEach(async () => {
    open(acknowledging);
    acknowledges();
    await settle();
  });

  test('shows the number that was called, once', async () => {
    driver.show(called('A012'));
    await settle(5_000);
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('A012');
    expect(states()).toEqual(['']);
  });

  test('shows a recalled number anew', async () => {
    driver.show(called('A012'));
    await settle(100);
    driver.show(called('A012'));
    await settle(100);
    expect(texts()).toHaveLength(2);
  });

  test('is sent the newest alone of what came while it was away', async () => {
    device.unplug();
    driver.show(called('A012'));
    driver.show(called('A013'));
    driver.show(PAUSED);
    await settle(2_000);
    expect(texts()).toEqual(['暂停服务']);
  });

  test('is never sent what has been overtaken, not even as a retry', async () => {
    device.onWrite = () => undefined;
    driver.show(called('A012'));
    await settle();
    driver.show(called('A013'));
    await settle(1_000);
    acknowledges();
    await settle(3_000);
    const [first, ...later] = texts();
    expect(first).toContain('A012');
    expect(later.length).toBeGreaterThan(0);
    for (const text of later) expect(text).toContain('A013');
  });

  test('shows what it showed before when its line comes back', async () => {
    driver.show(called('A012'));
    await settle();
    device.written = [];
    device.unplug();
    await settle(1_000);
    expect(texts()).toEqual([expect.stringContaining('A012')]);
  });

  test('shows it again after a while: switched off behind a converter it tells nobody', async () => {
    driver.show(called('A012'));
    await settle(29_000);
    expect(texts()).toHaveLength(1);
    await settle(2_000);
    expect(texts()).toHaveLength(2);
  });

  test('that gives no answer is reported after its retries, and well again when it answers', async () => {
    device.onWrite = () => undefined;
    driver.show(called('A012'));
    await settle(8_000);
    expect(states()).toEqual(['', 'no-answer']);
    acknowledges();
    await settle(3_000);
    expect(states()).toEqual(['', 'no-answer', '']);
    expect(texts().at(-1)).toContain('A012');
  });

  test('that goes on giving no answer has its port opened anew, and is not called well for that', async () => {
    device.onWrite = () => undefined;
    driver.show(called('A012'));
    await settle(60_000);
    expect(device.connections).toBeGreaterThan(1);
    expect(states()).toEqual(['', 'no-answer']);
  });
});

describe('a window display that acknowledges nothing', () => {
  beforeEach(async () => {
    open(mute);
    await settle();
  });

  test('is sent each text once, and is well as far as anyone knows', async () => {
    driver.show(called('A012'));
    await settle(5_000);
    driver.show(PAUSED);
    await settle(5_000);
    expect(texts()).toEqual([expect.stringContaining('A012'), expect.any(String)]);
    expect(states()).toEqual(['']);
  });

  test('is sent no byte that would end the frame, whatever the services are called', async () => {
    driver.show({ ...over, state: 'idle', services: ['\u001a社保\u0000', '税\r\n务'] });
    await settle();
    expect(device.written.filter((byte) => byte === 0x1a)).toHaveLength(1);
    expect(device.written.at(-1)).toBe(0x1a);
    expect(logged).not.toContain('text cannot be shown');
  });
});

test('a stopped driver lets go of the port while a write hangs', async () => {
  open(acknowledging);
  await settle();
  device.heldWrites = [];
  driver.show(called('A012'));
  await settle();
  const stopped = driver.stop();
  device.heldWrites.forEach((done) => done());
  await settle();
  await stopped;
  expect(device.open).toBe(false);
});
