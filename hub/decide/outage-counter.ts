import type { Actor, CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import type { TicketStatus } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from '../state/hall-state.ts';
import { holderOf } from '../state/numbers.ts';
import { staffedCounter, type Staffed } from './at-counter.ts';
import { byHand, called } from './call-decider.ts';
import { decideCounter } from './counter-decider.ts';
import { isRefusal, type Circumstances, type Decision } from './decision.ts';
import { decideAtCounter, finished } from './service-decider.ts';
import { decideRequeue } from './ticket-decider.ts';
import { illegalStep } from './ticket-steps.ts';

type AtCounter = Exclude<OutageStep, { kind: 'issued' }>;
type OfTicket = Extract<AtCounter, { number: string }>;

/** What stands already once such a step was taken, so that nothing is new. */
const LEADS_TO: Partial<Record<AtCounter['kind'], TicketStatus>> = {
  started: 'serving',
  finished: 'finished',
  'no-show': 'no-show',
  requeued: 'waiting',
};

/** The id commands of its steps are given under: they are decided here and never recorded as such. */
const id = 'outage-step';

/**
 * What happened at a counter of the agent without the hub; `around.now` is when. Of a ticket both have called, the call
 * that is on record first stands. Refuses what the same step refuses at a counter, and `clerk-unknown`.
 */
export function decideOutageAtCounter(state: HallState, step: AtCounter, around: Circumstances): Decision {
  const { counter } = step;
  switch (step.kind) {
    case 'opened':
      return signIn(state, step, around);
    case 'closed':
      return unless('counter-closed', decideCounter(state, { id, type: 'CloseCounter', counter }, around));
    case 'paused':
      return unless(
        'counter-paused',
        decideCounter(state, { id, type: 'PauseCounter', counter, reason: step.reason }, around),
      );
    case 'resumed':
      return unless(
        'counter-not-paused',
        decideCounter(state, { id, type: 'ResumeCounter', counter }, around),
      );
    default:
      return ofTicket(state, step, around);
  }
}

/** The digits that were typed there are a clerk's only if the register has such a clerk. */
function signIn(
  state: HallState,
  { counter, clerk }: Extract<AtCounter, { kind: 'opened' }>,
  around: Circumstances,
): Decision {
  if (around.isClerk?.(clerk) !== true) return { refused: 'clerk-unknown' };
  const actor: Actor = { kind: 'staff', account: clerk, role: 'clerk' };
  return unless(
    'already-open',
    decideCounter(state, { id, type: 'OpenCounter', counter }, { ...around, actor }),
  );
}

/** The counter stands already as the step would have it. */
function unless(standing: RefusalWord, decision: Decision): Decision {
  return isRefusal(decision) && decision.refused === standing ? { refused: 'nothing-new' } : decision;
}

function ofTicket(state: HallState, step: OfTicket, around: Circumstances): Decision {
  const place = staffedCounter(state, step.counter, around);
  if ('refused' in place) return place;
  const ticket = holderOf(state, step.number);
  if (ticket === null) return { refused: 'ticket-unknown' };
  if (step.kind === 'called') return call(state, ticket, place, around);
  if (ticket.status === LEADS_TO[step.kind] && (ticket.counter ?? step.counter) === step.counter)
    return { refused: 'nothing-new' };
  if (place.counter.ticket !== ticket.id && step.kind !== 'requeued') return { refused: 'ticket-elsewhere' };
  const at = { id, counter: step.counter, ticket: ticket.id };
  switch (step.kind) {
    case 'recalled':
      return recall(ticket, place);
    case 'started':
      return decideAtCounter(state, { ...at, type: 'StartService' }, around);
    case 'finished':
      return finish(state, ticket, place, around);
    case 'no-show':
      return decideAtCounter(state, { ...at, type: 'MarkNoShow' }, around);
    case 'requeued':
      return requeue(state, ticket, step, around);
  }
}

function call(state: HallState, ticket: Ticket, place: Staffed, around: Circumstances): Decision {
  const { counter } = place;
  if (counter.ticket === ticket.id) return { refused: 'nothing-new' };
  // One that had not come when the hub called it may have come to the counter since.
  const illegal = ticket.status === 'no-show' ? null : illegalStep('call', ticket);
  if (illegal !== null) return illegal;
  if (ticket.sentTo !== undefined && ticket.sentTo !== counter.id) return { refused: 'ticket-elsewhere' };
  const back = counter.ticket === undefined ? [] : neverHeardOf(state, counter.ticket, around);
  if (back === null) return { refused: 'counter-busy' };
  return [...back, called(ticket, place, byHand('outage', ticket, around), [])];
}

/**
 * A ticket the hub had called one moment before the line was cut, while the counter never heard of it: back to where it
 * stood. Null: it is at the counter by a call that was heard, or by a later one.
 */
function neverHeardOf(state: HallState, current: string, { actor }: Circumstances): HallEvent[] | null {
  const ticket = state.tickets.get(current);
  const lostAt = actor.kind === 'agent' ? state.agents.get(actor.agent)?.lostAt : undefined;
  if (ticket?.status !== 'called' || (ticket.calledAt ?? 0) > (lostAt ?? Infinity)) return null;
  return [{ type: 'TicketRequeued', data: { ticket: ticket.id, orderAt: ticket.orderAt } }];
}

/** Without the hall's most recalls: whether it came to a no-show was the clerk's to say. */
function recall(ticket: Ticket, { counter }: Staffed): Decision {
  const illegal = illegalStep('recall', ticket);
  if (illegal !== null) return illegal;
  return [
    { type: 'TicketRecalled', data: { ticket: ticket.id, counter: counter.id, times: ticket.times + 1 } },
  ];
}

/** A visit whose beginning nobody pressed begins as it ends: it has no length, and may be rated. */
function finish(state: HallState, ticket: Ticket, place: Staffed, around: Circumstances): Decision {
  if (ticket.status === 'serving') return finished(state, ticket, place, around);
  const illegal = illegalStep('start', ticket);
  if (illegal !== null) return illegal;
  const visits = ticket.visits + 1;
  const { counter, clerk } = place;
  const started: HallEvent = {
    type: 'ServiceStarted',
    data: { ticket: ticket.id, counter: counter.id, clerk, visit: `${ticket.id}.${visits}` },
  };
  const matters: Ticket['matters'] = [{ service: ticket.service, quantity: 1, state: 'active' }];
  return [started, ...finished(state, { ...ticket, visits, startedAt: around.now, matters }, place, around)];
}

function requeue(state: HallState, ticket: Ticket, { counter }: OfTicket, around: Circumstances): Decision {
  if (ticket.counter !== counter) return { refused: 'ticket-elsewhere' };
  const asked: CommandOf<'RequeueTicket'> = { id, type: 'RequeueTicket', ticket: ticket.id };
  return decideRequeue(state, asked, around);
}
