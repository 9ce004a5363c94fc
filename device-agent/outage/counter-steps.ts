import type { Hall } from '@bandecheng/shared/hall';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { Refusal } from '@bandecheng/shared/refusals';
import { isTyped } from '@bandecheng/shared/ticket-number';
import type { CounterId, KeypadKey, TicketAction, TicketId } from '@bandecheng/shared/vocabulary';
import type { AloneCounter, AloneQueue, CalledTicket } from './alone-queue.ts';
import { callingOrder, typedTicket } from './calling-order.ts';

/** What only a hub can do: somebody presses again when it is back. */
export const NEEDS_HUB = 'needs-hub';

/** Steps in their order, a word for why there are none, or that it takes a hub. */
export type Decided = OutageStep[] | Refusal | typeof NEEDS_HUB;

/** A key of a counter's keypad, with the digits typed before it. */
export interface CounterKey {
  counter: CounterId;
  key: KeypadKey;
  digits?: string | undefined;
}

/**
 * What a key comes to while no hub can be reached: as at the hub, but that nobody is sent to another counter, and that a
 * number before `pause` at a closed counter is taken for a clerk's: whether it is one the hub tells afterwards.
 */
export function keySteps(hall: Hall, queue: AloneQueue, { counter: id, key, digits }: CounterKey): Decided {
  const counter = queue.counters.get(id);
  if (counter === undefined) return { refused: 'counter-unknown' };
  if (key === 'pause' && digits !== undefined) return signInOrOut(queue, counter, digits);
  if (counter.state === 'closed') return { refused: 'counter-closed' };
  if (key === 'transfer') return NEEDS_HUB;
  if (key === 'pause') return pauseOrResume(counter, '');
  if (key === 'next') {
    const wanted = digits === undefined ? null : typedTicket(hall, queue, id, digits);
    if (typeof wanted === 'string') return { refused: wanted, about: { number: digits ?? '' } };
    return nextSteps(hall, queue, counter, wanted?.number ?? null);
  }
  const { current } = counter;
  if (current === null) return { refused: 'nobody-called' };
  if (digits !== undefined && !isTyped(current, digits))
    return { refused: 'ticket-elsewhere', about: { number: digits } };
  return ticketSteps(hall, counter, current, key);
}

type AtTicket = Exclude<KeypadKey, 'next' | 'pause' | 'transfer'>;

/** What a screen asks for with a ticket named: it must be the one at the counter. */
export function namedSteps(hall: Hall, counter: AloneCounter, ticket: TicketId, key: AtTicket): Decided {
  if (counter.state === 'closed') return { refused: 'counter-closed' };
  const { current } = counter;
  if (current?.ticket !== ticket) return { refused: current === null ? 'nobody-called' : 'ticket-elsewhere' };
  return ticketSteps(hall, counter, current, key);
}

/** A call from a screen, of the next or of a chosen one: unlike the keypad's it ends no visit. */
export function callSteps(
  hall: Hall,
  queue: AloneQueue,
  counter: AloneCounter,
  ticket: TicketId | null,
): Decided {
  const { current } = counter;
  if (counter.state === 'closed') return { refused: 'counter-closed' };
  if (current !== null) return { refused: 'counter-busy', about: { number: current.number } };
  const order = callingOrder(hall, queue, counter.counter);
  const chosen = order.find((one) => one.ticket === ticket);
  if (ticket !== null && chosen === undefined) return { refused: 'ticket-unknown' };
  return nextSteps(hall, queue, counter, chosen?.number ?? null);
}

/** Pausing where it is open, resuming where it is paused; `reason` of the pause. */
export function pauseOrResume({ counter, state }: AloneCounter, reason: string): OutageStep[] {
  return [state === 'paused' ? { kind: 'resumed', counter } : { kind: 'paused', counter, reason }];
}

/** A counter is left by whoever serves there, once nobody stands at it. */
export function closeSteps({ counter, state, current }: AloneCounter): Decided {
  if (state === 'closed') return { refused: 'counter-closed' };
  if (current !== null) return { refused: 'counter-busy', about: { number: current.number } };
  return [{ kind: 'closed', counter }];
}

/** A closed counter is opened by whoever the page says is signed in: whether this is a clerk the hub tells afterwards. */
export function openSteps(queue: AloneQueue, counter: AloneCounter, clerk: string | undefined): Decided {
  if (clerk === undefined) return NEEDS_HUB;
  if (counter.state !== 'closed')
    return { refused: counter.clerk === clerk ? 'already-open' : 'counter-taken' };
  const elsewhere = [...queue.counters.values()].find((other) => other.clerk === clerk);
  if (elsewhere !== undefined) return { refused: 'clerk-elsewhere', about: { counter: elsewhere.counter } };
  return [{ kind: 'opened', counter: counter.counter, clerk }];
}

function signInOrOut(queue: AloneQueue, counter: AloneCounter, clerk: string): Decided {
  if (counter.state !== 'closed')
    return counter.clerk === clerk ? closeSteps(counter) : { refused: 'counter-taken' };
  return openSteps(queue, counter, clerk);
}

/** On a keypad the next key also ends the visit it finds: there are clerks with no other button. */
function nextSteps(hall: Hall, queue: AloneQueue, at: AloneCounter, chosen: string | null): Decided {
  const { counter, current, state } = at;
  if (current !== null && current.status !== 'serving')
    return { refused: 'counter-busy', about: { number: current.number } };
  const ended: OutageStep[] = current === null ? [] : [{ kind: 'finished', counter, number: current.number }];
  if (state === 'paused') return ended.length > 0 && chosen === null ? ended : { refused: 'counter-paused' };
  const number = chosen ?? callingOrder(hall, queue, counter)[0]?.number;
  if (number !== undefined) return [...ended, { kind: 'called', counter, number }];
  return ended.length > 0 ? ended : { refused: 'nobody-waiting' };
}

function ticketSteps(hall: Hall, { counter }: AloneCounter, ticket: CalledTicket, key: AtTicket): Decided {
  const { number, status, times } = ticket;
  const at = { counter, number };
  const only = (wanted: 'called' | 'serving', action: TicketAction, step: OutageStep): Decided =>
    status === wanted ? [step] : { refused: `cannot-${action}-${status}`, about: { number } };
  switch (key) {
    case 'recall': {
      const { recallLimit } = hall.queue;
      const isOnceTooOften = recallLimit > 0 && times > recallLimit;
      return only('called', 'recall', { kind: isOnceTooOften ? 'no-show' : 'recalled', ...at });
    }
    case 'start':
      return only('called', 'start', { kind: 'started', ...at });
    case 'finish':
      return only('serving', 'finish', { kind: 'finished', ...at });
    case 'no-show':
      return only('called', 'no-show', { kind: 'no-show', ...at });
    case 'requeue':
      return only('called', 'requeue', { kind: 'requeued', ...at });
  }
}
