import * as z from 'zod';
import { LEVELS, RATING_CHANNELS } from '../vocabulary.ts';
import { basis, EventName, Name, Text } from './basis.ts';
import { Limit } from './clock.ts';

/** A city's own grades. `of` derives a grade from the national levels; without it, it is pressed as such. */
export const Scale = z.strictObject({
  id: Name,
  zh: Text,
  grades: z
    .array(
      z.strictObject({
        id: Name,
        zh: Text,
        satisfied: z.boolean(),
        of: z.array(z.enum(LEVELS)).default([]),
      }),
    )
    .min(2),
  ...basis,
});
export type Scale = z.output<typeof Scale>;

/** What is rated. `call-back`: the calls of a quarterly sample. `mending`: what followed a bad rating. */
export const RATING_SUBJECTS = ['counter-service', 'case-outcome', 'call-back', 'mending'] as const;

export const RatingRule = z.strictObject({
  id: Name,
  scale: Name,
  subject: z.enum(RATING_SUBJECTS),
  channels: z.array(z.enum(RATING_CHANNELS)).min(1),
  dimensions: z.array(Text).default([]),
  invite: z.strictObject({
    when: EventName,
    by: Name,
    /** Another channel for whoever did not rate, and by when it is used. */
    otherwise: z.strictObject({ channel: z.literal('sms'), within: Limit }).optional(),
  }),
  /** How long a missing rating may be added. */
  addWithin: Limit.optional(),
  ...basis,
});
export type RatingRule = z.output<typeof RatingRule>;
