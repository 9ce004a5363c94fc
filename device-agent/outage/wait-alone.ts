import type { Hall } from '@bandecheng/shared/hall';
import type { Lease } from '@bandecheng/shared/outage/lease';
import type { WaitRange } from '@bandecheng/shared/views';
import type { ServiceId } from '@bandecheng/shared/vocabulary';
import type { AloneQueue } from './alone-queue.ts';

/** Counters that take a service and are open as far as this agent knows. */
export function openCounters(hall: Hall, queue: AloneQueue, service: ServiceId): number {
  return hall.counters.filter(
    ({ id, services }) => services.includes(service) && queue.counters.get(id)?.state === 'open',
  ).length;
}

/**
 * Whole minutes until someone with `ahead` people before them is called: those people's visits and half of one that is
 * under way, at the length the hub last told, over the open counters. 0 when nobody is ahead and a counter stands free.
 */
export function waitAlone(
  hall: Hall,
  lease: Lease,
  queue: AloneQueue,
  service: ServiceId,
  ahead: number,
): { estimateMinutes: number; estimateRange: WaitRange } {
  const takers = hall.counters.filter(({ services }) => services.includes(service));
  const isFree = takers.some(({ id }) => {
    const counter = queue.counters.get(id);
    return counter?.state === 'open' && counter.current === null;
  });
  const usual = hall.services.find(({ id }) => id === service)?.usualMinutes ?? 10;
  const each = lease.minutesEach[service] ?? usual;
  const hands = Math.max(1, openCounters(hall, queue, service));
  const minutes = ahead === 0 && isFree ? 0 : Math.max(1, Math.ceil(((ahead + 0.5) * each) / hands));
  return { estimateMinutes: minutes, estimateRange: { low: minutes, high: minutes } };
}
