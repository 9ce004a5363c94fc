import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SlowReader } from '@bandecheng/device-agent/virtual/slow-reader';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function reading(): { reader: SlowReader; taken: () => number } {
  let taken = 0;
  const reader = new SlowReader((bytes) => (taken += bytes.length));
  return { reader, taken: () => taken };
}

test('without a pace bytes are taken as they come', () => {
  const { reader, taken } = reading();
  reader.push(new Uint8Array(500));

  expect(taken()).toBe(500);
});

test('at a hundred bytes a second, eighty are taken in 800 ms and all in due time', () => {
  const { reader, taken } = reading();
  reader.pace(100);
  reader.push(new Uint8Array(150));
  vi.advanceTimersByTime(800);
  expect(taken()).toBe(80);
  expect(reader.waiting).toBe(70);

  vi.advanceTimersByTime(700);
  expect(taken()).toBe(150);
});

test('a pace below one byte a spoonful is kept too', () => {
  const { reader, taken } = reading();
  reader.pace(10);
  reader.push(new Uint8Array(50));
  vi.advanceTimersByTime(2_000);

  expect(taken()).toBe(20);
});

test('when the pace is over, what waited is taken at once and nothing twice', () => {
  const { reader, taken } = reading();
  reader.pace(10);
  reader.push(new Uint8Array(50));
  reader.pace(null);
  expect(taken()).toBe(50);

  vi.advanceTimersByTime(10_000);
  expect(taken()).toBe(50);
});
