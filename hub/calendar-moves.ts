import type { Calendar } from '@bandecheng/shared/calendar/calendar';
import type { DeadlineMove } from '@bandecheng/shared/calendar/calendar-desk';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { movedBy } from './decide/rules-decider.ts';
import { clockOf, rulesOf } from './state/case-rules.ts';
import type { HallState } from './state/hall-state.ts';

/** What a calendar would move of the hall's open deadlines, in words for a person. Changes nothing. */
export function calendarMoves(state: HallState, calendar: Calendar, now: Instant): DeadlineMove[] {
  return movedBy(state, calendar, '', now).flatMap((event): DeadlineMove[] => {
    if (event.type !== 'DeadlineMoved') return [];
    const { case: id, run, from, dueAt: to, provisional } = event.data;
    const of = state.desk.cases.get(id);
    const clock = of?.clocks.find((one) => one.run === run);
    if (of === undefined || clock === undefined) return [];
    const { zh } = clockOf(rulesOf(state.desk, of).type, clock);
    return [{ case: id, clock: zh, from, to, provisional }];
  });
}
