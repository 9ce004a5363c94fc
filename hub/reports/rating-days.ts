import { LEVELS, RATING_CHANNELS, type BusinessDay } from '@bandecheng/shared/vocabulary';
import { FIRST } from '../book/book-month.ts';
import type { BookPages } from '../book/book-pages.ts';
import type { HallState } from '../state/hall-state.ts';
import { noneOf, unratedDay, type DayRated } from '../state/rating-state.ts';
import { isAdditional, isGood } from './rating-count.ts';

/** How the visits of each day were rated, in the shape in which the state has it: formulas count both alike. */
export function ratedDays(
  { months, remarks }: BookPages,
  { from, to }: { from: BusinessDay; to: BusinessDay },
): HallState['ratedByDay'] {
  const days = new Map<BusinessDay, DayRated>();
  const dayRated = (day: BusinessDay): DayRated => {
    const known = days.get(day) ?? unratedDay();
    days.set(day, known);
    return known;
  };
  for (const month of months) {
    const { ratings, calls } = month;
    for (let i = 0; i < calls.length; i++) dayRated(month.names.days.text(calls.at(i))).calls.valid += 1;
    for (let row = 0; row < ratings.day.length; row++) {
      const day = month.dayAt(row);
      if (day < from || day > to || !remarks.leaves(ratings.seq.at(row))) continue;
      const level = LEVELS[ratings.level.at(row)];
      const channel = RATING_CHANNELS[ratings.channel.at(row)];
      if (level === undefined || channel === undefined) continue;
      const flags = ratings.flags.at(row);
      const rated = dayRated(day);
      if ((flags & FIRST) > 0) (rated.levels[channel] ??= noneOf(LEVELS))[level] += 1;
      else if (ratings.list.at(row) > 0) rated.calls.levels[level] += 1;
      else if (isAdditional(month, row, flags)) {
        rated.additional.all += 1;
        rated.additional.good += isGood(month, row) ? 1 : 0;
      }
    }
  }
  return days;
}
