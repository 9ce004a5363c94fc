import type { LeasedTicket } from '@bandecheng/shared/outage/lease';
import type { CounterView, CurrentTicket, WaitingTicket } from '@bandecheng/shared/views';
import type { CounterId, TicketStatus } from '@bandecheng/shared/vocabulary';
import type { CalledTicket } from './alone-queue.ts';
import { callingOrder } from './calling-order.ts';
import type { Seen } from './kiosk-view.ts';
import { serviceLines } from './service-lines.ts';
import { deviceView } from './standing-device.ts';

const WAITING_SHOWN = 50;
const MISSED_SHOWN = 12;
const OWN_VISITS_SHOWN = 30;

/** What a clerk's console shows while no hub can be reached; null for a counter the hall has not. */
export function counterView(seen: Seen, id: CounterId): CounterView | null {
  const { hall, queue, agent, now, devices } = seen;
  const rules = hall.counters.find((counter) => counter.id === id);
  const counter = queue.counters.get(id);
  if (rules === undefined || counter === undefined) return null;
  const evaluator = devices.find((device) => device.kind === 'evaluator' && device.counter === id);
  const waiting = callingOrder(hall, queue, id);
  const { over, missed } = counter;
  const last = over.at(-1);
  const seconds = over.reduce((sum, visit) => sum + visit.seconds, 0);
  return {
    ...{ counter: id, number: rules.number, name: rules.name, timeZone: hall.timeZone },
    state: counter.state,
    ...(counter.clerk === undefined ? {} : { clerk: counter.clerk }),
    ...(counter.pauseReason === undefined ? {} : { pauseReason: counter.pauseReason }),
    services: serviceLines(seen, now).filter(({ service }) => rules.services.includes(service)),
    current: counter.current === null ? null : currentTicket(counter.current),
    recallLimit: hall.queue.recallLimit,
    waiting: waiting.slice(0, WAITING_SHOWN).map((ticket) => waitingTicket(ticket, 'waiting')),
    waitingCount: waiting.length,
    held: [],
    missed: missed.slice(0, MISSED_SHOWN).map((ticket) => waitingTicket(ticket, 'no-show')),
    // Whether it was pressed the hub alone tells.
    lastVisit: last === undefined ? null : { visit: last.visit, number: last.number, rating: 'none' },
    ownVisits: over
      .slice(-OWN_VISITS_SHOWN)
      .reverse()
      .map(({ visit, number, service, finishedAt }) => ({
        visit,
        number,
        service,
        finishedAt,
        appealed: false,
      })),
    ownRatings: null,
    evaluator: evaluator === undefined ? null : deviceView(agent, evaluator),
    clerkOpensCases: false,
    today: {
      finished: over.length,
      noShow: missed.length,
      meanServiceSeconds: over.length === 0 ? null : Math.round(seconds / over.length),
    },
    // To send somebody on takes a hub.
    ...{ transferServices: [], transferCounters: [] },
    alone: { since: seen.since },
  };
}

function currentTicket(ticket: CalledTicket): CurrentTicket {
  const { calledAt, startedAt, times, status } = ticket;
  return {
    ...waitingTicket(ticket, status),
    ...{ calledAt, times, people: 1, matters: [], more: [], moves: [] },
    ...(startedAt === undefined ? {} : { startedAt }),
  };
}

function waitingTicket(ticket: LeasedTicket, status: TicketStatus): WaitingTicket {
  const { number, service, issuedAt, sentTo } = ticket;
  return {
    ...{ ticket: ticket.ticket, number, service, class: ticket.class, issuedAt, status },
    ...(sentTo === undefined ? {} : { sentHere: true }),
  };
}
