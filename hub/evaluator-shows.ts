import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import type { Clerk, EvaluatorShow } from '@bandecheng/shared/protocol';
import type { AccountId, AgentId } from '@bandecheng/shared/vocabulary';
import { countersNamed } from './state/counters-named.ts';
import type { Device, HallState } from './state/hall-state.ts';

/** What the evaluator of one counter is told between its invitations. */
export interface EvaluatorMessage {
  agent: AgentId;
  name: 'evaluator:show';
  data: EvaluatorShow;
}

/** Who an account belongs to, as the register has it now; null for an account it has not. */
export type ClerkOf = (account: AccountId) => Clerk | null;

/** Events after which someone else serves at the counter they name, or begins or ends serving. */
const AT_ONE_COUNTER: readonly EventType[] = [
  'CounterOpened',
  'CounterClosed',
  'ServiceStarted',
  'ServiceFinished',
  'TicketHeld',
];

/** Events that take a ticket from a counter they do not name. */
const ANYWHERE: readonly EventType[] = [
  'TicketTransferred',
  'TicketCancelled',
  'DayOpened',
  'HallConfigured',
];

/** What evaluators are to show after these events: who serves, and whether someone is being served. */
export function evaluatorShows(
  events: readonly RecordedEvent[],
  state: HallState,
  clerkOf: ClerkOf,
): EvaluatorMessage[] {
  const everywhere = events.some(({ type }) => ANYWHERE.includes(type));
  const counters = countersNamed(events, AT_ONE_COUNTER);
  return evaluators(state)
    .filter(({ counter }) => everywhere || counters.has(counter ?? ''))
    .map((device) => evaluatorShow(state, device, clerkOf));
}

/** What every evaluator of an agent is to show now. */
export function evaluatorShowsOf(agent: AgentId, state: HallState, clerkOf: ClerkOf): EvaluatorMessage[] {
  return evaluators(state)
    .filter((device) => device.agent === agent)
    .map((device) => evaluatorShow(state, device, clerkOf));
}

function evaluators(state: HallState): Device[] {
  return [...state.devices.values()].filter((d) => d.kind === 'evaluator' && d.counter !== undefined);
}

function evaluatorShow(state: HallState, { id, agent, counter }: Device, clerkOf: ClerkOf): EvaluatorMessage {
  const now = state.counters.get(counter ?? '');
  const busy = state.tickets.get(now?.ticket ?? '')?.status === 'serving';
  const clerk = now?.clerk === undefined ? null : clerkOf(now.clerk);
  return { agent, name: 'evaluator:show', data: { device: id, clerk, busy } };
}
