import type { CallWhy } from '@bandecheng/shared/events';
import type { Counter, Hall } from '@bandecheng/shared/hall';
import { placeInLine } from '@bandecheng/shared/place-in-line';
import type { CallReason, CounterId, Instant, ServiceId } from '@bandecheng/shared/vocabulary';
import { lineOf, type HallState, type Ticket } from './hall-state.ts';

export interface Choice {
  ticket: Ticket;
  why: CallWhy;
  /** Services whose ordinary ticket came before this one and is passed over. */
  passedOver: ServiceId[];
}

interface Pick {
  ticket: Ticket;
  reason: CallReason;
  passedOver: ServiceId[];
  /** The one that would have been called but for the reason, where it is not simply the eldest. */
  instead?: Ticket;
  /** The counter's rank of its service, where that decided. */
  rank?: number;
}

/**
 * Whom a counter calls next, and why; null: nobody waits here. In this order:
 *
 * 1. Tickets sent to this counter, unless someone who came before them has waited `ageMinutes`.
 * 2. Of the services it takes, those of its first rank that anybody waits for, and among them the quick ones at a
 *    quick counter, the others elsewhere. Whoever has waited `ageMinutes` is looked at beside them, whatever the service.
 * 3. Priority tickets before ordinary ones, but no service's ordinary tickets are passed over more than
 *    `fairMixLimit` times in a row, whichever counters called, and none that has waited `ageMinutes` by a later one.
 * 4. First come first served.
 *
 * A class's head start counts as time waited throughout. So nobody starves: after `ageMinutes` a ticket goes before
 * everyone who came later than it by more than the greatest head start.
 */
export function nextTicket(state: HallState, hall: Hall, counter: CounterId, now: Instant): Choice | null {
  const sentHere = head(state, `@${counter}`);
  const rules = hall.counters.find((c) => c.id === counter);
  const heads = (rules?.services ?? []).flatMap((service) =>
    [`${service}!`, service].flatMap((line) => head(state, line) ?? []),
  );
  const pick = pickOf(state, hall, rules, heads, now);
  if (sentHere === null || rules === undefined)
    return pick === null ? null : explained(state, pick, heads, now);
  const aged = pick === null ? null : agedBefore(hall, pick, sentHere, now);
  return explained(state, aged ?? alone(sentHere, 'sent-here'), heads, now);
}

/** The pick where it has waited so long that no ticket sent here later may pass it; else null. */
function agedBefore(hall: Hall, pick: Pick, sentHere: Ticket, now: Instant): Pick | null {
  const { ticket } = pick;
  const ageMs = hall.queue.ageMinutes * 60_000;
  if (placeInLine(hall, ticket) > now - ageMs || !isBefore(hall, ticket, sentHere)) return null;
  return now - ticket.issuedAt < ageMs ? pick : { ...pick, reason: 'aged' };
}

function pickOf(
  state: HallState,
  hall: Hall,
  rules: Counter | undefined,
  heads: readonly Ticket[],
  now: Instant,
): Pick | null {
  if (rules === undefined || heads.length === 0) return null;
  const agedAt = now - hall.queue.ageMinutes * 60_000;
  const best = Math.min(...heads.map((ticket) => tierOf(hall, rules, ticket)));
  const inTurn = heads.filter(
    (ticket) => tierOf(hall, rules, ticket) === best || placeInLine(hall, ticket) <= agedAt,
  );
  const pick = byClass(state, hall, inTurn, agedAt);
  const elder = first(
    hall,
    heads.filter((ticket) => pick !== null && isBefore(hall, ticket, pick.ticket)),
  );
  if (pick?.reason !== 'first-come' || elder === null) return pick;
  const rank = rankOf(rules, pick.ticket.service);
  if (rank === rankOf(rules, elder.service)) return { ...pick, reason: 'quick-first', instead: elder };
  return { ...pick, reason: 'own-first', instead: elder, rank };
}

/** What a counter takes before the rest, rank by rank. */
export function ranksOf({ first, afterFirst = [] }: Counter): readonly (readonly ServiceId[])[] {
  return [first, ...afterFirst.map(({ services }) => services)].filter((rank) => rank.length > 0);
}

/** A service's rank at a counter: 1 for what it takes first; what is in none comes behind the last. */
function rankOf(rules: Counter, service: ServiceId): number {
  const ranks = ranksOf(rules);
  const place = ranks.findIndex((rank) => rank.includes(service));
  return (place < 0 ? ranks.length : place) + 1;
}

/** Lower is taken first. */
function tierOf(hall: Hall, rules: Counter, { service }: Ticket): number {
  const quick = hall.services.find((s) => s.id === service)?.quick ?? false;
  return rankOf(rules, service) * 2 + (quick === rules.quick ? 0 : 1);
}

/** Among tickets that are equal in their services. */
function byClass(state: HallState, hall: Hall, heads: readonly Ticket[], agedAt: Instant): Pick | null {
  const ordinary = heads.filter((ticket) => ticket.class === 'ordinary');
  const priority = first(
    hall,
    heads.filter((ticket) => ticket.class !== 'ordinary'),
  );
  if (priority === null) {
    const eldest = first(hall, ordinary);
    return eldest === null ? null : alone(eldest, 'first-come');
  }
  const before = ordinary.filter((ticket) => isBefore(hall, ticket, priority));
  const aged = before.filter((ticket) => placeInLine(hall, ticket) <= agedAt);
  const due = before.filter(
    (ticket) => (state.passedOver.get(ticket.service) ?? 0) >= hall.queue.fairMixLimit,
  );
  const [eldestAged, eldestDue] = [first(hall, aged), first(hall, due)];
  if (eldestAged !== null) return alone(eldestAged, 'aged');
  if (eldestDue !== null) return alone(eldestDue, 'fair-mix');
  const passedOver = before.map((ticket) => ticket.service);
  return { ticket: priority, reason: before.length === 0 ? 'first-come' : 'priority', passedOver };
}

function isBefore(hall: Hall, one: Ticket, other: Ticket): boolean {
  return placeInLine(hall, one) < placeInLine(hall, other);
}

function alone(ticket: Ticket, reason: CallReason): Pick {
  return { ticket, reason, passedOver: [] };
}

function explained(state: HallState, pick: Pick, heads: readonly Ticket[], now: Instant): Choice {
  const { ticket, reason, passedOver, instead, rank } = pick;
  const elders = heads.filter((other) => other.issuedAt < ticket.issuedAt);
  const passed = instead ?? elders.sort((a, b) => a.issuedAt - b.issuedAt)[0];
  const why: CallWhy = {
    reason,
    waitedSeconds: waitedSeconds(ticket, now),
    priorityBefore: ticket.class === 'ordinary' ? (state.passedOver.get(ticket.service) ?? 0) : 0,
    ...(passed === undefined ? {} : { passed: passed.id }),
    ...(rank === undefined ? {} : { rank }),
  };
  return { ticket, why, passedOver };
}

/** Whole seconds since the ticket was taken; a clock set back makes no negative wait. */
export function waitedSeconds(ticket: Ticket, now: Instant): number {
  return Math.max(0, Math.round((now - ticket.issuedAt) / 1000));
}

/** The tickets a counter would call, in the order it would call them if nothing else happened. */
export function callingOrder(
  state: HallState,
  hall: Hall,
  counter: CounterId,
  now: Instant,
  most: number,
): Ticket[] {
  const services = hall.counters.find((c) => c.id === counter)?.services ?? [];
  const names = [`@${counter}`, ...services.flatMap((service) => [`${service}!`, service])];
  const lines = new Map(names.map((name) => [name, (state.lines.get(name) ?? []).slice(0, most)]));
  const imagined: HallState = { ...state, lines, passedOver: new Map(state.passedOver) };
  const order: Ticket[] = [];
  while (order.length < most) {
    const choice = nextTicket(imagined, hall, counter, now);
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

function first(hall: Hall, tickets: readonly Ticket[]): Ticket | null {
  return tickets.reduce<Ticket | null>(
    (best, ticket) => (best === null || isBefore(hall, ticket, best) ? ticket : best),
    null,
  );
}
