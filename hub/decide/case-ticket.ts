import type { HallEvent } from '@bandecheng/shared/events';
import type { HallState, Ticket } from '../state/hall-state.ts';
import { caseDeskText } from '../locales/zh-CN/case-desk.ts';
import { finished } from './service-decider.ts';
import type { Circumstances } from './decision.ts';

/** Whether a counter has it before it now. */
export function isBusy({ status }: Ticket): boolean {
  return status === 'called' || status === 'serving';
}

/** Out of the queue: the desk has taken the applicant over. */
export function withoutTicket(ticket: Ticket): HallEvent[] {
  if (ticket.status !== 'held' && ticket.status !== 'waiting') return [];
  const data = { ticket: ticket.id, stage: ticket.status, reason: caseDeskText.takenOver };
  return [{ type: 'TicketCancelled', data }];
}

/** The counter may call its next number: a visit that has begun is over, a number only called is the desk's. */
export function freeCounter(
  state: HallState,
  ticketId: string | undefined,
  around: Circumstances,
): HallEvent[] {
  const ticket = ticketId === undefined ? undefined : state.tickets.get(ticketId);
  if (ticket?.counter === undefined || !isBusy(ticket)) return [];
  const counter = state.counters.get(ticket.counter);
  if (counter?.clerk === undefined || counter.ticket !== ticket.id) return [];
  if (ticket.status === 'serving') return finished(state, ticket, { counter, clerk: counter.clerk }, around);
  const data = { ticket: ticket.id, stage: ticket.status, reason: caseDeskText.takenOver };
  return [{ type: 'TicketCancelled', data }];
}
