import type { Hall } from './hall.ts';
import type { Instant, TicketClass } from './vocabulary.ts';

/** Where a ticket stands in its line: the smaller goes first. Its class's head start is reckoned in. */
export function placeInLine(
  hall: Pick<Hall, 'queue'> | null,
  ticket: { class: TicketClass; orderAt: Instant },
): Instant {
  return ticket.orderAt - (hall?.queue.headStartMinutes[ticket.class] ?? 0) * 60_000;
}
