import type { Service } from '@bandecheng/shared/hall';
import type { CounterId, Instant, ServiceId } from '@bandecheng/shared/vocabulary';
import { openCounters } from './estimate.ts';
import type { HallState } from './hall-state.ts';

/** Tickets of one service that wait each for a single counter. */
export interface SentTickets {
  waiting: number;
  /** Since when the longest waiter of them waits. */
  since: Instant;
}

/** Tickets that wait for a single counter, by their service: no service's own line holds them. */
export function sentTickets(state: HallState): ReadonlyMap<ServiceId, SentTickets> {
  const sent = new Map<ServiceId, SentTickets>();
  for (const [line, ids] of state.lines) {
    if (!line.startsWith('@')) continue;
    for (const id of ids) {
      const ticket = state.tickets.get(id);
      if (ticket === undefined) continue;
      const { waiting, since } = sent.get(ticket.service) ?? { waiting: 0, since: ticket.issuedAt };
      sent.set(ticket.service, { waiting: waiting + 1, since: Math.min(since, ticket.issuedAt) });
    }
  }
  return sent;
}

/** How many wait for this counter alone. */
export function sentCount(state: HallState, counter: CounterId): number {
  return state.lines.get(`@${counter}`)?.length ?? 0;
}

/**
 * The counter a new ticket of the service goes to at once: the open one with the fewest sent to it, the first of
 * several. Null: the service does not assign, or no counter for it is open.
 */
export function assignedCounter(state: HallState, { id, assign }: Service): CounterId | null {
  if (assign !== 'least-waiting') return null;
  return openCounters(state, id)
    .map((counter) => counter.id)
    .reduce<CounterId | null>(
      (best, counter) =>
        best === null || sentCount(state, counter) < sentCount(state, best) ? counter : best,
      null,
    );
}
