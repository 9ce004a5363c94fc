import { FrameSender } from '@bandecheng/device-agent/virtual/frame-sender';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bytes, hex } from './hex.ts';

const SLOW = { split: false, slow: true };
const QUICK = { split: false, slow: false };
const SLOW_MS = 3_500;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a slow device that is quick again says nothing before what it has still to say', () => {
  const wire: string[] = [];
  const sender = new FrameSender(
    (piece) => wire.push(hex(piece)),
    () => undefined,
  );

  sender.send(bytes('01'), SLOW);
  vi.advanceTimersByTime(100);
  sender.send(bytes('02'), SLOW);
  sender.send(bytes('03'), QUICK);
  vi.advanceTimersByTime(SLOW_MS - 100);
  expect(wire).toEqual(['01']);

  vi.advanceTimersByTime(100);
  sender.send(bytes('04'), QUICK);
  expect(wire).toEqual(['01', '02', '03', '04']);
});
