import type { ReportAnswer } from '@bandecheng/shared/protocol';
import type { Socket } from 'socket.io-client';
import { BenchHub } from './bench-hub.ts';
import { median, printFigure, progress } from './figure.ts';

const AGENTS = 200;
const ROUNDS = 3;
const ROUND_MS = 3_000;

/** 200 agents press as fast as they are answered, with the disk and without. */
export async function benchAgentsAck(): Promise<void> {
  const disk: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    progress(`durable-ack-200-agents, round ${round + 1} of ${ROUNDS} …`);
    disk.push(await rate('disk'));
    memory.push(await rate('memory'));
  }
  printFigure({
    name: 'durable-ack-200-agents',
    unit: 'presses/s',
    ours: median(disk),
    limit: median(memory),
    how: `${AGENTS} agents over socket.io to a hub process, one press outstanding each, median of ${ROUNDS} alternating rounds of ${ROUND_MS} ms; limit: the same hub with its data folder in memory`,
  });
}

async function rate(store: 'disk' | 'memory'): Promise<number> {
  const hub = await BenchHub.start(store, { agents: AGENTS, counters: 1 });
  const agents: Socket[] = [];
  for (let i = 0; i < AGENTS; i++) agents.push(await hub.agent(i, 1));
  let done = 0;
  const began = performance.now();
  const end = began + ROUND_MS;
  await Promise.all(
    agents.map(async (agent, i) => {
      for (let number = 1; performance.now() < end; number++) {
        const report = {
          type: 'RecordPress',
          device: `evaluator-${i}`,
          level: 'satisfied',
          pressedAt: Date.now(),
        };
        const answer = (await agent.emitWithAck('report:send', {
          reports: [{ number, report }],
        })) as ReportAnswer;
        if (!('accepted' in answer) || answer.accepted !== number) throw new Error(JSON.stringify(answer));
        done += 1;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await hub.stop();
  return done / seconds;
}
