import { CivilDate, daysLater } from '@bandecheng/shared/calendar/civil-date';
import { periodId, periodNamed, PER_YEAR, type PeriodPlace } from '@bandecheng/shared/case/period';
import type { RatingPeriod } from '@bandecheng/shared/rating/rating-report';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { ratingsText } from '../locales/zh-CN/ratings.ts';
import { partsOf, periodOf } from './period.ts';

/** `2026-11-23`, `2026-11`, `2026-Q4` or `2026` with its first and last day; null for anything else. */
export function ratingPeriodOf(text: string): RatingPeriod | null {
  const period = periodOf(text);
  if (period !== null) return period;
  // The same hundred years as of longer periods.
  if (!/^20\d\d-/.test(text) || !CivilDate.safeParse(text).success) return null;
  return { id: text, kind: 'day', from: text, to: text, zh: ratingsText.day(text) };
}

/** The day, month, quarter or year before; null before the first that can be named. */
export function periodBefore({ kind, from }: RatingPeriod): RatingPeriod | null {
  const last = daysLater(from, -1);
  if (kind === 'day') return ratingPeriodOf(last);
  return placed(last, kind, 0);
}

/** The same a year before; of the 29th of February, which has none, null. */
export function yearBefore({ kind, from }: RatingPeriod): RatingPeriod | null {
  if (kind !== 'day') return placed(from, kind, PER_YEAR[kind]);
  return ratingPeriodOf(`${Number(from.slice(0, 4)) - 1}${from.slice(4)}`);
}

function placed(
  day: BusinessDay,
  kind: Exclude<RatingPeriod['kind'], 'day'>,
  back: number,
): RatingPeriod | null {
  const month = periodNamed(day.slice(0, 7));
  if (month === null) return null;
  const n = Math.floor((month.n * PER_YEAR[kind]) / 12) - back;
  const place: PeriodPlace = { kind, n };
  return periodOf(periodId(place));
}

/** The stretches of a trend: days of a month, months of anything longer; the hours of a day are not days. */
export function stretchesOf(period: RatingPeriod): { id: string; zh: string; from: BusinessDay }[] {
  const { kind, from, to } = period;
  if (kind === 'day') return [];
  if (kind !== 'month') return partsOf({ ...period, kind }, 'month');
  return daysBetween(from, to).map((day) => ({
    id: day,
    zh: ratingsText.dayOfMonth(Number(day.slice(8))),
    from: day,
  }));
}

/** Every day from one to another, both included. */
export function daysBetween(from: BusinessDay, to: BusinessDay): BusinessDay[] {
  const days: BusinessDay[] = [];
  for (let day = from; day <= to; day = daysLater(day, 1)) days.push(day);
  return days;
}
