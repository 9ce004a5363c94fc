import * as z from 'zod';
import { Id, LocalText } from '../hall.ts';
import { At, CounterNumber } from '../view-parts.ts';
import { COUNTER_STATES } from '../vocabulary.ts';
import { RatingAsked } from './rating-asked.ts';

/** A counter's tablet: who serves there, and the visit that is to be rated. Never how one was. */
export const TabletView = z.strictObject({
  hall: LocalText,
  counter: Id,
  number: CounterNumber,
  name: LocalText,
  timeZone: z.string(),
  state: z.enum(COUNTER_STATES),
  clerk: z
    .strictObject({
      name: z.string(),
      number: Id.describe('工号: the account'),
      star: z.int().min(1).max(5).optional(),
      photo: z.string().optional().describe('Mark of the portrait'),
    })
    .nullable()
    .describe('Who serves here; null: nobody'),
  asked: RatingAsked.extend({ closesAt: At.describe('From then on the tablet rests') })
    .nullable()
    .describe('Finished here last and not rated yet'),
});
export type TabletView = z.output<typeof TabletView>;
