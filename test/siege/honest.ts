import type { Socket } from 'socket.io-client';
import type { BenchHub } from '../bench/bench-hub.ts';

const KIOSKS = 4;
export const COUNTERS = 6;
export const AGENTS = 6;
/** Between two of one client's doings. A busy hall of this size does less. */
const KIOSK_PAUSE_MS = 60;
const COUNTER_PAUSE_MS = 30;
const AGENT_PAUSE_MS = 60;
const PAGE_PAUSE_MS = 100;
/** An answer that has not come by then never comes for whoever waits. */
const WAITS_MS = 20_000;

/** What honest clients waited for each answer, ms, since it was last asked. */
export interface Waits {
  take(): number[];
  /** Answers that never came, and connections that were lost. */
  readonly lost: number;
  stop(): Promise<void>;
}

/**
 * A small busy hall: kiosks take numbers, counters call and serve, evaluators report presses, a page is asked for. Each
 * waits for its answer before it goes on.
 */
export async function honestHall(hub: BenchHub): Promise<Waits> {
  let waits: number[] = [];
  let [lost, sent, going] = [0, 0, true];
  const timed = async <A>(ask: () => Promise<A>): Promise<A | null> => {
    const began = performance.now();
    try {
      const answer = await ask();
      waits.push(performance.now() - began);
      return answer;
    } catch {
      lost += 1;
      waits.push(WAITS_MS);
      return null;
    }
  };
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const loop = async (ms: number, once: () => Promise<unknown>): Promise<void> => {
    while (going) {
      await once();
      await pause(ms);
    }
  };
  const command = (socket: Socket, more: object) =>
    timed(
      () =>
        socket
          .timeout(WAITS_MS)
          .emitWithAck('command:send', { id: `honest-${(sent += 1)}`, ...more }) as Promise<{
          ticket?: { ticket: string };
        }>,
    );
  const work: Promise<void>[] = [];
  for (let i = 0; i < KIOSKS; i++) {
    const kiosk = await hub.screen('kiosk', 'k1');
    const service = `service-${'abcd'[i]}`;
    work.push(loop(KIOSK_PAUSE_MS, () => command(kiosk, { type: 'IssueTicket', service })));
  }
  for (let i = 1; i <= COUNTERS; i++) {
    const screen = await hub.screen('counter', `c${i}`);
    const at = { counter: `c${i}` };
    await command(screen, { type: 'OpenCounter', ...at });
    work.push(
      loop(COUNTER_PAUSE_MS, async () => {
        const called = await command(screen, { type: 'CallNext', ...at });
        const ticket = called?.ticket?.ticket;
        if (ticket === undefined) return;
        await command(screen, { type: 'StartService', ...at, ticket });
        await command(screen, { type: 'FinishService', ...at, ticket });
      }),
    );
  }
  for (let i = 0; i < AGENTS; i++) {
    const agent = await hub.agent(i, COUNTERS);
    let number = 0;
    work.push(
      loop(AGENT_PAUSE_MS, () => {
        const report = {
          type: 'RecordPress',
          device: `evaluator-${i}`,
          level: 'satisfied',
          pressedAt: Date.now(),
        };
        const reports = [{ number: (number += 1), report }];
        return timed(() => agent.timeout(WAITS_MS).emitWithAck('report:send', { reports }));
      }),
    );
  }
  work.push(loop(PAGE_PAUSE_MS, () => timed(async () => (await fetch(`${hub.url}/api/hall`)).text())));
  return {
    take: () => {
      const taken = waits;
      waits = [];
      return taken;
    },
    get lost() {
      return lost;
    },
    stop: async () => {
      going = false;
      await Promise.all(work);
    },
  };
}
