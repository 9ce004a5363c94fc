import { minuteOf } from './business-day.ts';
import { hallTime } from './hall-time.ts';
import type { Hall, Service } from '../hall.ts';
import type { Instant } from '../vocabulary.ts';

/** Which of its slices a service is in, counted from 0; null: in none, or it has none. */
export function sliceAt(
  { slices = [] }: Pick<Service, 'slices'>,
  at: Instant,
  hall: Pick<Hall, 'hours' | 'timeZone'>,
): number | null {
  const { weekday, minute } = hallTime(hall, at);
  const place = slices.findIndex(
    ({ days, from, to }) => days.includes(weekday) && minute >= minuteOf(from) && minute < minuteOf(to),
  );
  return place < 0 ? null : place;
}

/** When the service next gives numbers today, `HH:MM`; null: not any more. */
export function nextSliceToday(
  { slices = [] }: Pick<Service, 'slices'>,
  at: Instant,
  hall: Pick<Hall, 'hours' | 'timeZone'>,
): string | null {
  const { weekday, minute } = hallTime(hall, at);
  const later = slices.filter(({ days, from }) => days.includes(weekday) && minuteOf(from) > minute);
  return later.map(({ from }) => from).sort()[0] ?? null;
}
