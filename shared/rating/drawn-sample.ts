import type * as z from 'zod';
import type { DrawCallList as Asked } from './rating-commands.ts';
import type { RatingShapes } from './rating-events.ts';

/** What the hub drew before it decides: from the whole journal, by a seed of its own. */
export type DrawnSample = Pick<RatingShapes['CallListDrawn'], 'seed' | 'of' | 'visits'>;

/** `drawn` never comes from outside. */
export type DrawCallList = z.output<typeof Asked> & { drawn?: DrawnSample };
