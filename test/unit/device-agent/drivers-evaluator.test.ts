import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import type { EvaluatorDriver, PressMark } from '@bandecheng/device-agent/drivers/driver';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import { MOST_FRAMES_A_SECOND } from '@bandecheng/device-agent/drivers/noise-guard';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { Report } from '@bandecheng/shared/protocol';
import type { Level } from '@bandecheng/shared/vocabulary';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const ADDRESS = 0x85;
const profile = (await readProfiles()).get('ff68-evaluator-5') as FrameProfile;
const rating = (level: Level, address = ADDRESS): Uint8Array =>
  encodeFrame(profile, 'rating', { address, level });
const ack = (value: number): number[] => [...encodeFrame(profile, 'ack', { address: ADDRESS, value })];
const START = [...encodeFrame(profile, 'start', { address: ADDRESS })];

describe('an evaluator', () => {
  let device: FakeDevice;
  let reports: Report[];
  /** How the outbox takes the next reports. */
  let disk: () => Promise<void>;
  let driver: EvaluatorDriver;

  function open(lastPress?: PressMark): EvaluatorDriver {
    return evaluatorDriver(framedLine(profile, ADDRESS), {
      device: 'evaluator-c1',
      connect: device.connect,
      report: (report) => {
        reports.push(report);
        return disk();
      },
      now: Date.now,
      random: () => 0.5,
      log: () => undefined,
      ...(lastPress && { lastPress }),
    });
  }

  beforeEach(async () => {
    vi.useFakeTimers({ now: NOON });
    device = new FakeDevice();
    reports = [];
    disk = () => Promise.resolve();
    driver = open();
    driver.start();
    await settle();
  });
  afterEach(async () => {
    await driver.stop();
    vi.useRealTimers();
  });

  const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  const levels = (): Level[] =>
    reports.flatMap((report) => (report.type === 'RecordPress' ? [report.level] : []));
  const presses = (): object[] =>
    reports.flatMap((report) => {
      if (report.type !== 'RecordPress') return [];
      return [{ level: report.level, ...(report.again === true ? { again: true } : {}) }];
    });
  const states = (): string[] =>
    reports.flatMap((report) => (report.type === 'RecordDeviceState' ? [report.problems.join()] : []));

  test('says once after the start that it is well', () => {
    expect(reports).toEqual([
      { type: 'RecordDeviceState', device: 'evaluator-c1', problems: [], since: NOON },
    ]);
  });

  test('a press is reported with its time and acknowledged to the device', async () => {
    await settle(250);
    device.sends(rating('very-satisfied'));
    await settle();
    expect(reports.slice(1)).toEqual([
      { type: 'RecordPress', device: 'evaluator-c1', level: 'very-satisfied', pressedAt: NOON + 250 },
    ]);
    expect(device.written).toEqual(ack(4));
  });

  test('the device is acknowledged only when the press is on disk', async () => {
    let onDisk: () => void = () => undefined;
    disk = () => new Promise((resolve) => (onDisk = resolve));
    device.sends(rating('satisfied'));
    await settle(2_000);
    expect(device.written).toEqual([]);
    onDisk();
    await settle();
    expect(device.written).toEqual(ack(3));
  });

  test('a device that repeats while the disk is slow makes one press', async () => {
    let onDisk: () => void = () => undefined;
    disk = () => new Promise((resolve) => (onDisk = resolve));
    for (let i = 0; i < 4; i++) {
      device.sends(rating('satisfied'));
      await settle(500);
    }
    onDisk();
    await settle();
    expect(levels()).toEqual(['satisfied']);
    expect(device.written).toEqual(ack(3));
  });

  test('a frame repeated because our acknowledgement was lost is one press, acknowledged again', async () => {
    device.sends(rating('satisfied'));
    await settle(500);
    device.sends(rating('satisfied'));
    await settle(500);
    expect(levels()).toEqual(['satisfied']);
    expect(device.written).toEqual([...ack(3), ...ack(3)]);
  });

  test('a press an agent before this one took is told as perhaps the same one when it is repeated, once', async () => {
    await driver.stop();
    reports.length = 0;
    driver = open({ pressed: 'satisfied', at: NOON - 800 });
    driver.start();
    await settle();
    for (let i = 0; i < 3; i++) {
      device.sends(rating('satisfied'));
      await settle(500);
    }
    expect(presses()).toEqual([{ level: 'satisfied', again: true }]);
    expect(device.written).toEqual([...ack(3), ...ack(3), ...ack(3)]);
    await settle(profile.dedupeWindowMs);
    device.sends(rating('satisfied'));
    await settle();
    expect(presses().slice(1)).toEqual([{ level: 'satisfied' }]);
  });

  test('who presses what the last one pressed before a restart is not taken for it once invited', async () => {
    await driver.stop();
    reports.length = 0;
    driver = open({ pressed: 'satisfied', at: NOON - 800 });
    driver.start();
    driver.invite({ visit: 'visit-2', openedAt: NOON - 300, closesAt: NOON + 60_000 });
    await settle();
    device.sends(rating('satisfied'));
    await settle();
    expect(presses()).toEqual([{ level: 'satisfied' }]);
  });

  test('another button than the last before a restart is a press like any', async () => {
    await driver.stop();
    reports.length = 0;
    driver = open({ pressed: 'satisfied', at: NOON - 800 });
    driver.start();
    await settle();
    device.sends(rating('dissatisfied'));
    await settle();
    expect(presses()).toEqual([{ level: 'dissatisfied' }]);
  });

  test('a press while nobody was invited is reported and acknowledged: what it is worth the hub knows', async () => {
    device.sends(rating('satisfied'));
    await settle();
    expect(levels()).toEqual(['satisfied']);
    expect(device.written).toEqual(ack(3));
  });

  test('a press after the prompt has ended is reported with its time, and no timeout is ever reported', async () => {
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    await settle(60_001);
    expect(reports.filter(({ type }) => type === 'RecordPress')).toEqual([]);
    await settle(20_000);
    device.sends(rating('very-dissatisfied'));
    await settle();
    expect(reports.at(-1)).toMatchObject({ type: 'RecordPress', pressedAt: NOON + 80_001 });
  });

  test('two evaluators that spoke at once on one line make no press, and each repetition counts once', async () => {
    const [ours, theirs] = [rating('satisfied'), rating('dissatisfied', 0x86)];
    const mixed = ours.map((byte, i) => (i % 2 === 0 ? byte : (theirs[i] ?? 0)));
    const collided = ours.map((byte, i) => byte & (theirs[i] ?? 0xff));
    device.sends([...mixed, ...collided]);
    await settle(500);
    expect(levels()).toEqual([]);
    device.sends([...theirs, ...ours]);
    await settle();
    expect(levels()).toEqual(['satisfied']);
  });

  test('the same button after the repetition time is a press of its own', async () => {
    device.sends(rating('satisfied'));
    await settle(profile.dedupeWindowMs);
    device.sends(rating('satisfied'));
    await settle();
    expect(levels()).toEqual(['satisfied', 'satisfied']);
  });

  test('two different presses within 200 ms are both reported', async () => {
    device.sends(rating('satisfied'));
    await settle(200);
    device.sends(rating('very-dissatisfied'));
    await settle();
    expect(levels()).toEqual(['satisfied', 'very-dissatisfied']);
  });

  test('two presses glued into one chunk are both reported', async () => {
    device.sends([...rating('satisfied'), ...rating('dissatisfied')]);
    await settle();
    expect(levels()).toEqual(['satisfied', 'dissatisfied']);
  });

  test('a press the outbox refuses is not acknowledged, and counts when the device repeats it', async () => {
    disk = () => Promise.reject(new Error('too many reports'));
    device.sends(rating('dissatisfied'));
    await settle(500);
    expect(device.written).toEqual([]);
    disk = () => Promise.resolve();
    device.sends(rating('dissatisfied'));
    await settle();
    expect(device.written).toEqual(ack(1));
  });

  test('half a frame is no press, and does not spoil the next one', async () => {
    device.sends(rating('satisfied').slice(0, 6));
    await settle(profile.interByteTimeoutMs + 1);
    device.sends(rating('dissatisfied'));
    await settle();
    expect(levels()).toEqual(['dissatisfied']);
  });

  test('a frame that comes byte by byte is read whole', async () => {
    for (const byte of rating('satisfied')) {
      device.sends([byte]);
      await settle(1);
    }
    expect(levels()).toEqual(['satisfied']);
  });

  test('a frame with a wrong checksum is no press', async () => {
    const frame = rating('satisfied');
    frame[8] = (frame[8] ?? 0) ^ 1;
    device.sends(frame);
    await settle(1_000);
    expect(levels()).toEqual([]);
    expect(device.written).toEqual([]);
  });

  test('a press from another address on the line is not ours', async () => {
    device.sends(rating('satisfied', 0x86));
    await settle();
    expect(levels()).toEqual([]);
    expect(device.written).toEqual([]);
  });

  test('the next applicant pressing the same button two seconds later is not lost as a repetition', async () => {
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    await settle(500);
    device.sends(rating('satisfied'));
    await settle(1_000);
    driver.invite({ visit: 'visit-2', openedAt: NOON + 1_500, closesAt: NOON + 61_500 });
    await settle(1_000);
    device.sends(rating('satisfied'));
    await settle();
    expect(levels()).toEqual(['satisfied', 'satisfied']);
  });

  test('an invitation sent again after a break does not make a second press of a repeated frame', async () => {
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    await settle(500);
    device.sends(rating('satisfied'));
    await settle(500);
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    device.sends(rating('satisfied'));
    await settle();
    expect(levels()).toEqual(['satisfied']);
  });

  test('an invitation lights it at once', async () => {
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    await settle();
    expect(device.written).toEqual(START);
  });

  test('an evaluator plugged in during the rating time is lit, after it not', async () => {
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON + 60_000 });
    await settle();
    device.written = [];
    device.unplug();
    await settle(1_000);
    expect(device.written).toEqual(START);
    await settle(60_000);
    device.written = [];
    device.unplug();
    await settle(1_000);
    expect(device.written).toEqual([]);
  });

  test('an invitation that is over already, or closed, lights nothing', async () => {
    driver.invite({ visit: 'visit-1', openedAt: NOON, closesAt: NOON });
    device.unplug();
    driver.invite({ visit: 'visit-2', openedAt: NOON, closesAt: NOON + 60_000 });
    driver.closeInvitation('visit-1');
    driver.closeInvitation('visit-2');
    await settle(2_000);
    expect(device.written).toEqual([]);
  });

  test('a pulled cable and its return are told once each', async () => {
    device.refusals = ['port-missing', 'port-missing'];
    device.unplug();
    await settle(10_000);
    expect(states()).toEqual(['', 'port-lost', 'port-missing', '']);
  });

  test('more garbage than frames is told as a noisy line, and cleared when it is over', async () => {
    for (let i = 0; i < 10; i++) {
      device.sends([0xff, 0x00, 0x13, 0x37]);
      await settle(100);
    }
    expect(states()).toEqual(['', 'noisy-line']);
    await settle(15_000);
    expect(states()).toEqual(['', 'noisy-line', '']);
  });

  test('a flood of presses is cut off, told, and over when it is over', async () => {
    const both: Level[] = ['satisfied', 'dissatisfied'];
    for (let i = 0; i < 40; i++) device.sends(rating(both[i % 2] ?? 'satisfied'));
    await settle();
    expect(levels()).toHaveLength(MOST_FRAMES_A_SECOND);
    expect(states()).toEqual(['', 'noisy-line']);
    await settle(15_000);
    device.sends(rating('very-satisfied'));
    await settle();
    expect(levels().at(-1)).toBe('very-satisfied');
    expect(states()).toEqual(['', 'noisy-line', '']);
  });

  test('what came before a loss is not the beginning of what comes after it', async () => {
    const frame = rating('satisfied');
    device.sends(frame.slice(0, 5));
    device.unplug();
    await settle(600);
    device.sends(frame.slice(5));
    await settle(1_000);
    expect(levels()).toEqual([]);
  });
});
