import type { CaseLine, CaseReport, Period, ReportHead } from '@bandecheng/shared/case/case-report';
import type { Hall } from '@bandecheng/shared/hall';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { workingDaysBetween } from '@bandecheng/shared/policy/count-days';
import type { CaseId, Instant } from '@bandecheng/shared/vocabulary';
import { rulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';
import { reckoningOf } from '../state/reckoning.ts';
import { briefOf } from './brief.ts';
import { countedEvents, dayIn, type DayOf } from './case-facts.ts';
import { caseGroups, countCases, repeatedMatters, serviceName } from './case-groups.ts';
import { clockFigures } from './clock-figures.ts';
import { evaluateMetric } from './evaluate.ts';
import { isMadeOver } from './period.ts';

const LONGEST_SHOWN = 10;

/** What a report is made of. */
export interface Reporting {
  state: Pick<HallState, 'desk' | 'ratedByDay'>;
  hall: Hall;
  now: Instant;
}

/**
 * Everything that is told of a period's cases, each number with its cases: page, spreadsheet and paper are made from
 * this alone. Null: the hall has no case desk.
 * @param report id of the policy's report that it is made for
 */
export function caseReport(
  { state, hall, now }: Reporting,
  period: Period,
  report?: string,
): CaseReport | null {
  const { desk } = state;
  const policy = desk.policies.get(desk.policy);
  if (policy === undefined) return null;
  const dayOf = dayIn(hall);
  const today = dayOf(now);
  const all = [...desk.cases.values()].filter(({ openedAt }) => dayOf(openedAt) <= period.to);
  const events = countedEvents(state, period, dayOf);
  const heads = policy.reports.map((one) => reportHead(one, policy));
  const chosen = heads.find((one) => one.report === report);
  const opened = all.filter(({ openedAt }) => dayOf(openedAt) >= period.from);
  const figures: Omit<CaseReport, 'brief' | 'cases'> = {
    ...{ hall: hall.name.zh, place: policy.place, policy: desk.policy, timeZone: hall.timeZone },
    ...{ period, madeAt: now, running: today <= period.to },
    totals: totalsOf(all, opened, period, dayOf),
    metrics: policy.metrics
      .filter(({ every }) => isMadeOver(every, period))
      .map((metric) => evaluateMetric(metric, { policy, events, period, today })),
    groups: caseGroups(desk, opened, hall),
    ...clockFigures(desk, all, { period, dayOf, now }),
    refusals: refusalsOf(desk, opened),
    longest: longestOf({ state, hall, now }, all, period, dayOf),
    repeated: repeatedMatters(desk, opened, hall),
    filings: missingFilings(desk, all),
    reports: heads,
    ...(chosen === undefined ? {} : { chosen }),
    assumptions: unsigned(desk, policy),
  };
  return { ...figures, brief: briefOf(figures), cases: linesOf(desk, casesIn(figures), hall) };
}

function totalsOf(
  all: readonly Case[],
  opened: readonly Case[],
  { from, to }: Period,
  dayOf: DayOf,
): CaseReport['totals'] {
  const isRefused = ({ exclusion }: Case) => exclusion !== undefined;
  const closedOn = ({ closedAt }: Case) => (closedAt === undefined ? null : dayOf(closedAt));
  return {
    opened: countCases(opened),
    refused: countCases(opened.filter(isRefused)),
    accepted: countCases(opened.filter((of) => !isRefused(of))),
    closed: countCases(
      all.filter((of) => {
        const day = closedOn(of);
        return !isRefused(of) && day !== null && day >= from && day <= to;
      }),
    ),
    open: countCases(all.filter((of) => (closedOn(of) ?? '9999') > to)),
    confidential: countCases(opened.filter(({ confidential }) => confidential)),
  };
}

function refusalsOf(desk: CaseDesk, opened: readonly Case[]): CaseReport['refusals'] {
  const refusals = new Map<string, CaseReport['refusals'][number]>();
  for (const of of opened) {
    const exclusion = rulesOf(desk, of).type.scope.exclude[of.exclusion ?? -1];
    if (exclusion === undefined) continue;
    const { zh, redirect } = exclusion;
    const known = refusals.get(zh) ?? { zh, redirect, counted: { n: 0, cases: [] } };
    const { n, cases } = known.counted;
    refusals.set(zh, { ...known, counted: { n: n + 1, cases: [...cases, of.id] } });
  }
  return [...refusals.values()].sort((a, b) => b.counted.n - a.counted.n);
}

/** Accepted cases closed in the period, or open at its end, by the legal working days they have taken until then. */
function longestOf(
  { state, hall, now }: Reporting,
  all: readonly Case[],
  { from, to }: Period,
  dayOf: DayOf,
): CaseReport['longest'] {
  const by = reckoningOf({ desk: state.desk, hall });
  return all
    .flatMap((of) => {
      const closed = of.closedAt !== undefined && dayOf(of.closedAt) <= to;
      if (of.exclusion !== undefined || (closed && dayOf(of.closedAt ?? now) < from)) return [];
      const endAt = closed ? (of.closedAt ?? now) : now;
      const lastDay = closed || dayOf(now) <= to ? dayOf(endAt) : to;
      const workingDays = workingDaysBetween(dayOf(of.openedAt), lastDay, by.legal);
      return [{ case: of.id, workingDays, minutes: Math.round((endAt - of.openedAt) / 60_000), closed }];
    })
    .sort((a, b) => b.workingDays - a.workingDays || b.minutes - a.minutes)
    .slice(0, LONGEST_SHOWN);
}

/** 一头一尾: first filings of the cases that are not followed by their second. */
function missingFilings(desk: CaseDesk, all: readonly Case[]): CaseReport['filings'] {
  return all.flatMap((of) => {
    const { policy } = rulesOf(desk, of);
    return of.filings.flatMap((filing, i) => {
      const second = of.filings
        .slice(i + 1)
        .some((other) => other.form === filing.form && other.part === 'second');
      if (filing.part !== 'first' || second) return [];
      const form = policy.forms.find(({ id }) => id === filing.form)?.zh ?? filing.form;
      const to = policy.roles.find(({ id }) => id === filing.to)?.zh ?? filing.to;
      return [{ case: of.id, form, to, at: filing.at }];
    });
  });
}

function reportHead(
  { id, zh, every, to, content, cite, assume }: Policy['reports'][number],
  { roles }: Policy,
): ReportHead {
  const names = to.map((role) => roles.find((one) => one.id === role)?.zh ?? role);
  return { report: id, zh, every, to: names, content, cite, assume };
}

function unsigned({ signed, policy: mark }: CaseDesk, { assumptions }: Policy): CaseReport['assumptions'] {
  const done = new Set(signed.get(mark)?.map(({ assumption }) => assumption));
  return assumptions
    .filter(({ id }) => !done.has(id))
    .map(({ id, question, chosen }) => ({ id, question, chosen }));
}

/** Every case behind any of the numbers. */
function casesIn(value: unknown): Set<CaseId> {
  const found = new Set<CaseId>();
  const look = (held: unknown): void => {
    if (typeof held !== 'object' || held === null) return;
    for (const [key, inner] of Object.entries(held)) {
      if (key === 'case' && typeof inner === 'string') found.add(inner);
      else if (key === 'cases' && Array.isArray(inner)) for (const id of inner) found.add(String(id));
      else look(inner);
    }
  };
  look(value);
  return found;
}

function linesOf(desk: CaseDesk, ids: ReadonlySet<CaseId>, hall: Hall): Record<CaseId, CaseLine> {
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const of = desk.cases.get(id);
      return of === undefined ? [] : [[id, lineOf(desk, of, hall)]];
    }),
  );
}

function lineOf(desk: CaseDesk, of: Case, hall: Hall): CaseLine {
  const { id, openedAt, closedAt, confidential, unit } = of;
  const bare = { case: id, openedAt, confidential };
  if (confidential) return bare;
  const { type } = rulesOf(desk, of);
  const service = serviceName(hall, of.service);
  return {
    ...bare,
    ...{ type: type.zh, state: type.states.find((state) => state.id === of.state)?.zh ?? of.state },
    ...(unit === undefined ? {} : { unit }),
    ...(service === null ? {} : { service }),
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}
