import type { Actor, CommandOf } from '@bandecheng/shared/commands';
import { isTyped } from '@bandecheng/shared/ticket-number';
import type { KeypadKey } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from '../state/hall-state.ts';
import { staffedCounter, type Staffed } from './at-counter.ts';
import { byHand, called, decideCallNext } from './call-decider.ts';
import { decideCounter } from './counter-decider.ts';
import { nextTicket } from '../state/call-order.ts';
import { deviceOf } from '../state/device-of.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { decideAtCounter, finished } from './service-decider.ts';
import { decideRequeue, decideTransfer } from './ticket-decider.ts';
import { typedTicket } from './typed-number.ts';

/** A key that reaches the hub later than this was meant for another moment. Seconds. */
const KEY_LIVES_SECONDS = 10;

/**
 * A keypad's key, acting for its counter's clerk on the counter's own ticket. Digits typed before `next` name the
 * ticket to call, before `transfer` the counter to send to, before `pause` the clerk who signs in or out; before any
 * other key they must be the counter's own number.
 */
export function decideKeypad(
  state: HallState,
  command: CommandOf<'UseKeypad'>,
  around: Circumstances,
): Decision {
  const counter = deviceOf(state, command.device, around.actor)?.counter;
  if (counter === undefined) return { refused: 'device-unknown' };
  if (around.now - command.pressedAt > KEY_LIVES_SECONDS * 1000) return { refused: 'key-too-old' };
  const { id, key, digits } = command;
  if (key === 'pause' && digits !== undefined)
    return signInOrOut(state, { id, counter, account: digits }, around);
  const place = staffedCounter(state, counter, around);
  if ('refused' in place) return place;
  const ticket = place.counter.ticket === undefined ? undefined : state.tickets.get(place.counter.ticket);
  if (key === 'pause') return pauseOrResume(place);
  if (key === 'next')
    return digits === undefined
      ? next(state, place, ticket, around)
      : callTyped(state, place, ticket, digits, around);
  if (ticket === undefined) return { refused: 'nobody-called' };
  if (key === 'transfer') return transfer(state, { id, ticket, digits }, around);
  if (digits !== undefined && !isTyped(ticket, digits))
    return { refused: 'ticket-elsewhere', about: { number: digits } };
  return atCounter(state, key, { id, counter, ticket: ticket.id }, around);
}

/** A clerk's number before the pause key: at a closed counter it takes the counter, at the clerk's own it leaves it. */
function signInOrOut(
  state: HallState,
  { id, counter, account }: { id: string; counter: string; account: string },
  around: Circumstances,
): Decision {
  if (around.isClerk?.(account) !== true) return { refused: 'clerk-unknown' };
  const actor: Actor = { kind: 'staff', account, role: 'clerk' };
  const type = state.counters.get(counter)?.clerk === account ? 'CloseCounter' : 'OpenCounter';
  return decideCounter(state, { id, type, counter }, { ...around, actor });
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

/** The very ticket of the digits; it too ends the visit it finds, but not where it cannot call. */
function callTyped(
  state: HallState,
  place: Staffed,
  ticket: Ticket | undefined,
  digits: string,
  around: Circumstances,
): Decision {
  if (place.counter.state === 'paused') return { refused: 'counter-paused' };
  if (ticket !== undefined && ticket.status !== 'serving')
    return { refused: 'counter-busy', about: { number: ticket.number } };
  const wanted = typedTicket(state, hallOf(state), place.counter.id, digits);
  if ('refused' in wanted) return wanted;
  const ended = ticket === undefined ? [] : finished(state, ticket, place, around);
  return [
    ...ended,
    called(wanted, place, byHand(wanted.status === 'held' ? 'from-hold' : 'chosen', wanted, around), []),
  ];
}

/** Digits are the number over the counter it goes to. */
function transfer(
  state: HallState,
  { id, ticket, digits }: { id: string; ticket: Ticket; digits: string | undefined },
  around: Circumstances,
): Decision {
  if (digits === undefined) return { refused: 'digits-missing' };
  const counter = hallOf(state).counters.find(({ number }) => number === Number(digits))?.id;
  if (counter === undefined) return { refused: 'counter-unknown' };
  if (counter === ticket.counter) return { refused: 'transfer-goes-nowhere' };
  return decideTransfer(state, { id, type: 'TransferTicket', ticket: ticket.id, to: { counter } }, around);
}

function atCounter(
  state: HallState,
  key: Exclude<KeypadKey, 'next' | 'pause' | 'transfer'>,
  at: { id: string; counter: string; ticket: string },
  around: Circumstances,
): Decision {
  switch (key) {
    case 'recall':
      return decideAtCounter(state, { ...at, type: 'RecallTicket' }, around);
    case 'start':
      return decideAtCounter(state, { ...at, type: 'StartService' }, around);
    case 'finish':
      return decideAtCounter(state, { ...at, type: 'FinishService' }, around);
    case 'no-show':
      return decideAtCounter(state, { ...at, type: 'MarkNoShow' }, around);
    case 'requeue':
      return decideRequeue(state, { id: at.id, type: 'RequeueTicket', ticket: at.ticket }, around);
  }
}
