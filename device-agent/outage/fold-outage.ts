import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { Hall } from '@bandecheng/shared/hall';
import type { Lease, LeasedTicket } from '@bandecheng/shared/outage/lease';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { BusinessDay, CounterId, Instant, TicketStatus } from '@bandecheng/shared/vocabulary';
import type { AloneCounter, AloneQueue, CalledTicket, StepTaken } from './alone-queue.ts';
import { requeuePlace } from './calling-order.ts';

/**
 * What an agent knows of its hall at an instant: its last lease, and behind it the own steps that the lease does not
 * reckon with yet. A step that the lease reckons with all the same changes nothing. A new business day begins with nobody
 * waiting, every counter closed and no number given.
 */
export function foldOutage(hall: Hall, lease: Lease, steps: readonly StepTaken[], now: Instant): AloneQueue {
  const dayOf = (at: Instant): BusinessDay => businessDay(at, hall.timeZone, hall.dayStartsAt);
  const day = dayOf(now);
  const queue = lease.day === day ? leased(hall, lease) : newDay(hall, day, now);
  for (const taken of steps) if (dayOf(taken.at) === day) apply(hall, queue, taken);
  return queue;
}

function leased(hall: Hall, lease: Lease): AloneQueue {
  const known = new Map(lease.counters.map((counter) => [counter.counter, counter]));
  const queue: AloneQueue = {
    ...newDay(hall, lease.day, lease.at),
    waiting: [...lease.waiting],
    given: new Set(lease.given),
    left: new Map(Object.entries(lease.left)),
  };
  for (const counter of queue.counters.values()) {
    const { current = null, ...told } = known.get(counter.counter) ?? {};
    Object.assign(counter, told, { current });
    if (current !== null) newCall(queue, counter.counter, current);
  }
  queue.calls.sort((a, b) => b.calledAt - a.calledAt);
  return queue;
}

function newDay(hall: Hall, day: BusinessDay, since: Instant): AloneQueue {
  const closed = ({ id: counter }: { id: CounterId }): [CounterId, AloneCounter] => [
    counter,
    { counter, state: 'closed', since, current: null, missed: [], over: [] },
  ];
  return {
    day,
    waiting: [],
    counters: new Map(hall.counters.map(closed)),
    given: new Set(),
    left: new Map(
      hall.services.flatMap(({ id, dailyMost }) => (dailyMost === undefined ? [] : [[id, dailyMost]])),
    ),
    issuedAt: new Map(),
    calls: [],
  };
}

function apply(hall: Hall, queue: AloneQueue, { at, step }: StepTaken): void {
  if (step.kind === 'issued') return issued(queue, step, at);
  const counter = queue.counters.get(step.counter);
  if (counter === undefined) return;
  switch (step.kind) {
    case 'opened':
      Object.assign(counter, { state: 'open', clerk: step.clerk, since: at });
      return;
    case 'closed':
      delete counter.clerk;
      Object.assign(counter, { state: 'closed', since: at });
      return;
    case 'paused':
      Object.assign(counter, { state: 'paused', since: at, pauseReason: step.reason });
      return;
    case 'resumed':
      delete counter.pauseReason;
      Object.assign(counter, { state: 'open', since: at });
      return;
    case 'called':
      return called(queue, counter, step.number, at);
    default:
      // A lease may know more than this step did: then its ticket is no longer here.
      if (counter.current?.number === step.number)
        atCounter(hall, queue, counter, counter.current, step.kind, at);
  }
}

function issued(queue: AloneQueue, step: Extract<OutageStep, { kind: 'issued' }>, at: Instant): void {
  const { number, service, language } = step;
  if (queue.given.has(number)) return;
  const ticket = `${queue.day}-${number}`;
  const times = { issuedAt: at, orderAt: at, visits: 0 };
  queue.waiting.push({ ticket, number, service, class: step.class, language, ...times });
  queue.given.add(number);
  queue.issuedAt.set(service, [...(queue.issuedAt.get(service) ?? []), at]);
  const left = queue.left.get(service);
  if (left !== undefined) queue.left.set(service, Math.max(0, left - 1));
}

function called(queue: AloneQueue, counter: AloneCounter, number: string, at: Instant): void {
  const ticket = queue.waiting.find((one) => one.number === number);
  if (ticket === undefined || counter.current !== null) return;
  queue.waiting = queue.waiting.filter((one) => one !== ticket);
  counter.current = { ...ticket, status: 'called', calledAt: at, times: 1 };
  newCall(queue, counter.counter, counter.current);
}

type AtCounter = Exclude<
  OutageStep['kind'],
  'issued' | 'called' | 'opened' | 'closed' | 'paused' | 'resumed'
>;

function atCounter(
  hall: Hall,
  queue: AloneQueue,
  counter: AloneCounter,
  ticket: CalledTicket,
  kind: AtCounter,
  at: Instant,
): void {
  switch (kind) {
    case 'recalled':
      counter.current = { ...ticket, times: ticket.times + 1, calledAt: at };
      return newCall(queue, counter.counter, counter.current);
    case 'started':
      if (ticket.status !== 'called') return;
      counter.current = { ...ticket, status: 'serving', startedAt: at, visits: ticket.visits + 1 };
      return changeCall(queue, ticket, 'serving');
    case 'finished': {
      leave(queue, counter, 'finished');
      const { number, service } = ticket;
      const seconds = Math.max(0, Math.round((at - (ticket.startedAt ?? at)) / 1000));
      const visit = `${ticket.ticket}.${ticket.visits}`;
      counter.over.push({ visit, number, service, seconds, finishedAt: at });
      return;
    }
    case 'no-show':
      leave(queue, counter, 'no-show');
      counter.missed.unshift({ ...ticket, status: 'no-show' });
      return;
    case 'requeued':
      leave(queue, counter, 'waiting');
      queue.waiting.push(backInLine(hall, queue, ticket, at));
  }
}

function leave(queue: AloneQueue, counter: AloneCounter, status: TicketStatus): void {
  if (counter.current !== null) changeCall(queue, counter.current, status);
  counter.current = null;
}

function backInLine(hall: Hall, queue: AloneQueue, ticket: CalledTicket, at: Instant): LeasedTicket {
  const { number, service, language, issuedAt, visits } = ticket;
  const orderAt = requeuePlace(hall, queue, ticket, at);
  return {
    ...{ number, service, language, issuedAt, visits, orderAt },
    ticket: ticket.ticket,
    class: ticket.class,
  };
}

/** A new call, or a recall, comes first. */
function newCall(queue: AloneQueue, counter: CounterId, ticket: CalledTicket): void {
  const { number, service, calledAt, times, status } = ticket;
  const others = queue.calls.filter((call) => call.number !== number);
  queue.calls = [{ number, service, counter, calledAt, times, status }, ...others];
}

/** What becomes of a call leaves it in its place. */
function changeCall(queue: AloneQueue, { number }: CalledTicket, status: TicketStatus): void {
  queue.calls = queue.calls.map((call) => (call.number === number ? { ...call, status } : call));
}
