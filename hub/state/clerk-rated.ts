import { USUAL_RATING } from '@bandecheng/shared/rating/usual-rating';
import { BAD_LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';
import type { ClerkRated, Visit } from './rating-state.ts';

/** Ratings after which the share that a clerk is shown moves on: one press can't be read off a change. */
const STEP = 5;

/** Counts a first rating for the clerk who served, on the day of the visit alone; `by` −1 takes it out again. */
export function countForClerk(state: HallState, visit: Visit, level: Level, by: 1 | -1): void {
  const rated = ratedOf(state, visit);
  if (rated === null) return;
  rated.of += by;
  if (!BAD_LEVELS.includes(level)) rated.good += by;
}

/** A new rating was counted: at every fifth, once there are as many as the hall wants, the clerk is shown the share. */
export function moveOn(state: HallState, visit: Visit): void {
  const rated = ratedOf(state, visit);
  if (rated === null) return;
  rated.given += 1;
  const { good, of, given } = rated;
  if (given % STEP === 0 && of >= (state.hall?.rating.clerkLeast ?? USUAL_RATING.clerkLeast))
    rated.shown = { good, of };
}

function ratedOf({ ratings, day }: HallState, visit: Visit): ClerkRated | null {
  if (visit.day !== day || visit.clerk === '') return null;
  const known = ratings.clerks.get(visit.clerk) ?? { good: 0, of: 0, given: 0 };
  ratings.clerks.set(visit.clerk, known);
  return known;
}
