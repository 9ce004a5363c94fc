import type { RecordedEvent } from '@bandecheng/shared/events';
import type { AccountId } from '@bandecheng/shared/vocabulary';
import { countForClerk } from './clerk-rated.ts';
import { countAdded, countFirst, dayRated } from './day-rated.ts';
import type { HallState } from './hall-state.ts';
import type { Rated, Visit } from './rating-state.ts';

export type RemarkEvent = Extract<
  RecordedEvent,
  { type: 'RatingCorrected' | 'RatingAppealed' | 'AppealDecided' }
>;

/** Applies what was said of a rating afterwards: the rating stays, and the figures follow. */
export function applyRemark(state: HallState, { data, at, type }: RemarkEvent): void {
  const visit = state.visits.get(data.visit);
  if (visit === undefined) return;
  switch (type) {
    case 'RatingAppealed':
      visit.appeal = { by: data.by, at };
      return;
    case 'AppealDecided':
      if (visit.appeal !== undefined) visit.appeal.outcome = data.outcome;
      if (data.outcome === 'upheld' && data.rating !== undefined) count(state, visit, data.rating, false);
      return;
    case 'RatingCorrected':
      return count(state, visit, data.rating, data.counts, data.by);
  }
}

function count(state: HallState, visit: Visit, seq: number, counts: boolean, by?: AccountId): void {
  const rated = ratedIn(visit, seq);
  if (rated === undefined) return;
  if (by !== undefined) rated.correctedBy = by;
  if ((rated.uncounted === undefined) === counts) return;
  if (counts) delete rated.uncounted;
  else rated.uncounted = true;
  const step = counts ? 1 : -1;
  const figures = dayRated(state, visit.day);
  if (rated === visit.first) {
    countFirst(figures, rated, step);
    countForClerk(state, visit, rated.level, step);
  } else countAdded(figures, rated, step);
  const { ratings, desk } = state;
  if (rated.day === state.day) ratings.levels[rated.level] += step;
  if (counts) return;
  desk.badVisits.delete(visit.id);
  ratings.bad = ratings.bad.filter((row) => row.seq !== seq);
  ratings.latest = ratings.latest.filter((row) => row.seq !== seq);
}

/** The visit's first or additional rating, where the line that stands has this number. */
export function ratedIn({ first, added }: Visit, seq: number): Rated | undefined {
  return [first, added].find((rated) => rated?.seq === seq);
}
