import * as z from 'zod';
import { Id } from '@bandecheng/shared/hall';
import type { AgentId, Instant } from '@bandecheng/shared/vocabulary';
import { OneTimeCodes } from './one-time-codes.ts';
import { openRegister } from './register.ts';
import { newSecret, sameHash, secretHash } from './secret.ts';

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);
const AgentKeysDocument = z.strictObject({ agents: z.array(z.strictObject({ agent: Id, key: SHA256 })) });

/** Keys with which device agents prove themselves; only their hashes are kept. */
export interface AgentKeys {
  list(): AgentId[];
  /** Gives the agent a key and returns it, this once. A former key stops working. */
  add(agent: AgentId): Promise<string>;
  /** A code by which the agent gets its key, once, within ENROL_MS; a restart of the hub forgets it. */
  invite(agent: AgentId): string;
  /** The key for a right code of this very agent. `too-many-codes`: for up to a minute none is right. */
  enrol(
    agent: AgentId,
    code: string,
  ): Promise<{ key: string } | { refused: 'wrong-code' | 'too-many-codes' }>;
  /** False when the agent had none. */
  revoke(agent: AgentId): Promise<boolean>;
  check(agent: AgentId, key: string): boolean;
}

/** As long as a technician needs from the office to the machine. */
export const ENROL_MS = 15 * 60 * 1000;
/** Without signs that are mistaken for one another; 31 of them eight times are 850,000 million codes. */
const CODE = { alphabet: 'abcdefghjkmnpqrstuvwxyz23456789', signs: 8, lastMs: ENROL_MS };

const NOBODYS_KEY = '0'.repeat(64);

/** Opens the agents' keys. Throws HallError `register-unreadable`. */
export async function openAgentKeys(dataFolder: string, clock: () => Instant = Date.now): Promise<AgentKeys> {
  const codes = new OneTimeCodes<AgentId>(clock, CODE);
  const register = await openRegister(dataFolder, 'agent-keys', AgentKeysDocument, { agents: [] });
  const hashOf = (agent: AgentId) => register.data.agents.find((row) => row.agent === agent)?.key;

  async function add(agent: AgentId): Promise<string> {
    const key = newSecret();
    const hash = secretHash(key);
    await register.change((draft) => {
      draft.agents = draft.agents.filter((row) => row.agent !== agent);
      draft.agents.push({ agent, key: hash });
    });
    return key;
  }

  return {
    list: () => register.data.agents.map((row) => row.agent),
    add,
    invite: (agent) => codes.offer(agent),
    async enrol(agent, code) {
      const taken = codes.take(code, (invited) => invited === agent);
      return 'refused' in taken ? taken : { key: await add(agent) };
    },
    async revoke(agent) {
      if (hashOf(agent) === undefined) return false;
      await register.change((draft) => {
        draft.agents = draft.agents.filter((row) => row.agent !== agent);
      });
      return true;
    },
    check(agent, key) {
      const kept = hashOf(agent);
      return sameHash(secretHash(key), kept ?? NOBODYS_KEY) && kept !== undefined;
    },
  };
}
