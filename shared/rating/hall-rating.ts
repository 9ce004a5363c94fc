import * as z from 'zod';

/** A scale of two, three or five levels. */
export const ScaleSize = z.literal([2, 3, 5], '须为 2、3 或 5');

/** How ratings are asked for: `rating` in hall.json. */
export const Rating = z.strictObject({
  /** Seconds an evaluator waits for a press after a visit. */
  windowSeconds: z.int().min(5).max(600).default(60),
  /** Seconds in which a second press replaces the first. */
  changeSeconds: z.int().min(0).max(60).default(10),
  /** Seconds after the window in which a press still counts, marked late. */
  graceSeconds: z.int().min(0).max(300).default(30),
  /** Levels that tablets, the page behind the ticket's QR and kiosks offer. */
  levels: ScaleSize.optional(),
  /**
   * What may be ticked after a bad level, where the city's rules name nothing of their own. Never needed; an empty list
   * asks nobody why.
   */
  reasons: z
    .array(z.string().trim().min(1, '不能为空').max(20, '最多 20 个字'))
    .max(8, '最多 8 项')
    .optional(),
  /** A clerk is shown the share of good ratings of a day from so many on. */
  clerkLeast: z.int().min(5).max(100).optional(),
});
