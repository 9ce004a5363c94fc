import type { CommandOf } from '@bandecheng/shared/commands';
import type { CallWhy, HallEvent } from '@bandecheng/shared/events';
import type { CallReason, ServiceId } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from '../state/hall-state.ts';
import { staffedCounter, type Staffed } from './at-counter.ts';
import { nextTicket, waitedSeconds } from '../state/call-order.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { illegalStep } from './ticket-steps.ts';

/** The next ticket to this counter. Refuses while it has one, is paused, or nobody waits. */
export function decideCallNext(
  state: HallState,
  command: Pick<CommandOf<'CallNext'>, 'counter'>,
  around: Circumstances,
): Decision {
  const place = callingCounter(state, command.counter, around);
  if ('refused' in place) return place;
  const choice = nextTicket(state, hallOf(state), command.counter, around.now);
  if (choice === null) return { refused: 'nobody-waiting' };
  return [called(choice.ticket, place, choice.why, choice.passedOver)];
}

/** A waiting ticket out of turn, or one this counter has on hold. */
export function decideCallTicket(
  state: HallState,
  command: CommandOf<'CallTicket'>,
  around: Circumstances,
): Decision {
  const place = callingCounter(state, command.counter, around);
  if ('refused' in place) return place;
  const ticket = state.tickets.get(command.ticket);
  if (ticket === undefined) return { refused: 'ticket-unknown' };
  const illegal = illegalStep('call', ticket);
  if (illegal !== null) return illegal;
  if (ticket.status === 'held') {
    if (ticket.counter !== command.counter) return elsewhere(ticket);
    return [called(ticket, place, byHand('from-hold', ticket, around), [])];
  }
  if (ticket.sentTo !== undefined && ticket.sentTo !== command.counter) return elsewhere(ticket);
  const takes = hallOf(state).counters.find((c) => c.id === command.counter)?.services ?? [];
  if (ticket.sentTo === undefined && !takes.includes(ticket.service))
    return { refused: 'service-not-here', about: { number: ticket.number } };
  return [called(ticket, place, byHand('chosen', ticket, around), [])];
}

/** Why a ticket was called that a person chose. */
export function byHand(reason: CallReason, ticket: Ticket, { now }: Circumstances): CallWhy {
  return { reason, waitedSeconds: waitedSeconds(ticket, now), priorityBefore: 0 };
}

function elsewhere(ticket: Ticket): Decision {
  return { refused: 'ticket-elsewhere', about: { number: ticket.number } };
}

function callingCounter(
  state: HallState,
  id: string,
  around: Circumstances,
): ReturnType<typeof staffedCounter> {
  const place = staffedCounter(state, id, around);
  if ('refused' in place) return place;
  const { counter } = place;
  if (counter.state === 'paused') return { refused: 'counter-paused' };
  const open = counter.ticket === undefined ? undefined : state.tickets.get(counter.ticket);
  if (open !== undefined) return { refused: 'counter-busy', about: { number: open.number } };
  return place;
}

/** The call of a ticket to a counter as an event. */
export function called(
  ticket: Ticket,
  { counter, clerk }: Staffed,
  why: CallWhy,
  passedOver: ServiceId[],
): HallEvent {
  return {
    type: 'TicketCalled',
    data: { ticket: ticket.id, counter: counter.id, clerk, why, passedOver },
  };
}
