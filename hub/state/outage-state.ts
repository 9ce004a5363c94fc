import type { EventData, OutageTaken } from '@bandecheng/shared/events';
import { LINK } from '@bandecheng/shared/link';
import type { AgentId, Instant } from '@bandecheng/shared/vocabulary';

/** An agent may go on by itself so long before the hub has noticed that it is lost. */
const NOTICED_WITHIN_MS = LINK.pingEveryMs + LINK.pingTimeoutMs;

/** What has been taken so far of what an agent did by itself. */
export interface OutageTally extends OutageTaken {
  /** Of the first and the newest step that was taken or set aside; absent: presses alone. */
  from?: Instant;
  lastAt?: Instant;
  asides: Aside[];
  /** Numbers it gave. */
  numbers: string[];
  /** Numbers of the hub's that were withdrawn, each with the one the agent gave for the same command. */
  withdrawn: Withdrawn[];
}

/** A number nobody has, and the one its applicant holds. */
export interface Withdrawn {
  number: string;
  kept: string;
}

/** A step that did not fit. */
export type Aside = Omit<EventData<'OutageStepSetAside'>, 'agent'> & { at: Instant };

/** An agent's time by itself that is over and told. */
export type OutageOver = OutageTally & { agent: AgentId; from: Instant; to: Instant };

/** Agents that did without the hub. */
export interface Outages {
  /** What they are telling, or have told without saying that it is all. */
  told: Map<AgentId, OutageTally>;
  /** Of those that ended today, the newest first. */
  over: OutageOver[];
}

/** No agent has been without the hub. */
export function noOutages(): Outages {
  return { told: new Map(), over: [] };
}

/** An agent that has told nothing yet. */
export function emptyTally(): OutageTally {
  return {
    issued: 0,
    called: 0,
    finished: 0,
    presses: 0,
    setAside: 0,
    asides: [],
    numbers: [],
    withdrawn: [],
  };
}

/** When the agent did a step, as far as the hub can know: after its step before, not before it was lost, not later than now. */
export function outageStepAt(
  { agents, outages }: { agents: ReadonlyMap<AgentId, { lostAt?: Instant }>; outages: Outages },
  agent: AgentId,
  { at, now }: { at: Instant; now: Instant },
): Instant {
  const lostAt = (agents.get(agent)?.lostAt ?? 0) - NOTICED_WITHIN_MS;
  return Math.min(now, Math.max(at, lostAt, outages.told.get(agent)?.lastAt ?? 0));
}

/** The agent an event came from, by the actor of its line; null: from elsewhere. */
export function agentIn(actor: string): AgentId | null {
  return actor.startsWith('agent:') ? actor.slice('agent:'.length) : null;
}
