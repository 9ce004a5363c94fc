import type { PrintJob } from '@bandecheng/shared/protocol';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** The agent has the job on disk within so long, or is asked again. */
const TAKEN_WITHIN_MS = 5_000;
const AGAIN_AFTER_MS = 1_000;

/** An agent's connection, as far as a job needs it. */
export interface PrintTaker {
  readonly connected: boolean;
  timeout(ms: number): { emitWithAck(name: 'print:requested', job: PrintJob): Promise<unknown> };
}

/**
 * Hands a print job to its agent until it is taken, the connection ends or the deadline has passed. The agent
 * answers a repeated job and prints it once; an agent that comes back is handed what is still open.
 */
export async function deliverPrint(agent: PrintTaker, job: PrintJob, clock: () => Instant): Promise<void> {
  while (agent.connected && clock() < job.deadlineAt) {
    const taken = await agent
      .timeout(TAKEN_WITHIN_MS)
      .emitWithAck('print:requested', job)
      .catch(() => false);
    if (taken === true) return;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  }
}
