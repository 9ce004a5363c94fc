import type { Hall, Service } from '@bandecheng/shared/hall';
import { numberOf } from '@bandecheng/shared/ticket-number';
import { LIVE_STATUSES, type TicketId } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from './hall-state.ts';
import { leasedUnder } from './leased-digits.ts';

/** A service's numbers of a day: `to` is the last before `atEnd` says what comes. */
export interface NumberRange {
  from: number;
  to: number;
  atEnd: 'grow' | 'block' | 'wrap';
}

/** As hall.json has it; without a word there, from 1 and on past the last number of the hall's digits. */
export function numberRange(
  { queue }: Pick<Hall, 'queue'>,
  { numbers }: Pick<Service, 'numbers'>,
): NumberRange {
  const { from = 1, to = 10 ** queue.numberDigits - 1, atEnd = 'grow' } = numbers ?? {};
  return { from, to, atEnd };
}

/**
 * A service's next number today: its letters and the digits. A number that was given today is left out, whichever
 * service gave it under these letters; where numbers wrap, one whose holder is no longer waited for or served is given
 * again. What an agent alone gives is left to it. Null: the range is used up, or somebody still holds every number of it.
 */
export function nextNumber(
  state: HallState,
  hall: Hall,
  service: Service,
): { ticket: TicketId; number: string } | null {
  const { from, to, atEnd } = numberRange(hall, service);
  const wraps = atEnd === 'wrap';
  const leased = leasedUnder(state.leases, hall, service.prefix);
  let digits = Math.max(from, (state.numbers.get(service.id) ?? 0) + 1);
  for (let tried = 0; !wraps || tried <= to - from; tried += 1, digits += 1) {
    if (digits > to && atEnd === 'block') return null;
    if (digits > to && wraps) digits = from;
    if (leased.has(digits)) continue;
    const number = numberOf(hall, service, digits);
    const holder = holderOf(state, number);
    if (holder === null || (wraps && !LIVE_STATUSES.includes(holder.status)))
      return { ticket: newTicketId(state, number), number };
  }
  return null;
}

/** The newest ticket with this number today. */
export function holderOf(state: HallState, number: string): Ticket | null {
  return state.tickets.get(state.byNumber.get(number) ?? '') ?? null;
}

/** Day and number, and behind a number that was given before today which time this is: `2026-11-23-A012-2`. */
export function newTicketId(state: HallState, number: string): TicketId {
  const first = `${state.day}-${number}`;
  let id = first;
  for (let time = 2; state.tickets.has(id); time += 1) id = `${first}-${time}`;
  return id;
}
