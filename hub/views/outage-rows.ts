import type { Hall } from '@bandecheng/shared/hall';
import type { OutageRow } from '@bandecheng/shared/outage/outage-view';
import type { AgentId, Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { emptyTally, type Aside, type OutageTally } from '../state/outage-state.ts';

const ROWS_SHOWN = 20;

/** Agents that are away now or have not told everything yet, and today's times without a hub that are over. */
export function outageRows(state: HallState, hall: Hall): OutageRow[] {
  const { told, over } = state.outages;
  const open = [...new Set([...awayAgents(state), ...told.keys()])].flatMap((agent): OutageRow[] => {
    const tally = told.get(agent) ?? emptyTally();
    const from = fromOf(state, agent, tally);
    return from === null ? [] : [rowOf(hall, { ...tally, agent, from })];
  });
  return [...open, ...over.map((one) => ({ ...rowOf(hall, one), to: one.to }))].slice(0, ROWS_SHOWN);
}

/** Agents that go on by themselves: with numbers of their own, or with a counter's device. */
function awayAgents({ agents, leases, devices }: HallState): AgentId[] {
  const atCounters = new Set(
    [...devices.values()].filter((d) => d.counter !== undefined).map((d) => d.agent),
  );
  return [...agents].flatMap(([agent, { connected }]) =>
    !connected && (leases.has(agent) || atCounters.has(agent)) ? [agent] : [],
  );
}

/** Since when it was by itself; null: it is here, and has told nothing but presses. */
function fromOf({ agents }: HallState, agent: AgentId, { from }: OutageTally): Instant | null {
  const away = agents.get(agent);
  if (away?.connected === false) return Math.min(from ?? Infinity, away.lostAt ?? away.since);
  return from ?? null;
}

function rowOf(hall: Hall, row: OutageTally & { agent: AgentId; from: Instant }): OutageRow {
  const { agent, from, issued, called, finished, presses, asides, numbers, withdrawn } = row;
  return {
    agent,
    from,
    issued,
    called,
    finished,
    presses,
    numbers,
    withdrawn,
    setAside: asides.map((one) => asideOf(hall, one)),
  };
}

function asideOf(hall: Hall, { at, kind, number, counter: id, why }: Aside): OutageRow['setAside'][number] {
  const counter = hall.counters.find((known) => known.id === id)?.number;
  return {
    ...{ at, kind, why },
    ...(number === undefined ? {} : { number }),
    ...(counter === undefined ? {} : { counter }),
  };
}
