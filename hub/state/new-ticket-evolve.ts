import { sliceAt } from '@bandecheng/shared/calendar/service-hours';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from './hall-state.ts';
import { leasedUnder } from './leased-digits.ts';
import { joinLine } from './lines.ts';
import { agentIn } from './outage-state.ts';
import { personKey, sliceKey } from './service-hours.ts';

type NewTicket = Extract<RecordedEvent, { type: 'TicketIssued' | 'TicketBackfilled' }>;

/** A ticket that is there from now on: given by a machine, or on paper some time ago. */
export function applyNewTicket(state: HallState, event: NewTicket): void {
  const ticket = event.type === 'TicketIssued' ? issued(event) : backfilled(event);
  state.tickets.set(ticket.id, ticket);
  state.keys.set(ticket.key, ticket.id);
  keepNumber(state, ticket, event.type === 'TicketIssued');
  state.totals.issued += 1;
  count(state, ticket, event);
  if (ticket.status === 'waiting') joinLine(state, ticket);
  else if (ticket.status === 'held') state.held.add(ticket.id);
  else state.totals.finished += 1;
}

/**
 * The next number follows the one given last; one from paper may have been written down in any order, and one out of an
 * agent's block lies above what the hub gives.
 */
function keepNumber(state: HallState, { id, number, service }: Ticket, isLast: boolean): void {
  const digits = Number(number.replace(/^[A-Z]+/, ''));
  if (!isLeased(state, number, digits))
    state.numbers.set(service, isLast ? digits : Math.max(state.numbers.get(service) ?? 0, digits));
  // Whoever had the number before is no longer called back by it.
  const before = state.missed.indexOf(state.byNumber.get(number) ?? '');
  if (before >= 0) state.missed.splice(before, 1);
  state.byNumber.set(number, id);
}

function isLeased({ leases, hall }: HallState, number: string, digits: number): boolean {
  return hall !== null && leasedUnder(leases, hall, number.replace(/\d+$/, '')).has(digits);
}

function count(state: HallState, { id, service, more }: Ticket, event: NewTicket): void {
  const add = (key: string): void => void state.given.set(key, (state.given.get(key) ?? 0) + 1);
  for (const visited of [service, ...more]) {
    add(visited);
    const rules = state.hall?.services.find((s) => s.id === visited);
    const slice = rules === undefined || state.hall === null ? null : sliceAt(rules, event.at, state.hall);
    if (slice !== null) add(sliceKey(visited, slice));
  }
  const appointment = event.type === 'TicketIssued' ? event.data.appointment : undefined;
  const kept = appointment === undefined ? undefined : state.appointments.get(appointment);
  if (kept !== undefined) Object.assign(kept, { state: 'arrived', ticket: id });
  if (event.type !== 'TicketIssued' || event.data.person === undefined) return;
  for (const visited of [service, ...more]) {
    const key = personKey(event.data.person, visited);
    state.persons.set(key, [...(state.persons.get(key) ?? []), id]);
  }
}

function issued({ data, at, actor, happenedAt }: Extract<NewTicket, { type: 'TicketIssued' }>): Ticket {
  const agent = happenedAt === undefined ? null : agentIn(actor);
  return {
    ...newTicket(data, at),
    ...(agent === null ? {} : { outage: agent }),
    ...(data.kiosk === undefined ? {} : { kiosk: data.kiosk }),
    ...(data.person === undefined ? {} : { person: data.person }),
    ...(data.sentTo === undefined ? {} : { sentTo: data.sentTo }),
    ...(data.dueAt === undefined ? {} : { status: 'held', heldUntil: data.dueAt, orderAt: data.dueAt }),
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
