import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** `2026年11月23日`. */
export function dateText(date: CivilDate): string {
  const [year, month, day] = date.split('-');
  return `${year}年${month}月${day}日`;
}

/** `2026年11月23日 09:30` on the clock of a zone. */
export function dateTimeText(at: Instant, timeZone: string): string {
  const [date = '', time = ''] = clockText(at, timeZone).split(' ');
  return `${dateText(date)} ${time.slice(0, 5)}`;
}
