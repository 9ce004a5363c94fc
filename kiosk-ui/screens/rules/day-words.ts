import { clockText } from '@bandecheng/shared/calendar/business-day';
import { weekdayText } from '@bandecheng/shared/calendar/civil-date';
import type { OverrideDoubt } from '@bandecheng/shared/calendar/calendar-override';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { tr } from './texts.ts';

/** `2026-11-26（周四） 16:30` on the hall's clock; null: nothing is due. */
export function dayWords(at: Instant | null, timeZone: string): string {
  if (at === null) return tr('moves.never');
  const [date = '', time = ''] = clockText(at, timeZone).split(' ');
  return `${date}（${weekdayText(date)}） ${time.slice(0, 5)}`;
}

/** What is unusual, in a sentence that asks to look again. */
export function doubtWords(doubt: OverrideDoubt): string {
  switch (doubt.doubt) {
    case 'worked-weekday':
      return tr('doubt.worked-weekday', { date: doubt.date });
    case 'long-block':
      return tr('doubt.long-block', { from: doubt.from, days: doubt.days });
    case 'closings-overlap':
      return tr('doubt.closings-overlap', { from: doubt.from, to: doubt.to });
  }
}
