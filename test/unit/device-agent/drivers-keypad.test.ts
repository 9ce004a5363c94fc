import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import type { KeyAlone, KeypadDriver } from '@bandecheng/device-agent/drivers/driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import { keypadDigits, keypadDriver } from '@bandecheng/device-agent/drivers/keypad-driver';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { Report } from '@bandecheng/shared/protocol';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const profile = (await readProfiles()).get('ff68-keypad') as FrameProfile;
const show = (digits: string): number[] => [...encodeFrame(profile, 'show', { address: 6, digits })];

const BEEP = [...encodeFrame(profile, 'beep', { address: 6 })];

describe('a caller keypad', () => {
  let device: FakeDevice;
  let reports: Report[];
  let hubHears: boolean;
  /** What the agent makes by itself of a key that no hub hears. */
  let alone: (key: KeyAlone) => boolean;
  /** How the outbox takes the next reports. */
  let disk: () => Promise<void>;
  let driver: KeypadDriver;

  beforeEach(async () => {
    vi.useFakeTimers({ now: NOON });
    device = new FakeDevice();
    reports = [];
    hubHears = true;
    alone = () => false;
    disk = () => Promise.resolve();
    driver = keypadDriver(framedLine(profile, 6), {
      device: 'keypad-c6',
      connect: device.connect,
      report: (report) => {
        reports.push(report);
        return disk();
      },
      now: Date.now,
      hubHears: () => hubHears,
      keyAlone: (key) => Promise.resolve(alone(key)),
      random: () => 0.5,
      log: () => undefined,
    });
    driver.start();
    await vi.advanceTimersByTimeAsync(0);
    reports.length = 0;
  });
  afterEach(async () => {
    await driver.stop();
    vi.useRealTimers();
  });

  test('a key is reported and echoed to the device', async () => {
    const frame = encodeFrame(profile, 'key', { address: 6, key: 'next' });
    device.sends(frame);
    await vi.advanceTimersByTimeAsync(0);
    expect(reports).toEqual([{ type: 'UseKeypad', device: 'keypad-c6', key: 'next', pressedAt: NOON }]);
    expect(device.written).toEqual([...frame]);
  });

  test('one key press stands on record once where the disk takes it late and the keypad repeats it', async () => {
    const frame = encodeFrame(profile, 'key', { address: 6, key: 'pause' });
    disk = () => new Promise((onDisk) => setTimeout(onDisk, 2_900));
    for (const _repetition of [1, 2, 3]) {
      device.sends(frame);
      await vi.advanceTimersByTimeAsync(1_200);
    }
    expect(reports).toHaveLength(1);
    expect(device.written).toEqual([...frame]);
    await vi.advanceTimersByTimeAsync(200);
    // It left the keypad before the acknowledgement was there, and was read late.
    device.sends(frame);
    await vi.advanceTimersByTimeAsync(profile.dedupeWindowMs);
    expect(reports).toHaveLength(1);
    device.sends(frame);
    await vi.advanceTimersByTimeAsync(0);
    expect(reports).toHaveLength(2);
  });

  test('a keypad nobody answers is not repeating itself ten seconds later', async () => {
    const frame = encodeFrame(profile, 'key', { address: 6, key: 'next' });
    disk = () => new Promise(() => undefined);
    for (const _press of [1, 2]) {
      device.sends(frame);
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(reports).toHaveLength(2);
  });

  test('digits typed before a key travel with it', async () => {
    device.sends(encodeFrame(profile, 'key', { address: 6, key: 'transfer', digits: '12' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(reports).toEqual([
      { type: 'UseKeypad', device: 'keypad-c6', key: 'transfer', digits: '12', pressedAt: NOON },
    ]);
  });

  test('the same key with other digits is another key, however soon it comes', async () => {
    for (const digits of ['12', '13', '13'])
      device.sends(encodeFrame(profile, 'key', { address: 6, key: 'next', digits }));
    await vi.advanceTimersByTimeAsync(0);
    expect(reports.map((report) => report.type === 'UseKeypad' && report.digits)).toEqual(['12', '13']);
  });

  test('a refused key beeps, and the number stands on the display again', async () => {
    driver.show('A012', 5);
    await vi.advanceTimersByTimeAsync(0);
    device.written = [];
    driver.refuse();
    await vi.advanceTimersByTimeAsync(0);
    expect(device.written).toEqual([...BEEP, ...show(' 5 012')]);
  });

  test('a key that no hub hears beeps and is not done later, when it has been pressed again', async () => {
    hubHears = false;
    const frame = encodeFrame(profile, 'key', { address: 6, key: 'next' });
    device.sends(frame);
    await vi.advanceTimersByTimeAsync(0);
    expect(device.written).toEqual([...BEEP, ...frame]);
    hubHears = true;
    await vi.advanceTimersByTimeAsync(profile.dedupeWindowMs);
    device.sends(frame);
    await vi.advanceTimersByTimeAsync(0);
    expect(reports).toHaveLength(1);
  });

  test('a key that no hub hears and the agent does by itself is acknowledged and not reported', async () => {
    hubHears = false;
    const done: KeyAlone[] = [];
    alone = (key) => done.push(key) > 0;
    const frame = encodeFrame(profile, 'key', { address: 6, key: 'next', digits: '12' });
    device.sends(frame);
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual([{ device: 'keypad-c6', key: 'next', digits: '12', pressedAt: NOON }]);
    expect([device.written, reports]).toEqual([[...frame], []]);
  });

  test('more digits than any number has are refused here', async () => {
    device.sends(encodeFrame(profile, 'key', { address: 6, key: 'next', digits: '123456789' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(reports).toEqual([]);
    expect(device.written.slice(0, BEEP.length)).toEqual(BEEP);
  });

  test('shows how many wait and the number, again when it is plugged in again', async () => {
    driver.show('A012', 5);
    await vi.advanceTimersByTimeAsync(0);
    expect(device.written).toEqual(show(' 5 012'));
    device.written = [];
    device.unplug();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(device.written).toEqual(show(' 5 012'));
  });

  test.each([
    [null, 0, ' 0    '],
    ['A012', 5, ' 5 012'],
    ['AB1234', 120, '991234'],
    ['A12345', 99, '992345'],
  ])('%s with %i waiting stands in six cells as "%s"', (number, waiting, cells) => {
    expect(keypadDigits(number, waiting)).toBe(cells);
  });
});
