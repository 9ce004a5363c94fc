import type { CounterId, ServiceId } from '@bandecheng/shared/vocabulary';
import { lineOf, waitingFor, type HallState, type Ticket } from './hall-state.ts';

/** Whole minutes until a ticket is called: the likeliest, and what eight of ten waits lie between. */
export interface Estimate {
  minutes: number;
  low: number;
  high: number;
}

/** Standard deviations on either side of the middle that hold eight of ten values of a normal distribution. */
const EIGHT_OF_TEN = 1.28;
/** How far visits vary where the day has not told yet: a deviation of half their length. */
const USUAL_VARIATION = 0.5;
/**
 * Beside the visits' own variation: no-shows, pauses, priority that comes later. Share of the middle, measured so that
 * eight of ten waits of the bench's days lie in the range (`npm run bench -- waiting-time`).
 */
const UNFORESEEN = 0.45;
/** Visits from which a service's own variation is believed. */
const ENOUGH_VISITS = 5;

/**
 * When a ticket with `ahead` people before it is called: the work before it, at the length of the service's recent
 * visits, over the hands its open counters have for it. A counter of several services gives each its share of the
 * work that waits there. With no counter open it is reckoned for one. All 0 when nobody is ahead and a counter
 * stands free.
 * @param sentTo the one counter it waits for, with `ahead` in that counter's own line
 */
export function estimate(
  state: HallState,
  service: ServiceId,
  ahead: number,
  sentTo: CounterId | null = null,
): Estimate {
  const open = openCounters(state, service);
  const takers = sentTo === null ? open : [state.counters.get(sentTo)];
  const isFree = takers.some((counter) => counter?.state === 'open' && counter.ticket === undefined);
  if (ahead === 0 && isFree) return { minutes: 0, low: 0, high: 0 };
  const { mean, deviation } = visitSeconds(state, service);
  const hands = sentTo === null ? handsFor(state, service) : 1;
  // Whoever is being served has on average half a visit left.
  const visits = ahead + 0.5;
  const middle = (visits * mean) / hands;
  const spread = EIGHT_OF_TEN * Math.hypot((deviation * Math.sqrt(visits)) / hands, UNFORESEEN * middle);
  const minutes = Math.max(1, Math.ceil(middle / 60));
  return {
    minutes,
    low: Math.max(0, Math.min(minutes, Math.floor((middle - spread) / 60))),
    high: Math.max(minutes, Math.ceil((middle + spread) / 60)),
  };
}

/** The likeliest wait alone, in whole minutes. */
export function estimateMinutes(
  state: HallState,
  service: ServiceId,
  ahead: number,
  sentTo: CounterId | null = null,
): number {
  return estimate(state, service, ahead, sentTo).minutes;
}

/** Minutes that a visit of the service takes, by today's newest or else as the hall has it. */
export function visitMinutes(state: HallState, service: ServiceId): number {
  return visitSeconds(state, service).mean / 60;
}

function visitSeconds(state: HallState, service: ServiceId): { mean: number; deviation: number } {
  const rules = state.hall?.services.find((s) => s.id === service);
  const usual = (rules?.usualMinutes ?? 10) * 60;
  const recent = state.recentSeconds.get(service) ?? [];
  if (recent.length === 0) return { mean: usual, deviation: usual * USUAL_VARIATION };
  const mean = recent.reduce((sum, seconds) => sum + seconds, 0) / recent.length;
  if (recent.length < ENOUGH_VISITS) return { mean, deviation: mean * USUAL_VARIATION };
  const square = recent.reduce((sum, seconds) => sum + (seconds - mean) ** 2, 0) / (recent.length - 1);
  return { mean, deviation: Math.sqrt(square) };
}

/** Counters' worth of work that a service gets from those open for it; 1 when none is. */
function handsFor(state: HallState, service: ServiceId): number {
  const open = openCounters(state, service);
  if (open.length === 0) return 1;
  const work = (id: ServiceId): number => waitingFor(state, id) * visitSeconds(state, id).mean;
  const own = work(service);
  const shares = open.map(({ id }) => {
    const takes = state.hall?.counters.find((c) => c.id === id)?.services ?? [];
    const all = takes.reduce((sum, one) => sum + work(one), 0);
    return own === 0 || all === 0 ? 1 : own / all;
  });
  return shares.reduce((sum, share) => sum + share, 0);
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
  const priority = ticket.class === 'ordinary' && ticket.sentTo === null;
  return Math.max(0, place) + (priority ? (state.lines.get(`${ticket.service}!`)?.length ?? 0) : 0);
}
