import type { CounterView } from '@bandecheng/shared/views';
import type { TicketStatus } from '@bandecheng/shared/vocabulary';

export const COUNTER_ACTIONS = [
  'next',
  'recall',
  'start',
  'finish',
  'no-show',
  'hold',
  'transfer',
  'requeue',
  'cancel',
  'help',
  'open',
  'close',
  'pause',
  'resume',
] as const;
/** What a clerk can ask for with one button. */
export type CounterAction = (typeof COUNTER_ACTIONS)[number];

export type AboutTicket = Extract<
  CounterAction,
  'recall' | 'start' | 'finish' | 'no-show' | 'hold' | 'transfer' | 'requeue' | 'cancel' | 'help'
>;

/** At which status of the current ticket a step makes sense; the hub decides, this only greys the buttons. */
const STATUSES: Readonly<Record<AboutTicket, readonly TicketStatus[]>> = {
  recall: ['called'],
  start: ['called'],
  finish: ['serving'],
  'no-show': ['called'],
  hold: ['called', 'serving'],
  transfer: ['called', 'serving'],
  requeue: ['called'],
  cancel: ['called', 'serving'],
  help: ['called', 'serving'],
};

type Situation = Pick<CounterView, 'state' | 'waitingCount' | 'alone'> & {
  current: { status: TicketStatus } | null;
};

/** What only the hub can do: of other tickets than the counter's next, other counters, the desk. */
const BY_THE_HUB: readonly CounterAction[] = ['hold', 'transfer', 'cancel', 'help'];

/**
 * Whether the counter's state lets the action be asked for.
 * @param clerk who is signed in on this page, as far as it knows: an agent alone must be told who opens a counter
 */
export function isPossible(
  action: CounterAction,
  { state, current, waitingCount, alone }: Situation,
  clerk: string | null,
): boolean {
  if (alone !== undefined && BY_THE_HUB.includes(action)) return false;
  switch (action) {
    case 'open':
      return state === 'closed' && (alone === undefined || clerk !== null);
    case 'close':
      return state !== 'closed' && current === null;
    case 'pause':
      return state === 'open';
    case 'resume':
      return state === 'paused';
    case 'next':
      return state === 'open' && current === null && waitingCount > 0;
    default:
      return current !== null && STATUSES[action].includes(current.status);
  }
}

/** The one thing to do now; it stands out. Null: nothing presses. */
export function suggested({ state, current, waitingCount }: Situation): CounterAction | null {
  if (state === 'closed') return 'open';
  if (current?.status === 'called') return 'start';
  if (current?.status === 'serving') return 'finish';
  if (state === 'paused') return 'resume';
  return waitingCount > 0 ? 'next' : null;
}
