import { minuteOf } from '@bandecheng/shared/calendar/business-day';
import { instantOf } from '@bandecheng/shared/calendar/civil-date';
import { weekdayHeld } from '@bandecheng/shared/calendar/hall-time';
import type { Hall } from '@bandecheng/shared/hall';
import type { HonestyReport, RatingPeriod } from '@bandecheng/shared/rating/rating-report';
import type { BusinessDay, Instant } from '@bandecheng/shared/vocabulary';
import type { BookPages } from '../../book/book-pages.ts';

type Offline = HonestyReport['offline'][number];

/** Minutes of opening hours, lunch included, in which an evaluator could not be pressed; the most first. */
export function offlineMinutes(
  { months }: BookPages,
  { from, to }: RatingPeriod,
  hall: Pick<Hall, 'hours' | 'timeZone'>,
  now: Instant,
): Offline[] {
  const lines = months.flatMap(({ devices }) => devices).filter(({ day }) => day >= from && day <= to);
  const days = new Map<string, typeof lines>();
  for (const line of lines) {
    const key = `${line.device} ${line.day}`;
    days.set(key, [...(days.get(key) ?? []), line]);
  }
  const devices = new Map<string, Offline>();
  for (const of of days.values()) {
    const { device, counter, day } = of[0] ?? { device: '', counter: '', day: '' };
    const minutes = minutesOf(of, hoursOf(day, hall), now);
    if (minutes === 0) continue;
    const known = devices.get(device) ?? { device, minutes: 0, days: [] };
    devices.set(device, {
      ...{ device, minutes: known.minutes + minutes, days: [...known.days, day] },
      ...(counter === '' ? {} : { counter }),
    });
  }
  return [...devices.values()].sort((a, b) => b.minutes - a.minutes);
}

/** Null: the hall is closed that day. */
function hoursOf(
  day: BusinessDay,
  { hours, timeZone }: Pick<Hall, 'hours' | 'timeZone'>,
): [Instant, Instant] | null {
  if (!hours.days.includes(weekdayHeld(hours, day))) return null;
  const at = (time: string) => instantOf(day, minuteOf(time), timeZone);
  return [at(hours.open), at(hours.close)];
}

function minutesOf(
  lines: readonly { at: Instant; usable: boolean }[],
  hours: [Instant, Instant] | null,
  now: Instant,
): number {
  if (hours === null) return 0;
  const [open, close] = hours;
  let ms = 0;
  let since: Instant | null = null;
  for (const { at, usable } of [...lines, { at: Math.min(close, now), usable: true }]) {
    if (since !== null && usable) ms += Math.max(0, Math.min(at, close) - Math.max(since, open));
    since = usable ? null : (since ?? at);
  }
  return Math.round(ms / 60_000);
}
