import type { Hall } from '@bandecheng/shared/hall';
import type { LeasedTicket } from '@bandecheng/shared/outage/lease';
import { placeBehind, placeInLine } from '@bandecheng/shared/place-in-line';
import { isTyped } from '@bandecheng/shared/ticket-number';
import type { CounterId, Instant, ServiceId, TicketClass } from '@bandecheng/shared/vocabulary';
import type { AloneQueue } from './alone-queue.ts';

type Line = Pick<AloneQueue, 'waiting'>;

/**
 * Whom a counter calls, in this order: tickets sent to it, then those of its services by their place in line, in which
 * a class's head start is reckoned. Simpler than the hub's: no ranks, no fair mix, no ageing.
 */
export function callingOrder(hall: Hall, { waiting }: Line, counter: CounterId): LeasedTicket[] {
  const services = hall.counters.find(({ id }) => id === counter)?.services ?? [];
  // Of equal places the line's own order stands, as the lease and the steps behind it have it.
  const byPlace = (a: LeasedTicket, b: LeasedTicket): number => placeInLine(hall, a) - placeInLine(hall, b);
  const sentHere = waiting.filter(({ sentTo }) => sentTo === counter);
  const anyone = waiting.filter(({ sentTo, service }) => sentTo === undefined && services.includes(service));
  return [...sentHere.sort(byPlace), ...anyone.sort(byPlace)];
}

/** The one ticket of these digits that a counter may call; a word for why there is none. */
export function typedTicket(
  hall: Hall,
  line: Line,
  counter: CounterId,
  digits: string,
): LeasedTicket | 'ticket-unknown' | 'number-ambiguous' {
  const [ticket, another] = callingOrder(hall, line, counter).filter((one) => isTyped(one, digits));
  if (another !== undefined) return 'number-ambiguous';
  return ticket ?? 'ticket-unknown';
}

/** People who will be called before someone of this class who stands in a service's line from `orderAt` on. */
export function aheadOf(
  hall: Hall,
  { waiting }: Line,
  one: { service: ServiceId; class: TicketClass; orderAt: Instant },
): number {
  const own = placeInLine(hall, one);
  return waiting.filter(
    (other) => other.service === one.service && other.sentTo === undefined && placeInLine(hall, other) < own,
  ).length;
}

/** Where a ticket comes that goes back into its line: behind the next few of its own kind, as the hub does it. */
export function requeuePlace(
  hall: Hall,
  { waiting }: Line,
  ticket: Pick<LeasedTicket, 'service' | 'class' | 'issuedAt'>,
  now: Instant,
): Instant {
  const line = waiting
    .filter(({ service, sentTo }) => service === ticket.service && sentTo === undefined)
    .filter((other) => (other.class === 'ordinary') === (ticket.class === 'ordinary'))
    .sort((a, b) => placeInLine(hall, a) - placeInLine(hall, b))
    .map(({ orderAt }) => orderAt);
  return placeBehind(hall, line, ticket, now);
}
