import type { HallEvent } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import type { Device, HallState } from '../state/hall-state.ts';
import { blockNeeded } from '../state/number-blocks.ts';

type Placed = Pick<Device, 'kiosk'>;

/** Whether an agent with these devices gives numbers while no hub can be reached. */
export function servesKiosk(devices: Iterable<Placed>): boolean {
  return [...devices].some(({ kiosk }) => kiosk !== undefined);
}

/** Blocks of numbers that these agents need in this hall, service by service. */
export function leaseNumbers(
  state: Pick<HallState, 'leases' | 'byNumber'>,
  hall: Hall,
  agents: readonly AgentId[],
): HallEvent[] {
  const { byNumber } = state;
  const leases = new Map(state.leases);
  return agents.flatMap((agent) =>
    hall.services.flatMap((service): HallEvent[] => {
      const block = blockNeeded({ leases, byNumber }, hall, agent, service);
      if (block === null) return [];
      leases.set(agent, [...(leases.get(agent) ?? []), block]);
      return [{ type: 'NumbersLeased', data: { agent, block } }];
    }),
  );
}

/** Agents that are there and serve a kiosk. */
export function kioskAgents({ agents, devices }: Pick<HallState, 'agents' | 'devices'>): AgentId[] {
  const of = (agent: AgentId): Device[] => [...devices.values()].filter((device) => device.agent === agent);
  return [...agents].flatMap(([agent, { connected }]) =>
    connected && servesKiosk(of(agent)) ? [agent] : [],
  );
}
