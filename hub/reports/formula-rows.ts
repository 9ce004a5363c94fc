import { holds } from '@bandecheng/shared/policy/condition';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { LEVELS, RATING_CHANNELS } from '@bandecheng/shared/vocabulary';
import { FIRST, type BookMonth } from '../book/book-month.ts';
import type { BookPages } from '../book/book-pages.ts';
import type { Count } from './evaluate.ts';
import { ANSWERED_CALL, ratedFacts } from './rated-facts.ts';

/** Which ratings a count of the policy's formulas counts: of a visit, or in a sample's call. */
export function countedBy(
  { count, where }: Count,
  policy: Policy,
  { remarks }: BookPages,
): (month: BookMonth, row: number) => boolean {
  const factsOf = ratedFacts(policy);
  return ({ ratings }, row) => {
    const isCalled = ratings.list.at(row) > 0;
    if (count === ANSWERED_CALL.event)
      return isCalled && (where === undefined || holds(where, ANSWERED_CALL.facts));
    const isFirst = (ratings.flags.at(row) & FIRST) > 0;
    if (count !== 'rating.given' || !(isFirst || isCalled) || !remarks.leaves(ratings.seq.at(row)))
      return false;
    if (where === undefined) return true;
    const level = LEVELS[ratings.level.at(row)];
    const channel = isFirst ? RATING_CHANNELS[ratings.channel.at(row)] : 'phone';
    if (level === undefined || channel === undefined) return false;
    return holds(where, factsOf(isFirst ? 'counter-service' : 'call-back', channel, level));
  };
}
