import type { CallReason } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { CounterId, ServiceId } from '@bandecheng/shared/vocabulary';
import { lineOf, type HallState, type Ticket } from './hall-state.ts';

export interface Choice {
  ticket: Ticket;
  reason: CallReason;
  /** Services whose ordinary ticket came before this one and is passed over. */
  passedOver: ServiceId[];
}

/**
 * Whom a counter calls next, and why. Tickets sent to this counter first, then first come first served, where a
 * priority ticket goes before ordinary ones of its counter's services — but no service's ordinary tickets are
 * passed over more than `fairMixLimit` times in a row, whichever counters called. Null: nobody waits here.
 */
export function nextTicket(state: HallState, hall: Hall, counter: CounterId): Choice | null {
  const sentHere = head(state, `@${counter}`);
  if (sentHere !== null) return { ticket: sentHere, reason: 'sent-here', passedOver: [] };
  const services = hall.counters.find((c) => c.id === counter)?.services ?? [];
  const ordinary = services.flatMap((service) => head(state, service) ?? []);
  const priority = first(services.flatMap((service) => head(state, `${service}!`) ?? []));
  if (priority === null) {
    const ticket = first(ordinary);
    return ticket === null ? null : { ticket, reason: 'first-come', passedOver: [] };
  }
  const before = ordinary.filter((ticket) => ticket.orderAt < priority.orderAt);
  const due = first(
    before.filter((ticket) => (state.passedOver.get(ticket.service) ?? 0) >= hall.queue.fairMixLimit),
  );
  if (due !== null) return { ticket: due, reason: 'fair-mix', passedOver: [] };
  return { ticket: priority, reason: 'priority', passedOver: before.map((ticket) => ticket.service) };
}

/** The tickets a counter would call, in the order it would call them if nothing else happened. */
export function callingOrder(state: HallState, hall: Hall, counter: CounterId, most: number): Ticket[] {
  const services = hall.counters.find((c) => c.id === counter)?.services ?? [];
  const names = [`@${counter}`, ...services.flatMap((service) => [`${service}!`, service])];
  const lines = new Map(names.map((name) => [name, (state.lines.get(name) ?? []).slice(0, most)]));
  const imagined: HallState = { ...state, lines, passedOver: new Map(state.passedOver) };
  const order: Ticket[] = [];
  while (order.length < most) {
    const choice = nextTicket(imagined, hall, counter);
    if (choice === null) break;
    const { ticket } = choice;
    order.push(ticket);
    lines.get(lineOf(ticket))?.shift();
    if (ticket.class === 'ordinary') imagined.passedOver.set(ticket.service, 0);
    for (const service of choice.passedOver)
      imagined.passedOver.set(service, (imagined.passedOver.get(service) ?? 0) + 1);
  }
  return order;
}

function head(state: HallState, line: string): Ticket | null {
  const id = state.lines.get(line)?.[0];
  return (id === undefined ? undefined : state.tickets.get(id)) ?? null;
}

function first(tickets: readonly Ticket[]): Ticket | null {
  return tickets.reduce<Ticket | null>(
    (best, ticket) => (best === null || ticket.orderAt < best.orderAt ? ticket : best),
    null,
  );
}
