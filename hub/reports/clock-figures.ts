import type {
  ClockFigure,
  ClockVerdicts,
  Counted,
  ForceFigure,
  Period,
} from '@bandecheng/shared/case/case-report';
import type { Clock } from '@bandecheng/shared/policy/clock';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { clockOf, rulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk, ClockRun } from '../state/case-state.ts';
import type { DayOf } from './case-facts.ts';

type Verdict = keyof ClockVerdicts;

interface Judged {
  of: Case;
  clock: Clock;
  verdict: Verdict;
}

/** By which instants runs are judged: what is still to come counts for nothing. */
export interface Judging {
  period: Period;
  dayOf: DayOf;
  now: Instant;
}

/** How every clock of the cases came out in the period; refused cases have no clocks to answer for. */
export function clockFigures(
  desk: CaseDesk,
  cases: readonly Case[],
  judging: Judging,
): { clocks: ClockFigure[]; forces: ForceFigure[] } {
  const judged = cases
    .filter(({ exclusion }) => exclusion === undefined)
    .flatMap((of) => {
      const { type } = rulesOf(desk, of);
      return of.clocks.flatMap((run): Judged[] => {
        const clock = clockOf(type, run);
        const verdict = verdictOf(run, clock, judging);
        return verdict === null ? [] : [{ of, clock, verdict }];
      });
    });
  const clocks = new Map(judged.map(({ clock }) => [clock.id, clock]));
  const forces = [...new Set(judged.map(({ clock }) => clock.force))];
  return {
    clocks: [...clocks.values()].map(({ id, zh, force, cite, assume }) => ({
      ...{ clock: id, zh, force, cite, assume },
      ...verdicts(judged.filter((one) => one.clock.id === id)),
    })),
    forces: forces.map((force) => ({
      force,
      ...verdicts(judged.filter((one) => one.clock.force === force)),
    })),
  };
}

/** Null: the run is no matter of this period. */
function verdictOf(run: ClockRun, clock: Clock, { period, dayOf, now }: Judging): Verdict | null {
  const { dueAt, stoppedAt } = run;
  const endedOn = stoppedAt === undefined ? null : dayOf(stoppedAt);
  if (endedOn !== null && endedOn < period.from) return null;
  if (endedOn === null || endedOn > period.to) {
    const ranOut = dueAt !== null && dueAt < now && dayOf(dueAt) <= period.to;
    return ranOut ? 'overdue' : null;
  }
  if (dueAt === null) {
    const variant = clock.variants.find(({ id }) => id === run.variant);
    return variant?.limit === null ? 'exempt' : 'measured';
  }
  return (stoppedAt ?? now) > dueAt ? 'late' : 'onTime';
}

function verdicts(judged: readonly Judged[]): ClockVerdicts {
  const of = (verdict: Verdict): Counted => {
    const cases = judged.flatMap((one) => (one.verdict === verdict ? [one.of.id] : []));
    return { n: cases.length, cases };
  };
  return {
    ...{ onTime: of('onTime'), late: of('late'), overdue: of('overdue') },
    ...{ exempt: of('exempt'), measured: of('measured') },
  };
}
