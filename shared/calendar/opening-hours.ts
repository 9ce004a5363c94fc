import type { Hall } from '../hall.ts';
import type { HallOpen } from '../views.ts';
import type { Instant } from '../vocabulary.ts';
import { localTime, minuteOf } from './business-day.ts';

/** Whether the hall gives numbers at an instant, and if not, when it does again (`HH:MM`, or `周一 08:30`). */
export function hallOpen(hall: Pick<Hall, 'hours' | 'timeZone'>, at: Instant): HallOpen {
  const { hours } = hall;
  const { weekday, minute } = localTime(at, hall.timeZone);
  const { lunch } = hours;
  const today = hours.days.includes(weekday);
  const atLunch =
    lunch !== undefined && !lunch.covered && minute >= minuteOf(lunch.from) && minute < minuteOf(lunch.to);
  const within = today && minute >= minuteOf(hours.open) && minute < minuteOf(hours.close);
  if (within && !atLunch) return { open: 'open', until: closingTime(hall, minute) };
  if (hours.outside === 'issue') return { open: 'outside' };
  if (within && lunch !== undefined) return { open: 'lunch', opensAt: lunch.to };
  return { open: 'closed', opensAt: nextOpening(hours, weekday, minute) };
}

function closingTime({ hours }: Pick<Hall, 'hours'>, minute: number): string {
  const { lunch } = hours;
  const stopsForLunch = lunch !== undefined && !lunch.covered && minute < minuteOf(lunch.from);
  return stopsForLunch ? lunch.from : hours.close;
}

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

function nextOpening(hours: Hall['hours'], weekday: number, minute: number): string {
  if (hours.days.includes(weekday) && minute < minuteOf(hours.open)) return hours.open;
  for (let ahead = 1; ahead <= 7; ahead++) {
    const day = ((weekday - 1 + ahead) % 7) + 1;
    if (hours.days.includes(day)) return `${WEEKDAYS[day - 1]} ${hours.open}`;
  }
  return hours.open;
}
