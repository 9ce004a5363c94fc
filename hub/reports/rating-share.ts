import type { RatingCounts, Share } from '@bandecheng/shared/rating/rating-report';
import { BAD_LEVELS, LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { ratingsText } from '../locales/zh-CN/ratings.ts';
import type { Tally } from './rating-count.ts';

/** Below it a share says little of the next thirty: `reference/domain.md` 5.4, point 9, a default of the house. */
const SMALL = 30;
const { none } = ratingsText;

/** A share with its two counts. Nothing to divide by is no zero: it is said why there is no value. */
export function share(numerator: number, denominator: number, why: string): Share {
  const small = denominator < SMALL;
  if (denominator === 0) return { numerator, denominator, value: null, none: why, small };
  return { numerator, denominator, value: numerator / denominator, small };
}

/** 满意率 of ratings counted in the order of LEVELS. */
export function satisfiedShare(levels: readonly number[]): Share {
  return share(sumOf(levels) - badOf(levels), sumOf(levels), none.unrated);
}

/** Ratings in the figures. */
export function ratedIn({ levels }: Pick<Tally, 'levels'>): number {
  return sumOf(levels);
}

/** A tally as it is shown. */
export function countsOf(tally: Tally): RatingCounts {
  const { visits, offline, levels, responded, active, additional, additionalGood } = tally;
  const reachable = visits - offline;
  const why = visits === 0 ? none.unserved : none.offline;
  return {
    ...{ visits, offline },
    levels: Object.fromEntries(LEVELS.map((level, i) => [level, levels[i] ?? 0])) as Record<Level, number>,
    satisfied: satisfiedShare(levels),
    bad: share(badOf(levels), sumOf(levels), none.unrated),
    response: share(responded, reachable, why),
    active: share(active, reachable, why),
    additional: share(additionalGood, additional, none.notAdded),
  };
}

function badOf(levels: readonly number[]): number {
  return LEVELS.reduce((sum, level, i) => sum + (BAD_LEVELS.includes(level) ? (levels[i] ?? 0) : 0), 0);
}

function sumOf(levels: readonly number[]): number {
  return levels.reduce((sum, n) => sum + n, 0);
}
