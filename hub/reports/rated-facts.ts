import type { Policy } from '@bandecheng/shared/policy/policy';
import type { Scale } from '@bandecheng/shared/policy/rating';
import { gradeOf } from '@bandecheng/shared/rating/derive-level';
import {
  BAD_LEVELS,
  LEVELS,
  RATING_CHANNELS,
  type BusinessDay,
  type Level,
  type RatingChannel,
} from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { CountedEvent } from './case-facts.ts';

export type RatedSubject = 'counter-service' | 'call-back';

/** A call of a sample that somebody answered, whatever was later said of the answer. */
export const ANSWERED_CALL: Omit<CountedEvent, 'day' | 'times'> = {
  event: 'callBack.valid',
  facts: { channel: 'phone', subject: 'call-back' },
};

/**
 * Ratings of visits as formulas count them, on the day of the visit: first ratings by their channel under
 * `counter-service`, answers to a sample's calls under `call-back`. Additional ratings are not among them.
 */
export function ratedEvents(ratedByDay: HallState['ratedByDay'], policy: Policy): CountedEvent[] {
  const counted = countedBy(policy);
  return [...ratedByDay].flatMap(([day, { levels, calls }]) => {
    const given = RATING_CHANNELS.flatMap((channel) =>
      counted(day, 'counter-service', channel, levels[channel]),
    );
    const answered = counted(day, 'call-back', 'phone', calls.levels);
    if (calls.valid === 0) return [...given, ...answered];
    return [...given, ...answered, { ...ANSWERED_CALL, day, times: calls.valid }];
  });
}

function countedBy(policy: Policy) {
  const factsOf = ratedFacts(policy);
  return (
    day: BusinessDay,
    subject: RatedSubject,
    channel: RatingChannel,
    levels: Record<Level, number> | undefined,
  ): CountedEvent[] => {
    if (levels === undefined) return [];
    return LEVELS.filter((level) => levels[level] > 0).map((level) => {
      return { event: 'rating.given', day, times: levels[level], facts: factsOf(subject, channel, level) };
    });
  };
}

/** What conditions of a policy may ask of a rating. */
export function ratedFacts({ ratings, scales }: Policy) {
  const scaleOf = (subject: RatedSubject): Scale | undefined => {
    const rule = ratings.find((one) => one.subject === subject);
    return scales.find(({ id }) => id === rule?.scale);
  };
  return (subject: RatedSubject, channel: RatingChannel, level: Level) => {
    const scale = scaleOf(subject);
    const grade = scale === undefined ? null : gradeOf(level, scale);
    const satisfied = grade?.satisfied ?? !BAD_LEVELS.includes(level);
    return { channel, subject, satisfied, rated: grade?.id ?? level };
  };
}
