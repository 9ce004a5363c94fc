import { localTime } from '@bandecheng/shared/calendar/business-day';
import { workingDaysBetween } from '@bandecheng/shared/policy/count-days';
import type { Reckoning } from '@bandecheng/shared/policy/deadline';
import { CLOCK_STANDINGS, type ClockStanding, type Instant } from '@bandecheng/shared/vocabulary';
import { runningOf } from './case-deadline.ts';
import type { Case, ClockRun } from './case-state.ts';

/** When a run ends; of an exempt case, when it owes the interim notice that nobody has given. Null: nothing is due. */
export function endOf({ dueAt, interimDueAt, interimGivenAt, stoppedAt }: ClockRun): Instant | null {
  if (dueAt !== null) return dueAt;
  return interimGivenAt === undefined && stoppedAt === undefined ? (interimDueAt ?? null) : null;
}

/** How a clock that ends at an instant stands at `now`. */
export function clockStanding(endsAt: Instant | null, now: Instant, by: Reckoning): ClockStanding {
  if (endsAt === null) return 'measured';
  if (now > endsAt) return 'overdue';
  const sameDay = localTime(now, by.timeZone).date === localTime(endsAt, by.timeZone).date;
  return sameDay ? 'due-today' : 'running';
}

/** How a case stands: by the gravest of its running clocks. */
export function standingOf(of: Pick<Case, 'clocks'>, now: Instant, by: Reckoning): ClockStanding {
  const ranks = runningOf(of).map((run) => CLOCK_STANDINGS.indexOf(clockStanding(endOf(run), now, by)));
  return CLOCK_STANDINGS[Math.max(0, ...ranks)] ?? 'measured';
}

/** Legal working days from today to a due time: 0 on its day, negative behind it. */
export function workingDaysLeft(dueAt: Instant, now: Instant, by: Reckoning): number {
  const today = localTime(now, by.timeZone).date;
  const last = localTime(dueAt, by.timeZone).date;
  return today <= last
    ? workingDaysBetween(today, last, by.legal)
    : 0 - workingDaysBetween(last, today, by.legal);
}
