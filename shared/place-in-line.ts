import type { Hall } from './hall.ts';
import type { Instant, TicketClass } from './vocabulary.ts';

/** Where a ticket stands in its line: the smaller goes first. Its class's head start is reckoned in. */
export function placeInLine(
  hall: Pick<Hall, 'queue'> | null,
  ticket: { class: TicketClass; orderAt: Instant },
): Instant {
  return ticket.orderAt - (hall?.queue.headStartMinutes[ticket.class] ?? 0) * 60_000;
}

/**
 * Where a ticket comes that goes back into its line: behind the next few, as many as the hall says; where it says none,
 * at the place it had.
 * @param line places of those who wait of its own kind, the first to be called first
 */
export function placeBehind(
  { queue }: Pick<Hall, 'queue'>,
  line: readonly Instant[],
  { issuedAt }: { issuedAt: Instant },
  now: Instant,
): Instant {
  const behind = Math.min(queue.requeueBehind, line.length);
  if (behind === 0) return line.length === 0 ? now : issuedAt;
  return line[behind - 1] ?? now;
}
