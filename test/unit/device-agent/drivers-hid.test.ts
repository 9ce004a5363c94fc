import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeHidInput, encodeHidOutput } from '@bandecheng/device-agent/codecs/hid-report-codec';
import type { EvaluatorDriver, KeypadDriver } from '@bandecheng/device-agent/drivers/driver';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { hidLine } from '@bandecheng/device-agent/drivers/hid-line';
import { keypadDriver } from '@bandecheng/device-agent/drivers/keypad-driver';
import { MOST_FRAMES_A_SECOND } from '@bandecheng/device-agent/drivers/noise-guard';
import type { HidMeans } from '@bandecheng/device-agent/profiles/hid-profile';
import type { HidProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { Report } from '@bandecheng/shared/protocol';
import type { Level } from '@bandecheng/shared/vocabulary';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const profiles = await readProfiles();
const profile = profiles.get('hid-button-box-5') as HidProfile;
const pad = profiles.get('hid-keypad') as HidProfile;
const LIT = [...encodeHidOutput(profile, 'start')];
const DARK = [...encodeHidOutput(profile, 'stop')];

describe('an evaluator of HID reports', () => {
  let device: FakeDevice;
  let reports: Report[];
  let driver: EvaluatorDriver;
  let logged: string[];

  beforeEach(async () => {
    vi.useFakeTimers({ now: NOON });
    device = new FakeDevice();
    reports = [];
    logged = [];
    driver = evaluatorDriver(hidLine(profile), {
      device: 'evaluator-c1',
      connect: device.connect,
      report: (report) => Promise.resolve(void reports.push(report)),
      now: Date.now,
      random: () => 0.5,
      log: (_, fact) => logged.push(fact),
    });
    driver.start();
    await settle();
  });
  afterEach(async () => {
    await driver.stop();
    vi.useRealTimers();
  });

  const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  const holds = (...levels: Level[]): void => device.sends(encodeHidInput(profile, levels));
  async function press(level: Level): Promise<void> {
    holds(level);
    await settle(120);
    holds();
    await settle(120);
  }
  const levels = (): Level[] =>
    reports.flatMap((report) => (report.type === 'RecordPress' ? [report.level] : []));
  const states = (): string[] =>
    reports.flatMap((report) => (report.type === 'RecordDeviceState' ? [report.problems.join()] : []));

  test('a press is reported with the time it went down', async () => {
    await settle(250);
    await press('dissatisfied');
    expect(reports.slice(1)).toEqual([
      { type: 'RecordPress', device: 'evaluator-c1', level: 'dissatisfied', pressedAt: NOON + 250 },
    ]);
    expect(device.written).toEqual([]);
  });

  test('a button held for a minute, reported every 8 ms, is one press', async () => {
    for (let i = 0; i < 7_500; i++) {
      holds('satisfied');
      await settle(8);
    }
    holds();
    await settle();
    expect(levels()).toEqual(['satisfied']);
    expect(states()).toEqual(['']);
  });

  test('a contact that bounces on its way down and up is one press', async () => {
    for (const down of [true, false, true, false, true]) {
      if (down) holds('satisfied');
      else holds();
      await settle(3);
    }
    await settle(400);
    for (const down of [false, true, false]) {
      if (down) holds('satisfied');
      else holds();
      await settle(3);
    }
    expect(levels()).toEqual(['satisfied']);
  });

  test('the same button again a moment later is a press of its own: nothing is repeated on USB', async () => {
    await press('satisfied');
    await press('satisfied');
    expect(levels()).toEqual(['satisfied', 'satisfied']);
  });

  test('a button pressed after a replug counts, though its release was never seen', async () => {
    holds('satisfied');
    await settle(10);
    device.unplug();
    await settle(1_000);
    holds('satisfied');
    await settle();
    expect(levels()).toEqual(['satisfied', 'satisfied']);
    expect(states()).toEqual(['', 'port-lost', '']);
  });

  test('a keyboard is told as one, and a box in its place is taken at once', async () => {
    device.refusals = ['keyboard-mode', 'keyboard-mode', 'ambiguous-port'];
    device.unplug();
    await settle(30_000);
    expect(states()).toEqual(['', 'port-lost', 'keyboard-mode', 'ambiguous-port', '']);
  });

  test('an invitation lights it, its end darkens it', async () => {
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    await settle();
    expect(device.written).toEqual(LIT);
    await settle(60_000);
    expect(device.written).toEqual([...LIT, ...DARK]);
  });

  test('plugged in again within the rating time it is lit again', async () => {
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    await settle();
    device.written = [];
    device.unplug();
    await settle(1_000);
    expect(device.written).toEqual(LIT);
  });

  test('reports of another kind press nothing and disturb nothing', async () => {
    for (let i = 0; i < 30; i++) device.sends([1, 2, 3]);
    await press('satisfied');
    expect(levels()).toEqual(['satisfied']);
    expect(states()).toEqual(['']);
    expect(logged).toContain('report of no button');
  });

  test('a storm of presses is cut off, told, and over when it is over', async () => {
    const both: Level[] = ['satisfied', 'dissatisfied'];
    for (let i = 0; i < 400; i++) holds(both[i % 2] ?? 'satisfied');
    await settle();
    // The first two pass; the same button down again at once has bounced.
    expect(levels().length).toBeLessThanOrEqual(MOST_FRAMES_A_SECOND);
    for (let i = 0; i < 20; i++) {
      await settle(40);
      holds(both[i % 2] ?? 'satisfied');
    }
    expect(levels()).toHaveLength(MOST_FRAMES_A_SECOND);
    expect(states()).toEqual(['', 'noisy-line']);
    await settle(15_000);
    await press('very-satisfied');
    expect(levels().at(-1)).toBe('very-satisfied');
    expect(states()).toEqual(['', 'noisy-line', '']);
  });
});

describe('a number pad as a caller keypad', () => {
  let device: FakeDevice;
  let keys: string[];
  let driver: KeypadDriver;

  beforeEach(async () => {
    vi.useFakeTimers({ now: NOON });
    device = new FakeDevice();
    keys = [];
    driver = keypadDriver(hidLine(pad), {
      device: 'keypad-c6',
      connect: device.connect,
      report: (report) => {
        if (report.type === 'UseKeypad') keys.push(`${report.digits ?? ''} ${report.key}`.trim());
        return Promise.resolve();
      },
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

  async function type(...pressed: HidMeans[]): Promise<void> {
    for (const means of pressed) {
      device.sends(encodeHidInput(pad, [means]));
      await vi.advanceTimersByTimeAsync(100);
      device.sends(encodeHidInput(pad, []));
      await vi.advanceTimersByTimeAsync(100);
    }
  }

  test('digits wait for the key behind them, and are gone with it', async () => {
    await type('0', '1', '2', 'next', 'recall', '3', 'transfer');
    expect(keys).toEqual(['012 next', 'recall', '3 transfer']);
  });

  test('the same digit twice is two digits', async () => {
    await type('1', '1', 'next');
    expect(keys).toEqual(['11 next']);
  });

  test('digits that no key followed for ten seconds were given up', async () => {
    await type('1', '2');
    await vi.advanceTimersByTimeAsync(10_000);
    await type('3', 'next');
    expect(keys).toEqual(['3 next']);
  });

  test('digits typed before it was unplugged are not put before a key after it', async () => {
    await type('1', '2');
    device.unplug();
    await vi.advanceTimersByTimeAsync(1_000);
    await type('next');
    expect(keys).toEqual(['next']);
  });

  test('a refused key is nothing to a pad without beeper and display', async () => {
    driver.show('A012', 5);
    driver.refuse();
    await vi.advanceTimersByTimeAsync(0);
    expect(device.written).toEqual([]);
  });
});

describe('a caller keypad of HID reports', () => {
  test('reports its keys, and is sent nothing: it has no display', async () => {
    vi.useFakeTimers({ now: NOON });
    const device = new FakeDevice();
    const reports: Report[] = [];
    const driver = keypadDriver(hidLine(pad), {
      device: 'keypad-c6',
      connect: device.connect,
      report: (report) => Promise.resolve(void reports.push(report)),
      now: Date.now,
      random: () => 0.5,
      log: () => undefined,
    });
    driver.start();
    await vi.advanceTimersByTimeAsync(0);
    driver.show('A012', 5);
    device.sends(encodeHidInput(pad, ['next']));
    device.sends(encodeHidInput(pad, []));
    device.sends(encodeHidInput(pad, ['no-show']));
    await vi.advanceTimersByTimeAsync(0);
    expect(reports.flatMap((report) => (report.type === 'UseKeypad' ? [report.key] : []))).toEqual([
      'next',
      'no-show',
    ]);
    expect(device.written).toEqual([]);
    await driver.stop();
    vi.useRealTimers();
  });
});
