import { deliverPrint } from '@bandecheng/hub/gateway/print-delivery';
import type { PrintJob } from '@bandecheng/shared/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NINE } from '../../given.ts';

const JOB = { job: 'job-1', deadlineAt: NINE + 60_000 } as PrintJob;

beforeEach(() => {
  vi.useFakeTimers({ now: NINE });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An agent that answers with one of these after the other: true, false, or an Error for no answer at all. */
function agentAnswering(...answers: (boolean | Error)[]) {
  const agent = {
    connected: true,
    handed: [] as number[],
    timeout: (ms: number) => ({
      emitWithAck: async (_name: string, _job: PrintJob): Promise<unknown> => {
        agent.handed.push(Date.now() - NINE);
        const answer = answers[agent.handed.length - 1] ?? false;
        if (!(answer instanceof Error)) return answer;
        await new Promise((resolve) => setTimeout(resolve, ms));
        throw answer;
      },
    }),
  };
  return agent;
}

describe('a print job', () => {
  it('is handed over again until it is taken, and then no more', async () => {
    const agent = agentAnswering(false, new Error('no answer'), true);
    void deliverPrint(agent, JOB, Date.now);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(agent.handed).toEqual([0, 1_000, 7_000]);
  });

  it('is not handed over past its deadline', async () => {
    const agent = agentAnswering();
    void deliverPrint(agent, JOB, Date.now);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(agent.handed.at(-1)).toBe(59_000);
  });

  it('is not handed to a connection that has ended: the agent is told when it comes back', async () => {
    const agent = agentAnswering();
    const delivered = deliverPrint(agent, JOB, Date.now);
    await vi.advanceTimersByTimeAsync(2_500);
    agent.connected = false;
    await vi.advanceTimersByTimeAsync(1_000);
    await delivered;
    expect(agent.handed).toEqual([0, 1_000, 2_000]);
  });
});
