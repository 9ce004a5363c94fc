import { readYears } from '@bandecheng/hub/rules/read-years';
import { daysLater } from '@bandecheng/shared/calendar/civil-date';
import { legalCalendar } from '@bandecheng/shared/calendar/legal-calendar';
import type { LegalYear } from '@bandecheng/shared/calendar/legal-year';
import { describe, expect, it } from 'vitest';

const years = await readYears();
const legal = legalCalendar(years);

function workingDaysOf(month: string): number {
  let days = 0;
  for (let date = `${month}-01`; date.startsWith(month); date = daysLater(date, 1))
    if (legal(date).working) days++;
  return days;
}

describe('the legal calendar', () => {
  // Counted from chinese-days 1.5.7, holiday-calendar 1.3.3 and tyme4ts 1.5.2, which agree on each of the 1,826 days.
  it.each([
    [2022, [21, 16, 23, 21, 20, 21, 21, 23, 21, 18, 22, 22]],
    [2023, [18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21]],
    [2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]],
    [2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]],
    [2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]],
  ])('%i has the working days of the State Council’s arrangement in every month', (year, months) => {
    const counted = months.map((_, i) => workingDaysOf(`${year}-${String(i + 1).padStart(2, '0')}`));

    expect(counted).toEqual(months);
  });

  it.each([
    ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  ])('%s is a day of a weekend that is worked', (date) => {
    expect(legal(date)).toMatchObject({ working: true, known: true });
  });

  it.each(['2022-12-31', '2024-02-10', '2025-01-28', '2026-01-02', '2026-02-15', '2026-02-23', '2026-10-07'])(
    '%s is a holiday',
    (date) => {
      expect(legal(date)).toMatchObject({ working: false, known: true });
    },
  );

  it('New Year’s Eve of 2024 stays a working day: the notice only encourages leave', () => {
    expect(legal('2024-02-09')).toEqual({ working: true, known: true });
  });

  it('a day of a year without data goes by its weekday and is unknown', () => {
    expect(legal('2027-01-01')).toEqual({ working: true, known: false });
    expect(legal('2027-01-02')).toEqual({ working: false, known: false });
  });

  it('a change in the middle of a year goes before the notice of the autumn before, in whatever order they are read', () => {
    const change: LegalYear = {
      ...years.at(-1)!,
      issuedOn: '2026-03-01',
      days: [{ date: '2026-05-09', name: '劳动节', off: true }],
    };

    expect(legalCalendar([...years, change])('2026-05-09').working).toBe(false);
    expect(legalCalendar([change, ...years])('2026-05-09').working).toBe(false);
  });

  it('a local holiday in the hall’s override goes before the year and makes its day known', () => {
    const local = legalCalendar(years, {
      legal: [
        { date: '2026-11-23', name: '旗庆', off: true },
        { date: '2027-02-05', name: '春节', off: true },
      ],
    });

    expect(local('2026-11-23')).toEqual({ working: false, known: true, name: '旗庆' });
    expect(local('2027-02-05')).toEqual({ working: false, known: true, name: '春节' });
    expect(local('2027-02-08').known).toBe(false);
  });
});
