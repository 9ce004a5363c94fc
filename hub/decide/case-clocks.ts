import type { HallEvent } from '@bandecheng/shared/events';
import type { CaseType } from '@bandecheng/shared/policy/case-type';
import type { Clock } from '@bandecheng/shared/policy/clock';
import { holds } from '@bandecheng/shared/policy/condition';
import type { Reckoning } from '@bandecheng/shared/policy/deadline';
import type { CaseId, Instant } from '@bandecheng/shared/vocabulary';
import { deadlineOf, runningOf, variantOf, type ClockedCase } from '../state/case-deadline.ts';
import { clockOf, factsOf } from '../state/case-rules.ts';

export interface Ticking {
  now: Instant;
  by: Reckoning;
  /** Mark of the calendar. */
  calendar: string;
}

/**
 * What the policy's events do to a case's clocks, one after the other: those stop that end with an event, then
 * those start that begin with it. A clock that runs is not started again; a case that is over has none.
 */
export function tick(
  of: ClockedCase,
  type: CaseType,
  emitted: readonly string[],
  closed: boolean,
  at: Ticking,
): HallEvent[] {
  const events: HallEvent[] = [];
  const running = new Map(runningOf(of).map((one) => [one.clock, one.run]));
  const runs = new Map<string, number>();
  for (const { clock } of of.clocks) runs.set(clock, (runs.get(clock) ?? 0) + 1);
  const stop = (clock: string, by: string) => {
    const run = running.get(clock);
    if (run === undefined) return;
    running.delete(clock);
    events.push({ type: 'ClockStopped', data: { case: of.id, run, by } });
  };
  for (const name of emitted) {
    for (const clock of type.clocks) if (clock.stop.includes(name)) stop(clock.id, name);
    for (const clock of type.clocks) {
      if (clock.start !== name || running.has(clock.id) || !starts(clock, of)) continue;
      const run = `${clock.id}.${(runs.get(clock.id) ?? 0) + 1}`;
      runs.set(clock.id, (runs.get(clock.id) ?? 0) + 1);
      running.set(clock.id, run);
      events.push({ type: 'ClockStarted', data: { case: of.id, run, ...reckoned(clock, of, at.now, at) } });
    }
  }
  if (closed) for (const clock of [...running.keys()]) stop(clock, 'case.closed');
  return events;
}

/** Fields that must be filled because a clock starts, or now runs, without a limit. */
export function owedByExemption(of: ClockedCase, type: CaseType, emitted: readonly string[]): string[] {
  const begins = type.clocks.filter((clock) => emitted.includes(clock.start) && starts(clock, of));
  const runs = runningOf(of).map((run) => clockOf(type, run));
  return [...new Set([...begins, ...runs])]
    .filter((clock) => variantOf(clock, of)?.limit === null)
    .flatMap((clock) => clock.exempt?.require ?? []);
}

/** Running clocks whose end is another by this reckoning. One that was extended keeps the day that was promised. */
export function moved(
  of: ClockedCase,
  type: CaseType,
  cause: 'calendar' | 'class',
  at: Ticking,
): HallEvent[] {
  return runningOf(of).flatMap((run): HallEvent[] => {
    if (run.extended > 0) return [];
    const next = reckoned(clockOf(type, run), of, run.startedAt, at);
    const same =
      next.dueAt === run.dueAt &&
      next.provisional === run.provisional &&
      next.variant === run.variant &&
      next.interimDueAt === run.interimDueAt;
    if (same) return [];
    return [{ type: 'DeadlineMoved', data: { case: of.id, run: run.run, cause, from: run.dueAt, ...next } }];
  });
}

interface Reckoned {
  dueAt: Instant | null;
  provisional: boolean;
  days: number | null;
  variant?: string;
  interimDueAt?: Instant;
  calendar: string;
}

function reckoned(clock: Clock, of: ClockedCase, startAt: Instant, { by, calendar }: Ticking): Reckoned {
  const ends = deadlineOf(clock, of, startAt, by);
  const variant = variantOf(clock, of);
  const interim = ends.interimNotice?.dueAt ?? null;
  return {
    ...{ dueAt: ends.dueAt, provisional: ends.provisional, days: ends.days, calendar },
    ...(variant === undefined ? {} : { variant: variant.id }),
    ...(interim === null ? {} : { interimDueAt: interim }),
  };
}

function starts({ startWhen }: Clock, of: ClockedCase): boolean {
  return startWhen === undefined || holds(startWhen, factsOf(of));
}

/** Number of a new case: the business day and how many it has seen. */
export function caseNumber(day: string, opened: number): CaseId {
  return `B${day.replaceAll('-', '')}-${String(opened + 1).padStart(3, '0')}`;
}
