import type { RecordedEvent } from '@bandecheng/shared/events';
import type { HubToAgent } from '@bandecheng/shared/messages';
import type { Lease } from '@bandecheng/shared/outage/lease';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import type { Hub } from '../handle-command.ts';

/** An agent is sent at most one lease in so many milliseconds: it writes each to its disk. */
const PACE_MS = 3_000;
/** One whose own counter moved is told so soon: cut off before, it would take the clerk's next key for another number's. */
const MOVED_PACE_MS = 200;
/** Where nothing of it had changed, it is looked at again after so long. */
const LOOK_MS = 250;

/** Makes an agent's lease of the state as it is; null for one that needs none. */
export type MakeLease = (agent: AgentId, outbox: string) => Lease | null;

interface Leased {
  data: { agent: AgentId; outbox: string };
  emit<N extends 'hall:told' | 'outage:leased'>(name: N, message: Parameters<HubToAgent[N]>[0]): unknown;
}

/** Tells agents what they go on with once no hub can be reached: when they come, and as it changes. */
export function leaseAgents(hub: Hub, makeLease: MakeLease, onFault: (error: unknown) => void) {
  /** The lease each connection was sent last, without its instant. */
  const sent = new Map<Leased, string>();
  let nextAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moved = new Set<AgentId>();
  let movedTimer: ReturnType<typeof setTimeout> | undefined;

  function later(): void {
    if (timer !== undefined || sent.size === 0) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        const changed = tell([...sent.keys()]);
        nextAt = performance.now() + (changed ? PACE_MS : LOOK_MS);
      },
      Math.max(0, nextAt - performance.now()),
    );
  }

  function soon(agents: readonly AgentId[]): void {
    for (const agent of agents) moved.add(agent);
    if (agents.length === 0) return;
    movedTimer ??= setTimeout(() => {
      movedTimer = undefined;
      tell([...sent.keys()].filter(({ data }) => moved.has(data.agent)));
      moved.clear();
    }, MOVED_PACE_MS);
  }

  /** Agents of a device at a counter that these events are about. */
  function standingWhere(events: readonly RecordedEvent[]): AgentId[] {
    const counters = new Set(events.map(({ data }) => ('counter' in data ? data.counter : undefined)));
    const isMoved = ({ counter }: { counter?: string }): boolean =>
      counter !== undefined && counters.has(counter);
    return [...hub.state.devices.values()].filter(isMoved).map(({ agent }) => agent);
  }

  /** What is told is on disk: the state may be ahead of it. False: nothing has changed. */
  function tell(sockets: readonly Leased[]): boolean {
    const leases = sockets.flatMap((socket) => {
      const lease = makeLease(socket.data.agent, socket.data.outbox);
      if (lease === null) return [];
      const text = JSON.stringify({ ...lease, at: 0 });
      if (sent.get(socket) === text) return [];
      sent.set(socket, text);
      return [{ socket, lease }];
    });
    hub
      .whenDurable(hub.state.seq)
      .then(() => {
        for (const { socket, lease } of leases) if (sent.has(socket)) socket.emit('outage:leased', lease);
      })
      .catch(onFault);
    return leases.length > 0;
  }

  function tellHall(sockets: Iterable<Leased>): void {
    const { hall } = hub.state;
    if (hall !== null) for (const socket of sockets) socket.emit('hall:told', { hall });
  }

  hub.onCommitted((events: readonly RecordedEvent[]) => {
    if (events.some(({ type }) => type === 'HallConfigured')) tellHall(sent.keys());
    soon(standingWhere(events));
    later();
  });

  return {
    /** It has joined; said again when it announces other devices. */
    joined(socket: Leased): void {
      sent.set(socket, '');
      tellHall([socket]);
      tell([socket]);
    },
    left: (socket: Leased): void => void sent.delete(socket),
    stop: (): void => {
      clearTimeout(timer);
      clearTimeout(movedTimer);
    },
  };
}
