import type { Hall } from '../hall.ts';
import type { HallOpen } from '../views.ts';
import type { BusinessDay, Instant } from '../vocabulary.ts';
import { minuteOf } from './business-day.ts';
import { daysLater, weekdayText } from './civil-date.ts';
import { hallTime, weekdayHeld } from './hall-time.ts';

/**
 * Whether the hall gives numbers at an instant, and if not, when it does again (`HH:MM`, `周一 08:30`, or
 * `10-08 08:30` where that is more than a week ahead).
 */
export function hallOpen(hall: Pick<Hall, 'hours' | 'timeZone'>, at: Instant): HallOpen {
  const { hours } = hall;
  const { date, weekday, minute } = hallTime(hall, at);
  const { lunch } = hours;
  const today = hours.days.includes(weekday);
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

/** Days ahead that are looked at: longer than any run of holidays. */
const LOOKED_AHEAD = 30;

function nextOpening(hours: Hall['hours'], date: BusinessDay, minute: number): string {
  if (hours.days.includes(weekdayHeld(hours, date)) && minute < minuteOf(hours.open)) return hours.open;
  for (let ahead = 1; ahead <= LOOKED_AHEAD; ahead++) {
    const day = daysLater(date, ahead);
    if (hours.days.includes(weekdayHeld(hours, day)))
      return `${ahead <= 7 ? weekdayText(day) : day.slice(5)} ${hours.open}`;
  }
  return hours.open;
}
