import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallState, Ticket } from '../state/hall-state.ts';
import { staffedCounter, type Staffed } from './at-counter.ts';
import { called, decideCallNext } from './call-decider.ts';
import { nextTicket } from '../state/call-order.ts';
import { deviceOf } from '../state/device-of.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { decideAtCounter, finished } from './service-decider.ts';
import { decideRequeue } from './ticket-decider.ts';

/** A key that reaches the hub later than this was meant for another moment. Seconds. */
const KEY_LIVES_SECONDS = 10;

/** A keypad's key, acting for its counter's clerk on the counter's own ticket. */
export function decideKeypad(
  state: HallState,
  command: CommandOf<'UseKeypad'>,
  around: Circumstances,
): Decision {
  const counterId = deviceOf(state, command.device, around.actor)?.counter;
  if (counterId === undefined) return { refused: 'device-unknown' };
  if (around.now - command.pressedAt > KEY_LIVES_SECONDS * 1000) return { refused: 'key-too-old' };
  const place = staffedCounter(state, counterId, around);
  if ('refused' in place) return place;
  const ticket = place.counter.ticket === undefined ? undefined : state.tickets.get(place.counter.ticket);
  if (command.key === 'pause') return pauseOrResume(place);
  if (command.key === 'next') return next(state, place, ticket, around);
  if (ticket === undefined) return { refused: 'nobody-called' };
  const at = { id: command.id, counter: counterId, ticket: ticket.id };
  switch (command.key) {
    case 'recall':
      return decideAtCounter(state, { ...at, type: 'RecallTicket' }, around);
    case 'start':
      return decideAtCounter(state, { ...at, type: 'StartService' }, around);
    case 'finish':
      return decideAtCounter(state, { ...at, type: 'FinishService' }, around);
    case 'no-show':
      return decideAtCounter(state, { ...at, type: 'MarkNoShow' }, around);
    case 'requeue':
      return decideRequeue(state, { id: command.id, type: 'RequeueTicket', ticket: ticket.id }, around);
  }
}

function pauseOrResume({ counter }: Staffed): Decision {
  if (counter.state === 'paused') return [{ type: 'CounterResumed', data: { counter: counter.id } }];
  return [{ type: 'CounterPaused', data: { counter: counter.id, reason: '' } }];
}

/** On a keypad the next key also ends the visit it finds: there are clerks with no other button. */
function next(state: HallState, place: Staffed, ticket: Ticket | undefined, around: Circumstances): Decision {
  if (ticket?.status !== 'serving') return decideCallNext(state, { counter: place.counter.id }, around);
  const ended = finished(state, ticket, place, around);
  if (place.counter.state === 'paused') return ended;
  const choice = nextTicket(state, hallOf(state), place.counter.id, around.now);
  if (choice === null) return ended;
  return [...ended, called(choice.ticket, place, choice.why, choice.passedOver)];
}
