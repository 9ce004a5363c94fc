import { minuteOf } from '@bandecheng/shared/calendar/business-day';
import { instantOf } from '@bandecheng/shared/calendar/civil-date';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { honestyText } from '../../locales/zh-CN/honesty.ts';
import { groupBy, inTheHall, type Found, type Looked, type Press } from './presses.ts';

/** Limits of the house. */
const STRAY_A_DAY = 10;
const CLOSING_MINUTES = 15;
const CLOSING_LEAST = 8;
const TIMES_AS_DENSE = 3;

/** Keys pressed when there was nothing to rate. */
export function findStray({ presses }: Looked): Found[] {
  const strays = presses.filter(({ fate }) => fate === 'stray');
  return [...groupBy(strays, ({ device }) => device)].flatMap(([device, of]) => {
    const days = [...groupBy(of, ({ day }) => day)].filter(([, rows]) => rows.length >= STRAY_A_DAY);
    return onDays(`device/${device}`, days, honestyText.stray);
  });
}

/** More in the last minutes of a day than in all its other hours. */
export function findClosing({ presses, hall }: Looked): Found[] {
  const { open, close } = hall.hours;
  const restMinutes = minuteOf(close) - minuteOf(open) - CLOSING_MINUTES;
  const begins = new Map<BusinessDay, number>();
  const beginOf = (day: BusinessDay) => {
    const known = begins.get(day) ?? instantOf(day, minuteOf(close) - CLOSING_MINUTES, hall.timeZone);
    begins.set(day, known);
    return known;
  };
  const rated = presses.filter((press) => press.first && inTheHall(press));
  return [...groupBy(rated, ({ counter }) => counter)].flatMap(([counter, of]) => {
    const days = [...groupBy(of, ({ day }) => day)].flatMap(([day, all]): [BusinessDay, Press[]][] => {
      const rows = all.filter(({ at }) => at >= beginOf(day));
      const dense = rows.length / CLOSING_MINUTES;
      const rest = (all.length - rows.length) / restMinutes;
      return rows.length >= CLOSING_LEAST && dense >= TIMES_AS_DENSE * rest ? [[day, rows]] : [];
    });
    return onDays(`counter/${counter}`, days, honestyText.closing);
  });
}

function onDays(
  subject: string,
  days: readonly [BusinessDay, Press[]][],
  words: (days: number, n: number, most: number, day: BusinessDay) => string,
): Found[] {
  const [worst] = [...days].sort(([, a], [, b]) => b.length - a.length);
  if (worst === undefined) return [];
  const rows = days.flatMap(([, of]) => of);
  return [{ subject, rows, found: words(days.length, rows.length, worst[1].length, worst[0]) }];
}
