import * as z from 'zod';
import { LocalText } from '../hall.ts';
import { At } from '../view-parts.ts';
import { LANGUAGES, LEVELS } from '../vocabulary.ts';

/** A finished visit as whoever rates it sees it. How it was rated is not in it. */
export const RatingAsked = z.strictObject({
  visit: z.string(),
  ticket: z.string().describe('Business day and number, 2026-11-23-A012'),
  number: z.string(),
  service: LocalText,
  language: z.enum(LANGUAGES),
  levels: z.array(z.enum(LEVELS)).min(2).describe("Best first: the scale of the visit's counter"),
  reasons: z.array(z.string()).describe('Asked after a bad level, in this order'),
  changeSeconds: z.int().min(0).describe('Seconds in which another level takes the place of the first'),
});
export type RatingAsked = z.output<typeof RatingAsked>;

const Said = z.strictObject({ level: z.enum(LEVELS), at: At });

/** The same for the ticket's holder, who alone is told what was said before. */
export const HolderRating = RatingAsked.extend({
  until: At.describe('From then on nothing more is taken'),
  first: Said.optional(),
  added: Said.optional().describe('追加评价: one, once the first may no longer be changed'),
});
export type HolderRating = z.output<typeof HolderRating>;
