import type * as z from 'zod';
import type { DrawCallList as Asked, NumberVisit, ReceiptSms, RecordCall } from './rating-commands.ts';
import type { RatingShapes } from './rating-events.ts';

/** What the hub drew before it decides: from the whole journal, by a seed of its own. */
export type DrawnSample = Pick<RatingShapes['CallListDrawn'], 'seed' | 'of' | 'visits'>;

/** `drawn` never comes from outside. */
type DrawCallList = z.output<typeof Asked> & { drawn?: DrawnSample };

/** What is asked about visits by telephone and by other systems, and by the hub when business has closed. */
export type CallCommand =
  | DrawCallList
  | z.output<typeof RecordCall>
  | z.output<typeof ReceiptSms>
  | z.output<typeof NumberVisit>
  /** Visits of today that nobody rated on the spot. */
  | { id: string; type: 'InviteBySms'; visits: string[] };
