import { BAD_LEVELS, LEVELS, type BusinessDay } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';
import { noneOf, unratedDay, type DayRated, type Rated } from './rating-state.ts';

/** Two years and some days: the figures of last year are asked for in this one. */
const DAYS_KEPT = 740;

/** The figures of one day's visits, made where there are none yet. */
export function dayRated({ ratedByDay }: Pick<HallState, 'ratedByDay'>, day: BusinessDay): DayRated {
  const known = ratedByDay.get(day);
  if (known !== undefined) return known;
  const rated = unratedDay();
  ratedByDay.set(day, rated);
  const [oldest] = ratedByDay.keys();
  if (ratedByDay.size > DAYS_KEPT && oldest !== undefined) ratedByDay.delete(oldest);
  return rated;
}

/** Counts a first rating in its day's figures; `by` −1 takes it out again. */
export function countFirst(rated: DayRated, { channel, level }: Rated, by: 1 | -1): void {
  const levels = (rated.levels[channel] ??= noneOf(LEVELS));
  levels[level] += by;
}

/** The same of an additional rating. */
export function countAdded({ additional }: DayRated, { level }: Rated, by: 1 | -1): void {
  additional.all += by;
  if (!BAD_LEVELS.includes(level)) additional.good += by;
}
