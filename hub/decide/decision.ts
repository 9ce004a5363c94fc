import type { Actor } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { AccountId, Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';

/** What a command comes to: the events that have then happened, or the word for why not. */
export type Decision = HallEvent[] | Refusal;

/** Everything a decider may not find for itself. */
export interface Circumstances {
  now: Instant;
  actor: Actor;
  /** A fresh unguessable key for a ticket's follow-up address. */
  makeKey: () => string;
  /** Whether the register has a clerk of this account; without it nobody signs in at a keypad. */
  isClerk?: (account: AccountId) => boolean;
}

/** Whether a decision is a refusal. */
export function isRefusal(decision: Decision): decision is Refusal {
  return !Array.isArray(decision);
}

/** The hall's rules. A hub configures its hall before it takes commands, so their absence is a fault. */
export function hallOf(state: HallState): Hall {
  if (state.hall === null) throw new Error('a command before HallConfigured');
  return state.hall;
}
