import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from './hall-state.ts';
import { joinLine } from './lines.ts';

type NewTicket = Extract<RecordedEvent, { type: 'TicketIssued' | 'TicketBackfilled' }>;

/** A ticket that is there from now on: given by a machine, or on paper some time ago. */
export function applyNewTicket(state: HallState, event: NewTicket): void {
  const ticket = event.type === 'TicketIssued' ? issued(event) : backfilled(event);
  state.tickets.set(ticket.id, ticket);
  state.keys.set(ticket.key, ticket.id);
  const digits = Number(ticket.number.replace(/^[A-Z]+/, ''));
  state.numbers.set(ticket.service, Math.max(state.numbers.get(ticket.service) ?? 0, digits));
  state.totals.issued += 1;
  if (ticket.status === 'waiting') joinLine(state, ticket);
  else state.totals.finished += 1;
}

function issued({ data, at }: Extract<NewTicket, { type: 'TicketIssued' }>): Ticket {
  return {
    ...newTicket(data, at),
    ...(data.kiosk === undefined ? {} : { kiosk: data.kiosk }),
    more: data.more ?? [],
    people: data.people ?? 1,
  };
}

function backfilled({ data, at }: Extract<NewTicket, { type: 'TicketBackfilled' }>): Ticket {
  const { finishedAt, counter } = data;
  return {
    ...newTicket(data, data.takenAt),
    since: finishedAt ?? at,
    ...(finishedAt === undefined ? {} : { status: 'finished' }),
    ...(counter === undefined ? {} : { counter }),
  };
}

function newTicket(data: NewTicket['data'], takenAt: Instant): Ticket {
  return {
    id: data.ticket,
    number: data.number,
    service: data.service,
    class: data.class,
    language: data.language,
    key: data.key,
    issuedAt: takenAt,
    orderAt: takenAt,
    status: 'waiting',
    since: takenAt,
    times: 0,
    visits: 0,
    copies: 0,
    more: [],
    people: 1,
    matters: [],
    moves: [],
  };
}
