import type { Hall } from '@bandecheng/shared/hall';
import type { QueueView } from '@bandecheng/shared/views';
import type { ServiceId } from '@bandecheng/shared/vocabulary';
import { sentTickets } from '../state/sent-tickets.ts';
import { waitingFor, type HallState } from '../state/hall-state.ts';

/** Waiting areas over their limit, the fullest first, and the numbers of the counters that could open for them. */
export function crowded(state: HallState, hall: Hall): QueueView['crowded'] {
  const sent = sentTickets(state);
  const waitingOf = (id: ServiceId): number => waitingFor(state, id) + (sent.get(id)?.waiting ?? 0);
  return hall.queue.crowded
    .map(({ area, waiting: limit }) => {
      const services = hall.services.filter((service) => service.area.zh === area).map(({ id }) => id);
      const waiting = services.reduce((sum, service) => sum + waitingOf(service), 0);
      const busy = services.filter((service) => waitingOf(service) > 0);
      const couldOpen = hall.counters
        .filter(({ id }) => (state.counters.get(id)?.state ?? 'closed') !== 'open')
        .filter((counter) => counter.services.some((service) => busy.includes(service)))
        .map(({ number }) => number);
      return { area, waiting, limit, couldOpen };
    })
    .filter(({ waiting, limit }) => waiting >= limit)
    .sort((a, b) => b.waiting - a.waiting);
}
