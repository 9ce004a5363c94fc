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
    const spans = spansOf(of, hoursOf(day, hall), now);
    const minutes = Math.round(spans.reduce((ms, span) => ms + span.to - span.from, 0) / 60_000);
    if (minutes === 0) continue;
    const known = devices.get(device) ?? { device, minutes: 0, spans: [] };
    devices.set(device, {
      ...{ device, minutes: known.minutes + minutes, spans: [...known.spans, ...spans] },
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

function spansOf(
  lines: readonly { at: Instant; usable: boolean }[],
  hours: [Instant, Instant] | null,
  now: Instant,
): Offline['spans'] {
  if (hours === null) return [];
  const [open, close] = hours;
  const spans: Offline['spans'] = [];
  let since: Instant | null = null;
  for (const { at, usable } of [...lines, { at: Math.min(close, now), usable: true }]) {
    const span = { from: Math.max(since ?? at, open), to: Math.min(at, close) };
    if (since !== null && usable && span.to > span.from) spans.push(span);
    since = usable ? null : (since ?? at);
  }
  return spans;
}
