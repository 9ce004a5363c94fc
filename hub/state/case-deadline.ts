import type { Clock } from '@bandecheng/shared/policy/clock';
import { holds } from '@bandecheng/shared/policy/condition';
import {
  clockDeadline,
  type ClockDeadline,
  type ClockStart,
  type Reckoning,
} from '@bandecheng/shared/policy/deadline';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { factsOf } from './case-rules.ts';
import type { Case, ClockRun } from './case-state.ts';

/** A case as far as its clocks go, as it will stand once the step is done. */
export type ClockedCase = Pick<
  Case,
  'id' | 'attributes' | 'fields' | 'rating' | 'reworks' | 'itemDays' | 'clocks'
>;

/** Runs that have not stopped. */
export function runningOf({ clocks }: Pick<Case, 'clocks'>): ClockRun[] {
  return clocks.filter(({ stoppedAt }) => stoppedAt === undefined);
}

/** When a clock of the case ends that starts at an instant, and why. */
export function deadlineOf(clock: Clock, of: ClockedCase, startAt: Instant, by: Reckoning): ClockDeadline {
  const start: ClockStart = { startAt, facts: factsOf(of) };
  if (of.itemDays !== undefined) start.itemLimit = { unit: 'working-day', count: of.itemDays };
  const promised = clock.promise === undefined ? undefined : of.fields[clock.promise];
  if (typeof promised === 'string') start.promised = promised;
  return clockDeadline(clock, start, by);
}

/** The class of cases by whose limit the clock runs; absent for the general one. */
export function variantOf(clock: Clock, of: ClockedCase): Clock['variants'][number] | undefined {
  return clock.variants.find(({ when }) => holds(when, factsOf(of)));
}
