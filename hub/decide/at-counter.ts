import type { Refusal } from '@bandecheng/shared/refusals';
import type { AccountId, CounterId } from '@bandecheng/shared/vocabulary';
import type { CounterNow, HallState } from '../state/hall-state.ts';
import type { Circumstances } from './decision.ts';

export interface Staffed {
  counter: CounterNow;
  clerk: AccountId;
}

/**
 * The open counter a command is given at, held by who gives it; an agent's keypad acts for its counter's clerk.
 * Refuses `counter-unknown`, `counter-closed`, `counter-not-yours`.
 */
export function staffedCounter(state: HallState, id: CounterId, { actor }: Circumstances): Staffed | Refusal {
  const counter = state.counters.get(id);
  if (counter === undefined) return { refused: 'counter-unknown' };
  if (counter.state === 'closed' || counter.clerk === undefined) return { refused: 'counter-closed' };
  if (actor.kind === 'staff' && actor.account !== counter.clerk) return { refused: 'counter-not-yours' };
  return { counter, clerk: counter.clerk };
}
