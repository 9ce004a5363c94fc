import * as z from 'zod';
import { Id } from '@bandecheng/shared/hall';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import { openRegister } from './register.ts';
import { newSecret, sameHash, secretHash } from './secret.ts';

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);
const AgentKeysDocument = z.strictObject({ agents: z.array(z.strictObject({ agent: Id, key: SHA256 })) });

/** Keys with which device agents prove themselves; only their hashes are kept. */
export interface AgentKeys {
  list(): AgentId[];
  /** Gives the agent a key and returns it, this once. A former key stops working. */
  add(agent: AgentId): Promise<string>;
  /** False when the agent had none. */
  revoke(agent: AgentId): Promise<boolean>;
  check(agent: AgentId, key: string): boolean;
}

const NOBODYS_KEY = '0'.repeat(64);

/** Opens the agents' keys. Throws HallError `register-unreadable`. */
export async function openAgentKeys(dataFolder: string): Promise<AgentKeys> {
  const register = await openRegister(dataFolder, 'agent-keys', AgentKeysDocument, { agents: [] });
  const hashOf = (agent: AgentId) => register.data.agents.find((row) => row.agent === agent)?.key;
  return {
    list: () => register.data.agents.map((row) => row.agent),
    async add(agent) {
      const key = newSecret();
      const hash = secretHash(key);
      await register.change((draft) => {
        draft.agents = draft.agents.filter((row) => row.agent !== agent);
        draft.agents.push({ agent, key: hash });
      });
      return key;
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
