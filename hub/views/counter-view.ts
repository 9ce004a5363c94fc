import type { Counter, Hall } from '@bandecheng/shared/hall';
import type { CounterView, CurrentTicket, WaitingTicket } from '@bandecheng/shared/views';
import type { CounterId, Instant } from '@bandecheng/shared/vocabulary';
import type { CaseDesk } from '../state/case-state.ts';
import { callingOrder } from '../state/call-order.ts';
import { waitingFor, type CounterNow, type HallState, type Ticket } from '../state/hall-state.ts';
import { callExplained } from './call-explained.ts';
import { deviceView } from './device-view.ts';
import { serviceLines } from './service-lines.ts';

const WAITING_SHOWN = 50;
const MISSED_SHOWN = 12;
const OWN_VISITS_SHOWN = 30;

/** What a clerk's console shows. Holds whether the last visit was rated, never how. */
export function counterView(state: HallState, hall: Hall, id: CounterId, now: Instant): CounterView | null {
  const rules = hall.counters.find((c) => c.id === id);
  const counter = state.counters.get(id);
  if (rules === undefined || counter === undefined) return null;
  const evaluator = [...state.devices.values()].find((d) => d.kind === 'evaluator' && d.counter === id);
  const waitingCount =
    rules.services.reduce((sum, service) => sum + waitingFor(state, service), 0) +
    (state.lines.get(`@${id}`)?.length ?? 0);
  return {
    counter: id,
    number: rules.number,
    name: rules.name,
    timeZone: hall.timeZone,
    state: counter.state,
    ...(counter.clerk === undefined ? {} : { clerk: counter.clerk }),
    ...(counter.pauseReason === undefined ? {} : { pauseReason: counter.pauseReason }),
    services: serviceLines(state, now).filter((line) => rules.services.includes(line.service)),
    current: currentOf(state, hall, rules, counter),
    recallLimit: hall.queue.recallLimit,
    waiting: callingOrder(state, hall, id, now, WAITING_SHOWN).map(waitingTicket),
    waitingCount,
    held: [...state.held]
      .flatMap((held) => state.tickets.get(held) ?? [])
      .filter((t) => t.counter === id)
      .map(waitingTicket),
    missed: state.missed
      .flatMap((missed) => state.tickets.get(missed) ?? [])
      .filter((t) => t.counter === id)
      .slice(0, MISSED_SHOWN)
      .map(waitingTicket),
    lastVisit: lastVisitOf(state, counter),
    ownVisits: ownVisits(state, counter),
    ownRatings: state.ratings.clerks.get(counter.clerk ?? '')?.shown ?? null,
    evaluator: evaluator === undefined ? null : deviceView(state, evaluator),
    clerkOpensCases: clerkOpensCases(state.desk),
    today: {
      finished: counter.finished,
      noShow: counter.noShow,
      meanServiceSeconds:
        counter.finished === 0 ? null : Math.round(counter.serviceSeconds / counter.finished),
    },
    transferServices: hall.services.map(({ id: service, name }) => ({ service, name })),
    transferCounters: hall.counters
      .filter((c) => c.id !== id)
      .map((c) => ({
        counter: c.id,
        number: c.number,
        name: c.name,
        state: state.counters.get(c.id)?.state ?? 'closed',
      })),
  };
}

/** Whether a role that clerks hold takes a first step in cases that are opened by hand. */
function clerkOpensCases({ policies, policy: mark }: CaseDesk): boolean {
  const policy = policies.get(mark);
  if (policy === undefined) return false;
  const held = new Set(policy.roles.flatMap(({ id, accounts }) => (accounts.includes('clerk') ? [id] : [])));
  return policy.caseTypes
    .filter(({ opensOn }) => opensOn === undefined)
    .some(({ steps, initial }) =>
      steps.some(({ from, by }) => from.includes(initial) && by.some((role) => held.has(role))),
    );
}

function currentOf(state: HallState, hall: Hall, rules: Counter, counter: CounterNow): CurrentTicket | null {
  const ticket = counter.ticket === undefined ? undefined : state.tickets.get(counter.ticket);
  if (ticket === undefined) return null;
  const numberOf = (id: CounterId | undefined) => hall.counters.find((c) => c.id === id)?.number;
  const returnTo = numberOf(ticket.returnTo?.counter);
  return {
    ...waitingTicket(ticket),
    calledAt: ticket.calledAt ?? ticket.since,
    ...(ticket.startedAt === undefined ? {} : { startedAt: ticket.startedAt }),
    times: ticket.times,
    ...(ticket.why === undefined ? {} : { why: callExplained(state, rules, ticket.why) }),
    ...{ people: ticket.people, matters: ticket.matters, more: ticket.more },
    ...(returnTo === undefined ? {} : { returnTo }),
    moves: ticket.moves.map(({ at, service, counter: id }) => {
      const number = numberOf(id);
      return { at, service, ...(number === undefined ? {} : { counter: number }) };
    }),
  };
}

/** Looked for from the newest on: the view is made at every change, however many visits the counter has had. */
function ownVisits({ visits }: HallState, { clerk, visits: ids }: CounterNow): CounterView['ownVisits'] {
  const own: CounterView['ownVisits'] = [];
  for (let i = ids.length - 1; i >= 0 && own.length < OWN_VISITS_SHOWN; i -= 1) {
    const visit = visits.get(ids[i] ?? '');
    if (visit === undefined || visit.clerk !== clerk) continue;
    const { id, number, service, finishedAt, appeal } = visit;
    own.push({ visit: id, number, service, finishedAt, appealed: appeal !== undefined });
  }
  return own;
}

function lastVisitOf(state: HallState, counter: CounterNow): CounterView['lastVisit'] {
  const visit = state.visits.get(counter.visits[counter.visits.length - 1] ?? '');
  if (visit === undefined || visit.day !== state.day) return null;
  return { visit: visit.id, number: visit.number, rating: visit.rating };
}

function waitingTicket(ticket: Ticket): WaitingTicket {
  return {
    ticket: ticket.id,
    number: ticket.number,
    service: ticket.service,
    class: ticket.class,
    issuedAt: ticket.issuedAt,
    status: ticket.status,
    ...(ticket.sentTo === undefined ? {} : { sentHere: true }),
    ...(ticket.reason === undefined ? {} : { reason: ticket.reason }),
    ...(ticket.heldUntil === undefined ? {} : { heldUntil: ticket.heldUntil }),
  };
}
