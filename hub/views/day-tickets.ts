import type { Counter, Service } from '@bandecheng/shared/hall';
import type { Instant, TicketClass, TicketId, TicketStatus } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from '../state/hall-state.ts';

/** One of the day's tickets, as it is exported: nothing of the person. */
export interface DayTicket {
  id: TicketId;
  number: string;
  service: Service | undefined;
  class: TicketClass;
  status: TicketStatus;
  people: number;
  issuedAt: Instant;
  calledAt: Instant | undefined;
  startedAt: Instant | undefined;
  /** When it came to its last status, where that is final. */
  endedAt: Instant | undefined;
  counter: Counter | undefined;
  /** Its agent gave it by itself, while no hub could be reached. */
  outage: boolean;
}

const FINAL: readonly TicketStatus[] = ['finished', 'no-show', 'cancelled'];

/** The open business day's tickets in the order they were taken. */
export function dayTickets(state: HallState): DayTicket[] {
  return [...state.tickets.values()]
    .sort((a, b) => a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1))
    .map((ticket) => exported(state, ticket));
}

function exported({ hall }: HallState, ticket: Ticket): DayTicket {
  const { id, number, status, people, issuedAt, calledAt, startedAt, since } = ticket;
  return {
    ...{ id, number, status, people, issuedAt, calledAt, startedAt, class: ticket.class },
    service: hall?.services.find((s) => s.id === ticket.service),
    endedAt: FINAL.includes(status) ? since : undefined,
    counter: hall?.counters.find((c) => c.id === ticket.counter),
    outage: ticket.outage !== undefined,
  };
}
