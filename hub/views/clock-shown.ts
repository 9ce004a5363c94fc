import type { ClockShown } from '@bandecheng/shared/case/case-detail';
import type { Clock } from '@bandecheng/shared/policy/clock';
import type { Reckoning } from '@bandecheng/shared/policy/deadline';
import { latestDeadline } from '@bandecheng/shared/policy/extension';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { casesText } from '../locales/zh-CN/cases.ts';
import { dateTimeText } from '../locales/zh-CN/date-text.ts';
import { deadlineOf } from '../state/case-deadline.ts';
import { clockOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case, CaseEvent, ClockRun } from '../state/case-state.ts';
import { clockRow } from './clock-row.ts';
import { fieldAsked } from './field-asked.ts';

/** A clock that runs or ran, with what its due time rests on and how far it may be extended. */
export function clockShown(
  rules: CaseRulesOf,
  of: Case,
  run: ClockRun,
  by: Reckoning,
  now: Instant,
): ClockShown {
  const clock = clockOf(rules.type, run);
  const reckoned = of.timeline.filter(isReckoned(run)).at(-1)?.data.dueAt ?? null;
  const extension = extensionOf(rules, clock, run, reckoned, by, now);
  return {
    ...clockRow(rules, run, by, now),
    clock: run.clock,
    ...(run.stoppedAt === undefined ? {} : { stoppedAt: run.stoppedAt }),
    onTime: onTime(run, now),
    because: because(clock, of, run, reckoned, by),
    ...(extension === null ? {} : { extension }),
  };
}

type Reckoned = Extract<CaseEvent, { type: 'ClockStarted' | 'DeadlineMoved' }>;

function isReckoned({ run }: ClockRun): (event: CaseEvent) => event is Reckoned {
  return (event): event is Reckoned =>
    (event.type === 'ClockStarted' || event.type === 'DeadlineMoved') && event.data.run === run;
}

/** Null where nothing was due, or nothing is late yet. */
function onTime({ dueAt, stoppedAt }: ClockRun, now: Instant): boolean | null {
  if (dueAt === null) return null;
  if (stoppedAt !== undefined) return stoppedAt <= dueAt;
  return now > dueAt ? false : null;
}

/** Reckoned again by the class the run has; where that comes to another day, another calendar held at the time. */
function because(clock: Clock, of: Case, run: ClockRun, reckoned: Instant | null, by: Reckoning): string[] {
  const variants = clock.variants
    .filter(({ id }) => id === run.variant)
    .map((variant) => ({ ...variant, when: { all: [] } }));
  const again = deadlineOf({ ...clock, variants }, of, run.startedAt, by);
  const first =
    again.dueAt === reckoned
      ? again.because
      : [...again.because.slice(0, 1), casesText.clock.anotherCalendar];
  return [...first, ...of.timeline.flatMap((event) => changeText(event, run, by.timeZone))];
}

function changeText(event: CaseEvent, { run }: ClockRun, timeZone: string): string[] {
  if (event.type === 'DeadlineMoved' && event.data.run === run)
    return [casesText.clock.moved[event.data.cause]];
  if (event.type !== 'ClockExtended' || event.data.run !== run) return [];
  const { from, dueAt } = event.data;
  return [casesText.clock.extended(dateTimeText(from, timeZone), dateTimeText(dueAt, timeZone))];
}

/** Null where it may not be extended, not any more, or not now. */
function extensionOf(
  rules: CaseRulesOf,
  clock: Clock,
  run: ClockRun,
  reckoned: Instant | null,
  by: Reckoning,
  now: Instant,
): NonNullable<ClockShown['extension']> | null {
  const rule = clock.extension;
  if (rule === undefined || run.stoppedAt !== undefined || run.dueAt === null || run.extended >= rule.times)
    return null;
  if (rule.beforeDue && now > run.dueAt) return null;
  const from = { startAt: run.startedAt, dueAt: reckoned ?? run.dueAt };
  return {
    latest: latestDeadline(clock, from, by)?.dueAt ?? null,
    by: rule.by,
    require: rule.require,
    // A day that is asked for is the new last day itself.
    fields: rule.require.flatMap((id) => fieldAsked(rules, id) ?? []).filter(({ kind }) => kind !== 'date'),
  };
}
