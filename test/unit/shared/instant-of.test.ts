import { instantOf } from '@bandecheng/shared/calendar/instant-of';
import { describe, expect, it } from 'vitest';

describe("a date and a time on the hall's clock", () => {
  it('are the instant at which that clock shows them', () => {
    expect(instantOf('2026-11-24', '09:30', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 24, 1, 30));
    expect(instantOf('2026-11-24', '00:00', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 23, 16, 0));
  });

  it('are right on both sides of a clock change, and none within the hour left out', () => {
    expect(instantOf('2026-03-29', '01:59', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 0, 59));
    expect(instantOf('2026-03-29', '03:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 0));
    expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin')).toBeNull();
  });

  it.each([
    ['2026-02-30', '09:00'],
    ['2026-11-24', '25:00'],
    ['2026-11-24', '9:30'],
    ['24.11.2026', '09:30'],
    ['', ''],
  ])('%s %s is none', (date, time) => {
    expect(instantOf(date, time, 'Asia/Shanghai')).toBeNull();
  });
});
