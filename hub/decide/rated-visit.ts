import type { RatedVisit, RatingShapes } from '@bandecheng/shared/rating/rating-events';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Refusal } from '@bandecheng/shared/refusals';
import { BAD_LEVELS, type CounterId, type Instant, type Level } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { Visit } from '../state/rating-state.ts';
import { counterRule } from '../state/visits-kept.ts';
import { hallOf } from './decision.ts';

/** The visit that a counter had finished last at an instant: a later visit ends the window of an earlier one. */
export function lastVisitBefore(state: HallState, counter: CounterId, at: Instant): Visit | null {
  const ids = state.counters.get(counter)?.visits ?? [];
  for (let i = ids.length - 1; i >= 0; i--) {
    const visit = state.visits.get(ids[i] ?? '');
    if (visit !== undefined && visit.finishedAt <= at) return visit;
  }
  return null;
}

/** What is recorded of a visit that was rated elsewhere than on an evaluator. */
export function ratingGiven(
  visit: Visit,
  said: Omit<RatingShapes['RatingGiven'], keyof RatedVisit | 'times' | 'named'>,
): HallEvent {
  const { id, ticket, counter, service, clerk, day, named = false } = visit;
  const about = { visit: id, ticket, counter, service, clerk, day };
  return { type: 'RatingGiven', data: { ...about, ...said, times: said.fate === 'added' ? 2 : 1, named } };
}

/** The reasons that are asked for after a bad level: the city's own dimensions, or the hall's. */
export function reasonsAsked(state: HallState): readonly string[] {
  const dimensions = counterRule(state)?.dimensions ?? [];
  return dimensions.length > 0 ? dimensions : hallOf(state).rating.reasons;
}

/** Why these reasons are not taken; null: they are. None is always taken. */
export function reasonsRefused(state: HallState, level: Level, reasons: readonly string[]): Refusal | null {
  if (reasons.length === 0) return null;
  if (!BAD_LEVELS.includes(level)) return { refused: 'reasons-not-asked' };
  const asked = reasonsAsked(state);
  const unknown = reasons.find((reason) => !asked.includes(reason));
  return unknown === undefined ? null : { refused: 'reason-unknown', about: { reason: unknown } };
}
