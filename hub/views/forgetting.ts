import { businessDay } from '@bandecheng/shared/calendar/business-day';
import { daysLater, type CivilDate } from '@bandecheng/shared/calendar/civil-date';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { forgetBy, forgetWordsBy, type Forgetting } from '../state/forget-due.ts';
import type { HallState } from '../state/hall-state.ts';

/** Whom the hall's rule will forget in the days to come, the first day first. */
export function forgettingWithin(state: HallState, hall: Hall, days: number, now: Instant): Forgetting[] {
  const today = businessDay(now, hall.timeZone, hall.dayStartsAt);
  return forgetBy(state, daysLater(today, days), now).sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** How much that was written outside cases the rule will forget in the days to come, the first day first. */
export function wordsWithin(
  state: HallState,
  hall: Hall,
  days: number,
  now: Instant,
): { on: CivilDate; texts: number }[] {
  const today = businessDay(now, hall.timeZone, hall.dayStartsAt);
  const byDay = new Map<CivilDate, number>();
  for (const { on } of forgetWordsBy(state, daysLater(today, days), now))
    byDay.set(on, (byDay.get(on) ?? 0) + 1);
  return [...byDay].map(([on, texts]) => ({ on, texts })).sort((a, b) => (a.on < b.on ? -1 : 1));
}
