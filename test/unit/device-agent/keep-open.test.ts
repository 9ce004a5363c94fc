import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keepOpen, REOPEN_PAUSES, type Line } from '@bandecheng/device-agent/transports/keep-open';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const NOON = Date.UTC(2026, 10, 23, 4);

describe('a line that is kept open', () => {
  let device: FakeDevice;
  let told: string[];
  let line: Line;

  beforeEach(() => {
    vi.useFakeTimers({ now: NOON });
    device = new FakeDevice();
    told = [];
    line = keepOpen(
      device.connect,
      {
        data: (bytes) => told.push(`data ${bytes.join(' ')}`),
        up: (since) => told.push(`up ${since - NOON}`),
        down: (reason, since) => told.push(`down ${reason} ${since - NOON}`),
      },
      // 0.5 is the middle of the spread: the pauses as they are written.
      { now: Date.now, random: () => 0.5 },
    );
  });
  afterEach(async () => {
    await line.stop();
    vi.useRealTimers();
  });

  test('says that it is up, and passes bytes on', async () => {
    line.start();
    await vi.advanceTimersByTimeAsync(0);
    device.sends([1, 2]);
    expect(told).toEqual(['up 0', 'data 1 2']);
  });

  test('pauses longer after each failure, at most half a minute, and says the reason once', async () => {
    device.refusals = Array.from({ length: 9 }, () => 'port-missing' as const);
    line.start();
    const attempts: number[] = [];
    for (let ms = 0; ms < 130_000; ms += 100) {
      if (device.connections > attempts.length) attempts.push(ms);
      await vi.advanceTimersByTimeAsync(100);
    }
    const pauses = attempts.slice(1).map((at, i) => Math.round((at - (attempts[i] ?? 0)) / 500) * 500);
    expect(pauses).toEqual([...REOPEN_PAUSES, 30_000, 30_000]);
    expect(told[0]).toBe('down port-missing 0');
    expect(told).toHaveLength(2);
    expect(told[1]).toMatch(/^up /);
  });

  test('tells a new reason while it stays down', async () => {
    device.refusals = ['port-missing', 'no-permission', 'no-permission'];
    line.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual(['down port-missing 0', 'down no-permission 500', 'up 3500']);
  });

  test('a port that comes and goes is not opened without a pause', async () => {
    line.start();
    await vi.advanceTimersByTimeAsync(0);
    for (let i = 0; i < 100; i++) {
      device.unplug();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(device.connections).toBeLessThan(12);
  });

  test('starts again from the shortest pause once it was up for a while', async () => {
    device.refusals = ['port-missing', 'port-missing', 'port-missing'];
    line.start();
    await vi.advanceTimersByTimeAsync(20_000);
    device.unplug();
    const before = device.connections;
    await vi.advanceTimersByTimeAsync(REOPEN_PAUSES[0]);
    expect(device.connections).toBe(before + 1);
  });

  test('a write while it is down is refused at once and never sent', async () => {
    line.start();
    await vi.advanceTimersByTimeAsync(0);
    device.unplug();
    await expect(line.write(Uint8Array.of(7))).rejects.toThrow('down');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(line.up).toBe(true);
    expect(device.written).toEqual([]);
  });

  test('a useless connection can be given up for a fresh one', async () => {
    line.start();
    await vi.advanceTimersByTimeAsync(0);
    line.reopen('no-answer');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual(['up 0', 'down no-answer 0', 'up 500']);
    expect(device.connections).toBe(2);
  });

  test('a stopped line stays closed', async () => {
    line.start();
    await vi.advanceTimersByTimeAsync(0);
    device.unplug();
    await line.stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(device.connections).toBe(1);
    expect(device.open).toBe(false);
  });
});
