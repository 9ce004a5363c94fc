import type { Hall } from '../hall.ts';
import type { HallOpen } from '../views.ts';
import type { Instant } from '../vocabulary.ts';
import { localTime, minuteOf } from './business-day.ts';
import { daysLater, weekdayOf, weekdayText, type CivilDate } from './civil-date.ts';

/** Whether a date is one of the hall's closed days. */
export function isClosedDay({ closedDays }: Pick<Hall['hours'], 'closedDays'>, date: CivilDate): boolean {
  return closedDays?.some(({ from, to }) => from <= date && date <= to) ?? false;
}

/**
 * Whether the hall gives numbers at an instant, and if not, when it does again: `HH:MM`, `周一 08:30` within a week,
 * `10-09 08:30` later than that.
 */
export function hallOpen(hall: Pick<Hall, 'hours' | 'timeZone'>, at: Instant): HallOpen {
  const { hours } = hall;
  const { date, minute } = localTime(at, hall.timeZone);
  const { lunch } = hours;
  const today = isOpenOn(hours, date);
  const atLunch =
    lunch !== undefined && !lunch.covered && minute >= minuteOf(lunch.from) && minute < minuteOf(lunch.to);
  const within = today && minute >= minuteOf(hours.open) && minute < minuteOf(hours.close);
  if (within && !atLunch) return { open: 'open', until: closingTime(hall, minute) };
  if (hours.outside === 'issue') return { open: 'outside' };
  if (within && lunch !== undefined) return { open: 'lunch', opensAt: lunch.to };
  return { open: 'closed', opensAt: nextOpening(hours, date, minute) };
}

function closingTime({ hours }: Pick<Hall, 'hours'>, minute: number): string {
  const { lunch } = hours;
  const stopsForLunch = lunch !== undefined && !lunch.covered && minute < minuteOf(lunch.from);
  return stopsForLunch ? lunch.from : hours.close;
}

function isOpenOn(hours: Hall['hours'], date: CivilDate): boolean {
  return hours.days.includes(weekdayOf(date)) && !isClosedDay(hours, date);
}

/** Closed days that go on for longer are nobody's holiday. */
const LOOK_AHEAD_DAYS = 60;

function nextOpening(hours: Hall['hours'], today: CivilDate, minute: number): string {
  if (isOpenOn(hours, today) && minute < minuteOf(hours.open)) return hours.open;
  for (let ahead = 1; ahead <= LOOK_AHEAD_DAYS; ahead++) {
    const date = daysLater(today, ahead);
    if (isOpenOn(hours, date)) return `${ahead > 7 ? date.slice(5) : weekdayText(date)} ${hours.open}`;
  }
  return hours.open;
}
