import type { EventData, OutageTaken, RecordedEvent } from '@bandecheng/shared/events';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';
import { agentIn, emptyTally, type OutageTally } from './outage-state.ts';

type OutageEvent = Extract<RecordedEvent, { type: 'NumbersLeased' | 'OutageStepSetAside' | 'OutageEnded' }>;

/** Outages of a day that are kept, and of each the steps that did not fit, the numbers given and withdrawn. */
const KEPT = { outages: 20, asides: 50, numbers: 500, withdrawn: 50 };

const COUNTED: Partial<Record<RecordedEvent['type'], keyof OutageTaken>> = {
  TicketIssued: 'issued',
  TicketCalled: 'called',
  ServiceFinished: 'finished',
  OutageStepSetAside: 'setAside',
};

/** Numbers leased, steps put aside, outages over. */
export function applyOutage(state: HallState, event: OutageEvent): void {
  const { agent } = event.data;
  switch (event.type) {
    case 'NumbersLeased':
      state.leases.set(agent, [...(state.leases.get(agent) ?? []), event.data.block]);
      return;
    case 'OutageStepSetAside': {
      const { agent: _, ...aside } = event.data;
      const { asides } = tallyOf(state, agent);
      if (asides.length < KEPT.asides) asides.push({ ...aside, at: event.at });
      return;
    }
    case 'OutageEnded': {
      const { from, to } = event.data;
      state.outages.over.unshift({ ...tallyOf(state, agent), agent, from, to });
      if (state.outages.over.length > KEPT.outages) state.outages.over.length = KEPT.outages;
      state.outages.told.delete(agent);
      delete state.agents.get(agent)?.lostAt;
    }
  }
}

/** Counts what an agent tells of its time by itself: the steps it took, and the presses before it was back. */
export function tallyOutage(state: HallState, event: RecordedEvent): void {
  if (event.type === 'PressRecorded') return tallyPress(state, event);
  const agent = agentIn(event.actor);
  if (event.happenedAt === undefined || agent === null) return;
  const tally = tallyOf(state, agent);
  tally.from ??= event.at;
  tally.lastAt = event.at;
  const counted = COUNTED[event.type];
  if (counted !== undefined) tally[counted] += 1;
  if (event.type === 'TicketIssued' && tally.numbers.length < KEPT.numbers)
    tally.numbers.push(event.data.number);
  if (event.type === 'TicketCancelled') tallyWithdrawn(state, tally, event.data);
}

function tallyWithdrawn(
  { tickets }: HallState,
  { withdrawn }: OutageTally,
  { ticket, kept }: EventData<'TicketCancelled'>,
): void {
  const number = tickets.get(ticket)?.number;
  if (number === undefined || kept === undefined || withdrawn.length >= KEPT.withdrawn) return;
  withdrawn.push({ number, kept });
}

function tallyPress(
  state: HallState,
  { actor, data }: Extract<RecordedEvent, { type: 'PressRecorded' }>,
): void {
  const agent = agentIn(actor);
  const back = agent === null ? undefined : state.agents.get(agent);
  if (agent !== null && back?.connected === true && data.pressedAt < back.since)
    tallyOf(state, agent).presses += 1;
}

function tallyOf({ outages }: HallState, agent: AgentId): OutageTally {
  const known = outages.told.get(agent);
  if (known !== undefined) return known;
  const tally = emptyTally();
  outages.told.set(agent, tally);
  return tally;
}
