import type { CaseRow } from '@bandecheng/shared/case/case-view';
import type { Hall } from '@bandecheng/shared/hall';
import type { Reckoning } from '@bandecheng/shared/policy/deadline';
import type { Instant, TicketId } from '@bandecheng/shared/vocabulary';
import { runningOf } from '../state/case-deadline.ts';
import type { CaseRulesOf } from '../state/case-rules.ts';
import type { Case } from '../state/case-state.ts';
import { nextSteps, rolesAwaited } from './case-steps.ts';
import { bareClock, byUrgency, clockRow, urgencyOf } from './clock-row.ts';

/** A case as a row shows it to whoever may see it. */
export function caseRow(rules: CaseRulesOf, of: Case, hall: Hall, by: Reckoning, now: Instant): CaseRow {
  const { type } = rules;
  const counter = hall.counters.find(({ id }) => id === of.counter)?.number;
  const service = hall.services.find(({ id }) => id === of.service)?.name;
  const steps = nextSteps(rules, of);
  const branches = of.branches.filter(({ doneAt }) => doneAt === undefined).map(({ unit }) => unit);
  return {
    ...timesOf(rules, of, by, now),
    confidential: of.confidential,
    type: type.zh,
    state: type.states.find(({ id }) => id === of.state)?.zh ?? of.state,
    since: of.since,
    intake: type.intake.find(({ id }) => id === of.intake)?.zh ?? of.intake,
    ...(of.ticket === undefined ? {} : { number: numberIn(of.ticket) }),
    ...(counter === undefined ? {} : { counterNumber: counter }),
    ...(service === undefined ? {} : { service }),
    ...(of.unit === undefined ? {} : { unit: of.unit }),
    ...(of.owner === undefined ? {} : { owner: of.owner }),
    waitsFor: rolesAwaited(rules, steps),
    next: steps
      .filter(({ hindrance }) => hindrance === null)
      .map(({ step: { id, zh, cite } }) => ({ step: id, zh, quote: cite[0] ?? '' })),
    branches,
    reworks: of.reworks,
    followUp: of.followUp,
    invited: of.invited !== undefined,
    ...(of.level === undefined ? {} : { level: of.level }),
  };
}

/** A case kept confidential, for everybody else: its number and its time. */
export function bareRow(rules: CaseRulesOf, of: Case, by: Reckoning, now: Instant): CaseRow {
  const { clocks, ...times } = timesOf(rules, of, by, now);
  return { ...times, clocks: clocks.slice(0, 1).map(bareClock), confidential: true };
}

type Times = Pick<CaseRow, 'case' | 'openedAt' | 'standing' | 'clocks'>;

function timesOf(rules: CaseRulesOf, of: Case, by: Reckoning, now: Instant): Times {
  const clocks = runningOf(of)
    .map((run) => clockRow(rules, run, by, now))
    .sort((a, b) => byUrgency(urgencyOf(a), urgencyOf(b)));
  return { case: of.id, openedAt: of.openedAt, standing: clocks[0]?.standing ?? 'measured', clocks };
}

/** `A012` of `2026-11-23-A012`. */
function numberIn(ticket: TicketId): string {
  return ticket.slice(ticket.lastIndexOf('-') + 1);
}
