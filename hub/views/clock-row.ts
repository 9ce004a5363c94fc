import type { ClockRow } from '@bandecheng/shared/case/case-view';
import type { Clock } from '@bandecheng/shared/policy/clock';
import type { Reckoning } from '@bandecheng/shared/policy/deadline';
import { CLOCK_STANDINGS, type ClockStanding, type Instant } from '@bandecheng/shared/vocabulary';
import { clockOf, type CaseRulesOf } from '../state/case-rules.ts';
import { clockStanding, endOf, workingDaysLeft } from '../state/case-standing.ts';
import type { ClockRun } from '../state/case-state.ts';

/**
 * A run of a clock as it stands, one that has stopped as it stood then. Of an exempt case the interim notice is what
 * is due, until it has been given.
 */
export function clockRow(
  { policy, type }: CaseRulesOf,
  run: ClockRun,
  by: Reckoning,
  now: Instant,
): ClockRow {
  const clock = clockOf(type, run);
  const { force, overdue, zh } = clock;
  const endsAt = endOf(run);
  const told = overdue.slice(0, run.told);
  return {
    ...{ run: run.run, zh, force, dueAt: run.dueAt, provisional: run.provisional, extended: run.extended },
    startedAt: run.startedAt,
    standing: clockStanding(endsAt, run.stoppedAt ?? now, by),
    daysLeft: endsAt === null || run.stoppedAt !== undefined ? null : workingDaysLeft(endsAt, now, by),
    ...(run.dueAt === null && endsAt !== null ? { interimDueAt: endsAt } : {}),
    told: policy.roles.filter(({ id }) => told.includes(id)).map((role) => role.zh),
    quote: quoteOf(clock, run.variant),
  };
}

/** Nothing but its time: what a board shows of a clock whose case is kept confidential. */
export function bareClock(row: ClockRow): ClockRow {
  return { ...row, run: '', zh: '', told: [], quote: '' };
}

/** What is sorted by how soon something must be done. */
interface Urgent {
  standing: ClockStanding;
  endsAt: Instant | null;
  since: Instant;
}

/** How urgent a clock is. */
export function urgencyOf({ standing, dueAt, interimDueAt, startedAt }: ClockRow): Urgent {
  return { standing, endsAt: dueAt ?? interimDueAt ?? null, since: startedAt };
}

/** What stands worse comes first; of two that stand the same, what is due first, then what is older. */
export function byUrgency(a: Urgent, b: Urgent): number {
  const worse = gravity(b.standing) - gravity(a.standing);
  if (worse !== 0) return worse;
  const [first, second] = [a.endsAt ?? Infinity, b.endsAt ?? Infinity];
  return first === second ? a.since - b.since : first - second;
}

function gravity(standing: ClockStanding): number {
  return CLOCK_STANDINGS.indexOf(standing);
}

/** The sentence of the notice that sets the limit by which a clock runs; empty where it rests on an assumption. */
function quoteOf(clock: Clock, variant: string | undefined): string {
  const own = clock.variants.find(({ id }) => id === variant)?.cite ?? [];
  return own[0] ?? clock.cite[0] ?? '';
}
