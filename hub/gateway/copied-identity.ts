import type { SelfWarning } from '@bandecheng/shared/self-check';
import type { AgentHandshake } from '@bandecheng/shared/protocol';
import type { SecurityShapes } from '@bandecheng/shared/security-events';
import type { AgentId, Instant } from '@bandecheng/shared/vocabulary';
import type { Hub } from '../handle-command.ts';
import { unlessLost, type LosableSocket } from './unless-lost.ts';

/** An agent that is there answers in milliseconds; the newcomer waits as long, and gives up after 5 s. */
const THERE_WITHIN_MS = 2_000;
/** A copy that is shut out knocks every few seconds; of one that has been quiet for so long nobody is told any more. */
const TOLD_FOR_MS = 60 * 60_000;

type Copied = SecurityShapes['IdentityCopied'];

/** The connection an agent has. */
export interface HeldConnection extends LosableSocket {
  timeout(ms: number): { emitWithAck(name: 'presence:asked'): Promise<unknown> };
}

/**
 * Whether the other end of a connection still answers. A machine that comes back has left its old connection before it
 * opens a new one, so that an answer is another machine's. Never rejects.
 */
export async function answers(held: HeldConnection): Promise<boolean> {
  const answer = held.timeout(THERE_WITHIN_MS).emitWithAck('presence:asked');
  return (await unlessLost(held, answer)) === true;
}

/**
 * Whether this agent's data folder is a copy, or a backup, beside which another has gone on: it was here before the
 * last that came as this agent, or does not know of that one. A new folder, and an agent from before streams, say
 * nothing.
 */
export function isCopy(
  state: Pick<Hub['state'], 'agents' | 'reports'>,
  { agent, outbox, after }: Pick<AgentHandshake, 'agent' | 'outbox' | 'after'>,
): boolean {
  const last = state.agents.get(agent)?.outbox;
  if (last === undefined || last === outbox || after === undefined) return false;
  if (state.reports.has(`${agent}/${outbox}`)) return true;
  return after.length > 0 && !after.includes(last);
}

interface Sighting {
  since: Instant;
  lastAt: Instant;
  recordedAt: Instant;
  address: string;
}

/** Agents of which there are two; put on record once an hour for each. */
export class CopiedIdentities {
  private readonly sightings = new Map<AgentId, Sighting>();

  constructor(
    private readonly clock: () => Instant,
    private readonly record: (copied: Copied) => void,
  ) {}

  /** `address`: of the one that came second. */
  seen(copied: Copied, address: string): void {
    const now = this.clock();
    const known = this.current(copied.agent);
    const since = known?.since ?? now;
    const due = known === undefined || now - known.recordedAt >= TOLD_FOR_MS;
    const recordedAt = due ? now : known.recordedAt;
    this.sightings.set(copied.agent, { since, lastAt: now, recordedAt, address });
    if (due) this.record(copied);
  }

  warnings(): SelfWarning[] {
    return [...this.sightings.keys()].flatMap((agent): SelfWarning[] => {
      const sighting = this.current(agent);
      if (sighting === undefined) return [];
      const { since, address } = sighting;
      return [{ word: 'identity-copied', grave: true, about: { agent, address, since } }];
    });
  }

  private current(agent: AgentId): Sighting | undefined {
    const sighting = this.sightings.get(agent);
    return sighting !== undefined && this.clock() - sighting.lastAt < TOLD_FOR_MS ? sighting : undefined;
  }
}
