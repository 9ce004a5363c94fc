import { holds } from '@bandecheng/shared/policy/condition';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { LEVELS, RATING_CHANNELS } from '@bandecheng/shared/vocabulary';
import { FIRST, type BookMonth } from '../book/book-month.ts';
import type { BookPages } from '../book/book-pages.ts';
import type { Count } from './evaluate.ts';
import { ANSWERED_CALL, ratedFacts, type RatedSubject } from './rated-facts.ts';

/** Which ratings a count of the policy's formulas counts: of a visit, or in a sample's call. */
export function countedBy(
  { count, where }: Count,
  policy: Policy,
  { remarks }: BookPages,
): (month: BookMonth, row: number) => boolean {
  if (count === ANSWERED_CALL.event) {
    const isAny = where === undefined || holds(where, ANSWERED_CALL.facts);
    return ({ ratings }, row) => isAny && ratings.list.at(row) > 0;
  }
  if (count !== 'rating.given') return () => false;
  const factsOf = ratedFacts(policy);
  const counted = (subject: RatedSubject) =>
    RATING_CHANNELS.map((channel) =>
      LEVELS.map((level) => where === undefined || holds(where, factsOf(subject, channel, level))),
    );
  const [ofVisits, ofCalls] = [counted('counter-service'), counted('call-back')];
  const telephone = RATING_CHANNELS.indexOf('phone');
  return ({ ratings }, row) => {
    const isFirst = (ratings.flags.at(row) & FIRST) > 0;
    if (!(isFirst || ratings.list.at(row) > 0) || !remarks.leaves(ratings.seq.at(row))) return false;
    const level = ratings.level.at(row);
    return (isFirst ? ofVisits[ratings.channel.at(row)] : ofCalls[telephone])?.[level] === true;
  };
}
