import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import type { KeypadDriver } from '@bandecheng/device-agent/drivers/driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import { keypadDigits, keypadDriver } from '@bandecheng/device-agent/drivers/keypad-driver';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { Report } from '@bandecheng/shared/protocol';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const profile = (await readProfiles()).get('ff68-keypad') as FrameProfile;
const show = (digits: string): number[] => [...encodeFrame(profile, 'show', { address: 6, digits })];

describe('a caller keypad', () => {
  let device: FakeDevice;
  let reports: Report[];
  let driver: KeypadDriver;

  beforeEach(async () => {
    vi.useFakeTimers({ now: NOON });
    device = new FakeDevice();
    reports = [];
    driver = keypadDriver(framedLine(profile, 6), {
      device: 'keypad-c6',
      connect: device.connect,
      report: (report) => Promise.resolve(void reports.push(report)),
      now: Date.now,
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
