import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import type { Driver, EvaluatorDriver } from '@bandecheng/device-agent/drivers/driver';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import { keypadDriver } from '@bandecheng/device-agent/drivers/keypad-driver';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { Report } from '@bandecheng/shared/protocol';
import type { Level } from '@bandecheng/shared/vocabulary';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const ADDRESS = 7;
const profiles = await readProfiles();
const modbus = profiles.get('modbus-evaluator-5') as FrameProfile;
const transferCard = profiles.get('95h-keypad') as FrameProfile;
const POLL = modbus.poll ?? { everyMs: 0, missesBeforeOffline: 0 };

let device: FakeDevice;
let reports: Report[];
let disk: () => Promise<void>;
let driver: Driver;
/** The button that is down. */
let down: Level | null;
let answering: boolean;
let asked: string[];

function context() {
  return {
    device: 'box-c7',
    connect: device.connect,
    report: (report: Report) => {
      reports.push(report);
      return disk();
    },
    now: Date.now,
    random: () => 0.5,
    log: () => undefined,
  };
}

/** A Modbus box: says which button is down when it is asked. */
function openBox(profile = modbus): EvaluatorDriver {
  const decoder = frameDecoder(profile, 'device');
  device.onWrite = (bytes) => {
    for (const { name } of decoder.push(bytes)) {
      asked.push(name);
      if (name !== 'poll' || !answering) continue;
      const answer =
        down === null
          ? encodeFrame(profile, 'idle', { address: ADDRESS })
          : encodeFrame(profile, 'rating', { address: ADDRESS, level: down });
      device.sends(answer);
    }
  };
  const opened = evaluatorDriver(framedLine(profile, ADDRESS), context());
  driver = opened;
  opened.start();
  return opened;
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  device = new FakeDevice();
  [reports, asked, down, answering] = [[], [], null, true];
  disk = () => Promise.resolve();
});
afterEach(async () => {
  await driver.stop();
  vi.useRealTimers();
});

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const levels = (): Level[] =>
  reports.flatMap((report) => (report.type === 'RecordPress' ? [report.level] : []));
const states = (): string[] =>
  reports.flatMap((report) => (report.type === 'RecordDeviceState' ? [report.problems.join()] : []));

describe('a button box that speaks only when it is asked', () => {
  test('is asked as often as its profile says', async () => {
    openBox();
    await settle(10 * POLL.everyMs - 1);
    expect(asked).toEqual(Array.from({ length: 10 }, () => 'poll'));
  });

  test('a button held down through many questions is one press', async () => {
    openBox();
    await settle(50);
    down = 'satisfied';
    await settle(30_000);
    expect(levels()).toEqual(['satisfied']);
    expect(states()).toEqual(['']);
  });

  test('the same button let go and pressed again is a press of its own, however soon', async () => {
    openBox();
    down = 'satisfied';
    await settle(3 * POLL.everyMs);
    down = null;
    await settle(2 * POLL.everyMs);
    down = 'satisfied';
    await settle(3 * POLL.everyMs);
    expect(levels()).toEqual(['satisfied', 'satisfied']);
  });

  test('a finger that slides to another button presses that too', async () => {
    openBox();
    down = 'satisfied';
    await settle(500);
    down = 'dissatisfied';
    await settle(500);
    expect(levels()).toEqual(['satisfied', 'dissatisfied']);
  });

  test('a stuck button does not rate the next applicant as well', async () => {
    const evaluator = openBox();
    down = 'very-dissatisfied';
    await settle(1_000);
    evaluator.invite({ visit: 'visit-2', openedAt: Date.now(), closesAt: Date.now() + 60_000 });
    await settle(5_000);
    expect(levels()).toEqual(['very-dissatisfied']);
  });

  test('a press the disk refused counts while the button is still down', async () => {
    disk = () => Promise.reject(new Error('disk full'));
    openBox();
    down = 'satisfied';
    await settle(POLL.everyMs);
    disk = () => Promise.resolve();
    await settle(3 * POLL.everyMs);
    expect(levels().at(-1)).toBe('satisfied');
    const tries = levels().length;
    await settle(5_000);
    expect(levels()).toHaveLength(tries);
  });

  test('a few questions without an answer are noise, more of them are a box that gives no answer', async () => {
    openBox();
    await settle(500);
    answering = false;
    await settle((POLL.missesBeforeOffline - 1) * 200);
    answering = true;
    await settle(2_000);
    expect(states()).toEqual(['']);
    answering = false;
    await settle(POLL.missesBeforeOffline * 300 + 200);
    expect(states()).toEqual(['', 'no-answer']);
    answering = true;
    await settle(5_000);
    expect(states()).toEqual(['', 'no-answer', '']);
  });

  test('one that stays silent has its port opened anew, and is not called well for that', async () => {
    openBox();
    answering = false;
    await settle(30_000);
    expect(device.connections).toBeGreaterThan(2);
    expect(states()).toEqual(['', 'no-answer']);
  });

  test('one question is out at a time, and none is asked of a port that is away', async () => {
    openBox();
    answering = false;
    await settle(150);
    expect(asked).toHaveLength(1);
    device.refusals = Array.from({ length: 20 }, () => 'port-missing' as const);
    device.unplug();
    const before = asked.length;
    await settle(10_000);
    expect(asked).toHaveLength(before);
    expect(states().at(-1)).toBe('port-missing');
  });

  test('a prompt goes out between two questions, the newest of its kind', async () => {
    const lit: FrameProfile = {
      ...modbus,
      outbound: [
        ...modbus.outbound,
        { name: 'start', cmd: [5], layout: 'request', data: [[0, 0, 0xff, 0]], event: 'other' },
      ],
    };
    const evaluator = openBox(lit);
    await settle(10);
    for (const visit of ['visit-1', 'visit-2'])
      evaluator.invite({ visit, openedAt: Date.now(), closesAt: Date.now() + 60_000 });
    await settle(50);
    expect(asked).toEqual(['poll', 'start']);
  });
});

describe('a transfer card that is asked and answers only when a key was pressed', () => {
  test('is asked each second; its key is taken once and acknowledged each time', async () => {
    driver = keypadDriver(framedLine(transferCard, ADDRESS), context());
    driver.start();
    await settle(3_500);
    const frames = (): string[] =>
      frameDecoder(transferCard, 'device')
        .push(Uint8Array.from(device.written))
        .map(({ name }) => name);
    expect(frames()).toEqual(['poll', 'poll', 'poll', 'poll']);
    device.written = [];
    const key = encodeFrame(transferCard, 'key', { address: ADDRESS, key: 'next' });
    device.sends(key);
    await settle(300);
    device.sends(key);
    await settle(100);
    expect(frames()).toEqual(['ack', 'ack']);
    expect(reports.filter(({ type }) => type === 'UseKeypad')).toHaveLength(1);
    expect(states()).toEqual(['']);
  });
});
