import type { TicketView } from '@bandecheng/shared/views';
import type { TicketId } from '@bandecheng/shared/vocabulary';
import { aheadOf, estimate } from '../state/estimate.ts';
import type { HallState } from '../state/hall-state.ts';
import { waitOf } from './wait-of.ts';

/** One ticket as its holder may see it; null when there is no such ticket today. */
export function ticketView(state: HallState, id: TicketId): TicketView | null {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return null;
  const ahead = aheadOf(state, ticket);
  const counter = ticket.sentTo ?? ticket.counter;
  return {
    ticket: ticket.id,
    number: ticket.number,
    service: ticket.service,
    class: ticket.class,
    language: ticket.language,
    status: ticket.status,
    issuedAt: ticket.issuedAt,
    ahead,
    ...waitOf(
      ticket.status === 'waiting' ? estimate(state, ticket.service, ahead, ticket.sentTo ?? null) : null,
    ),
    ...(counter === undefined ? {} : { counter }),
    ...(ticket.heldUntil === undefined ? {} : { heldUntil: ticket.heldUntil }),
    more: ticket.more,
    key: ticket.key,
  };
}
