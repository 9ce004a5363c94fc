import type { Hall } from '../hall.ts';
import type { BusinessDay, Instant } from '../vocabulary.ts';
import { localTime, type LocalTime } from './business-day.ts';
import { weekdayOf } from './civil-date.ts';

type Clock = Pick<Hall, 'hours' | 'timeZone'>;

/** The hall's date and time, with the weekday whose hours hold then; 0 on a date on which nothing is open. */
export function hallTime({ hours, timeZone }: Clock, at: Instant): LocalTime {
  const time = localTime(at, timeZone);
  return { ...time, weekday: weekdayHeld(hours, time.date) };
}

/** The weekday whose hours hold on a date: its own, or the one that date is like; 0: closed. */
export function weekdayHeld({ otherDays = [], closedDays = [] }: Hall['hours'], date: BusinessDay): number {
  if (closedDays.some(({ from, to }) => from <= date && date <= to)) return 0;
  return otherDays.find((day) => day.date === date)?.like ?? weekdayOf(date);
}
