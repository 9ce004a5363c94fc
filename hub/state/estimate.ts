import type { ServiceId } from '@bandecheng/shared/vocabulary';
import { lineOf, type HallState, type Ticket } from './hall-state.ts';

/**
 * Minutes until a ticket with `ahead` people before it is called: their usual service times over the counters
 * open for the service. With no counter open it is reckoned for one. A whole number, 0 when nobody is ahead and
 * a counter stands free.
 */
export function estimateMinutes(state: HallState, service: ServiceId, ahead: number): number {
  const rules = state.hall?.services.find((s) => s.id === service);
  const seconds = state.serviceSeconds.get(service) ?? (rules?.usualMinutes ?? 10) * 60;
  const open = openCounters(state, service);
  if (ahead === 0 && open.some((c) => c.ticket === undefined)) return 0;
  return Math.ceil(((ahead + 1) * seconds) / Math.max(1, open.length) / 60);
}

/** Counters that take a service and are open, not paused. */
export function openCounters(state: HallState, service: ServiceId) {
  return (state.hall?.counters ?? []).flatMap((rules) => {
    const counter = state.counters.get(rules.id);
    return counter?.state === 'open' && rules.services.includes(service) ? [counter] : [];
  });
}

/** People who will be called before a waiting ticket; 0 once it is called. */
export function aheadOf(state: HallState, ticket: Ticket): number {
  if (ticket.status !== 'waiting') return 0;
  const line = state.lines.get(lineOf(ticket)) ?? [];
  // The newest ticket is the one most often asked for, and stands last.
  const place = line.lastIndexOf(ticket.id);
  const priority = ticket.class === 'ordinary' && ticket.sentTo === undefined;
  return Math.max(0, place) + (priority ? (state.lines.get(`${ticket.service}!`)?.length ?? 0) : 0);
}
