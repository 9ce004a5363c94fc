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

type Subject = 'counter-service' | 'call-back';

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
    const facts = { channel: 'phone', subject: 'call-back' };
    return [...given, ...answered, { event: 'callBack.valid', day, times: calls.valid, facts }];
  });
}

function countedBy({ ratings, scales }: Policy) {
  const scaleOf = (subject: Subject): Scale | undefined => {
    const rule = ratings.find((one) => one.subject === subject);
    return scales.find(({ id }) => id === rule?.scale);
  };
  return (
    day: BusinessDay,
    subject: Subject,
    channel: RatingChannel,
    levels: Record<Level, number> | undefined,
  ): CountedEvent[] => {
    if (levels === undefined) return [];
    const scale = scaleOf(subject);
    return LEVELS.filter((level) => levels[level] > 0).map((level) => {
      const grade = scale === undefined ? null : gradeOf(level, scale);
      const satisfied = grade?.satisfied ?? !BAD_LEVELS.includes(level);
      const facts = { channel, subject, satisfied, rated: grade?.id ?? level };
      return { event: 'rating.given', day, times: levels[level], facts };
    });
  };
}
