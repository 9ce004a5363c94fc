import type { Command, CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent, RecordedEvent } from '@bandecheng/shared/events';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import { dayOf, hallOn } from '../state/day-over.ts';
import type { HallState } from '../state/hall-state.ts';
import { emptyTally, outageStepAt } from '../state/outage-state.ts';
import { hallOf, isRefusal, type Circumstances, type Decision } from './decision.ts';
import { kioskAgents, leaseNumbers } from './lease-numbers.ts';
import { setAside } from './outage-aside.ts';
import { decideOutageAtCounter } from './outage-counter.ts';
import { decideOutageIssue } from './outage-issue.ts';

/** A link that was away for less, while nothing was done, is no news. Milliseconds. */
const WORTH_TELLING_MS = 60_000;

/**
 * A step that an agent took while no hub could be reached, as far as it fits what has happened meanwhile: on record with
 * the time at which it was taken, in the business day it was taken on. What does not fit is put aside with its word, for a person to look at: `day-over`,
 * `number-taken`, `ticket-elsewhere` … What stands already as the step would have it is `nothing-new`.
 */
export function decideOutageStep(
  state: HallState,
  command: CommandOf<'RecordOutageStep'>,
  around: Circumstances,
): Decision {
  const { happenedAt: takenAt } = toldLate(state, command, around);
  if (around.actor.kind !== 'agent' || takenAt === undefined) return { refused: 'not-allowed' };
  const { agent } = around.actor;
  const { step } = command;
  const decision = decideStep(state, command, agent, { ...around, now: takenAt });
  if (!isRefusal(decision) || decision.refused === 'nothing-new') return decision;
  return [setAside(agent, step, decision.refused)];
}

/** What the lines of an agent's step say beside others: when it happened, and whose command was answered with it. */
export function toldLate(
  state: HallState,
  command: Command,
  { now, actor }: Pick<Circumstances, 'now' | 'actor'>,
): Pick<RecordedEvent, 'happenedAt' | 'asked'> {
  if (command.type !== 'RecordOutageStep' || actor.kind !== 'agent') return {};
  const happenedAt = outageStepAt(state, actor.agent, { at: command.at, now });
  return { happenedAt, ...(command.command === undefined ? {} : { asked: command.command }) };
}

/** In the hall of the day on which it was done: one that is over has no part in today's queue. */
function decideStep(
  state: HallState,
  { step, command: asked }: Pick<CommandOf<'RecordOutageStep'>, 'step' | 'command'>,
  agent: AgentId,
  around: Circumstances,
): Decision {
  const then = hallOn(state, dayOf(state, around.now));
  if (then === null) return { refused: 'day-over' };
  if (step.kind === 'issued') return decideOutageIssue(then, { step, agent, asked }, around);
  const isAt = [...state.devices.values()].some((d) => d.agent === agent && d.counter === step.counter);
  return isAt ? decideOutageAtCounter(then, step, around) : { refused: 'counter-not-yours' };
}

/** All of an agent's time by itself has been told: what was taken of it, and numbers for the next one. */
export function decideOutageEnd(
  state: HallState,
  command: CommandOf<'EndOutage'>,
  { now, actor }: Circumstances,
): Decision {
  if (actor.kind !== 'agent') return { refused: 'not-allowed' };
  const { agent } = actor;
  const told = state.outages.told.get(agent);
  const to = Math.min(command.to, now);
  const from = Math.min(told?.from ?? to, command.from, to);
  if (told === undefined && to - from < WORTH_TELLING_MS) return { refused: 'nothing-new' };
  const { issued, called, finished, presses, setAside: aside } = told ?? emptyTally();
  const ended: HallEvent = {
    type: 'OutageEnded',
    data: { agent, from, to, issued, called, finished, presses, setAside: aside },
  };
  const servesKiosk = kioskAgents(state).includes(agent);
  return [ended, ...(servesKiosk ? leaseNumbers(state, hallOf(state), [agent]) : [])];
}
