import { businessDay } from '@bandecheng/shared/calendar/business-day';
import { daysLater } from '@bandecheng/shared/calendar/civil-date';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { forgetBy, type Forgetting } from '../state/forget-due.ts';
import type { HallState } from '../state/hall-state.ts';

/** Whom the hall's rule will forget in the days to come, the first day first. */
export function forgettingWithin(state: HallState, hall: Hall, days: number, now: Instant): Forgetting[] {
  const today = businessDay(now, hall.timeZone, hall.dayStartsAt);
  return forgetBy(state, daysLater(today, days), now).sort((a, b) => (a.on < b.on ? -1 : 1));
}
