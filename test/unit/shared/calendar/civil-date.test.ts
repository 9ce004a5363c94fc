import {
  CivilDate,
  daysLater,
  instantOf,
  instantText,
  weekdayOf,
} from '@bandecheng/shared/calendar/civil-date';
import { describe, expect, it } from 'vitest';

describe('a civil date', () => {
  it.each(['2026-02-31', '2026-13-01', '2025-02-29', '2026-2-3', '20260203', '2026-02-03T00:00:00Z', ''])(
    '%s does not exist',
    (text) => {
      expect(CivilDate.safeParse(text).success).toBe(false);
    },
  );

  it('29 February exists in a leap year', () => {
    expect(CivilDate.safeParse('2024-02-29').success).toBe(true);
  });

  it('steps over months and years', () => {
    expect(daysLater('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysLater('2024-02-28', 2)).toBe('2024-03-01');
    expect(weekdayOf('2026-11-22')).toBe(7);
  });
});

describe('a clock reading in a zone', () => {
  it.each([
    ['2026-10-13', 17 * 60, 'Asia/Shanghai', '2026-10-13T17:00:00+08:00'],
    ['2026-10-13', 17 * 60, 'Asia/Kathmandu', '2026-10-13T17:00:00+05:45'],
    ['2026-10-13', 17 * 60, 'America/St_Johns', '2026-10-13T17:00:00-02:30'],
    ['2026-03-08', 17 * 60, 'America/New_York', '2026-03-08T17:00:00-04:00'],
    ['2026-03-08', 5 * 60, 'America/New_York', '2026-03-08T05:00:00-04:00'],
    ['2026-03-08', 60, 'America/New_York', '2026-03-08T01:00:00-05:00'],
    ['2026-11-01', 17 * 60, 'America/New_York', '2026-11-01T17:00:00-05:00'],
  ])('%s, minute %i, in %s is %s', (date, minute, zone, text) => {
    const at = instantOf(date, minute, zone);

    expect(instantText(at, zone)).toBe(text);
    expect(at).toBe(Date.parse(text));
  });
});
