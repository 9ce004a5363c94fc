import type { Dice } from '../dice.ts';
import { bringComers, FUZZED_AGENT, link, agentHandshake, connected, type Comers } from './comers.ts';
import { Door } from './door.ts';
import { fuzzFiles } from './fuzz-files.ts';
import { fuzzAddresses, fuzzPages, fuzzV1 } from './fuzz-routes.ts';
import { fuzzSockets } from './fuzz-sockets.ts';
import { hostileAnswers } from './hostile-agent.ts';
import { fuzzWire } from './raw-bytes.ts';
import { Siftings } from './siftings.ts';

/** A hub that is running, as whoever fuzzes it finds it. */
export interface Target {
  url: string;
  port: number;
  firstPassword: string;
}

/** What is sent where, in this order. */
export const FUZZ_PARTS = ['sockets', 'pages', 'v1', 'files', 'addresses', 'wire'] as const;
export type Part = (typeof FUZZ_PARTS)[number];

/**
 * Sends a running hub everything that nobody should send it, by every door and as everybody.
 * @param each how often each kind of message is sent and each route asked, by each of those who may come
 */
export async function fuzzHub(
  target: Target,
  each: number,
  dice: Dice,
  tell: (part: Part, found: Siftings) => void = () => undefined,
  parts: readonly Part[] = FUZZ_PARTS,
): Promise<Siftings> {
  const found = new Siftings();
  const door = new Door(target.url);
  const comers = await bringComers(door, target.firstPassword);
  const fuzzing = { each, dice, found };
  const run: Readonly<Record<Part, () => Promise<void>>> = {
    sockets: () => fuzzSockets(target.url, comers, fuzzing),
    pages: () => withHostileAgent(target.url, comers, dice, () => fuzzPages(door, comers, fuzzing)),
    v1: () => fuzzV1(door, comers, fuzzing),
    files: () => fuzzFiles(door, comers, fuzzing),
    addresses: () => fuzzAddresses(door, fuzzing),
    wire: () => fuzzWire(target.port, { ...fuzzing, each: Math.ceil(each / 10) }),
  };
  try {
    for (const part of parts) {
      await run[part]();
      tell(part, found);
    }
  } finally {
    door.close();
  }
  return found;
}

/** A technician's questions meet an agent that answers them as no agent should. */
async function withHostileAgent(
  url: string,
  { agentKey }: Comers,
  dice: Dice,
  work: () => Promise<void>,
): Promise<void> {
  const agent = link(url, '/agent', agentHandshake(agentKey, `${FUZZED_AGENT.replace('-', '')}hostile`));
  await connected(agent);
  const answers = hostileAnswers();
  agent.on('technician:asked', (_question: unknown, answer: (reply: unknown) => void) =>
    answer(dice.pick(answers)),
  );
  try {
    await work();
  } finally {
    agent.disconnect();
  }
}
