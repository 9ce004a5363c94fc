import type { CounterView } from '@bandecheng/shared/views';
import type { Instant, TicketId } from '@bandecheng/shared/vocabulary';

/** Milliseconds in which a no-show is taken back with one key. */
export const UNDO_MS = 10_000;

export interface UndoOffer {
  ticket: TicketId;
  number: string;
  until: Instant;
}

/** The offer that follows a no-show at `now` (hub's clock). */
export function undoOffer({ ticket, number }: Pick<UndoOffer, 'ticket' | 'number'>, now: Instant): UndoOffer {
  return { ticket, number, until: now + UNDO_MS };
}

/**
 * Whole seconds the offer still stands; 0 when it has run out, or when the ticket is no longer among the missed
 * because somebody else has moved it.
 */
export function undoSeconds(offer: UndoOffer | null, missed: CounterView['missed'], now: Instant): number {
  if (offer === null || !missed.some(({ ticket }) => ticket === offer.ticket)) return 0;
  return Math.max(0, Math.ceil((offer.until - now) / 1_000));
}
