import type { PrintJob } from '@bandecheng/shared/protocol';
import type { DriverContext, JobLedger, Outcome, OutcomeReason } from './driver.ts';

/**
 * A printer's jobs in the order they came. Each has one life on disk: taken, begun, settled; each end is reported
 * once more after a restart that came too early, and again to a hub that asks again.
 */
export class PrintSpool {
  private queue: PrintJob[] = [];
  /** Left by an earlier agent and not asked for since: this clock may be wrong, the hub knows what is still wanted. */
  private readonly leftOver = new Set<string>();

  constructor(
    private readonly context: DriverContext,
    private readonly ledger: JobLedger,
  ) {}

  /**
   * Takes up what an earlier agent left. Returns whether it left a job begun: that one is unknown now, and never
   * printed again.
   */
  async resume(): Promise<boolean> {
    const { waiting, begun, unreported } = this.ledger.openJobs(this.context.device);
    this.queue = [...waiting, ...this.queue];
    for (const { job } of waiting) this.leftOver.add(job);
    for (const { job, outcome } of unreported) this.tell(job, outcome);
    for (const job of begun) await this.settle(job, { state: 'unknown', reason: 'agent-stopped' });
    return begun.length > 0;
  }

  /** False when the disk did not take the job. */
  async take(job: PrintJob): Promise<boolean> {
    try {
      const had = await this.ledger.take(job);
      if (had === 'taken') this.queue.push(job);
      else if (had === 'known') this.leftOver.delete(job.job);
      else this.tell(job.job, had);
      return true;
    } catch (error) {
      this.context.log('error', 'job not taken', { job: job.job, reason: String(error) });
      return false;
    }
  }

  /** The next job to print. */
  get head(): PrintJob | undefined {
    return this.queue.find(({ job }) => !this.leftOver.has(job));
  }

  /** Jobs whose time is over end unprinted; the reason is what stood in their way. */
  async expire(obstacle: OutcomeReason | null): Promise<void> {
    const now = this.context.now();
    const late = this.queue.filter((job) => job.deadlineAt <= now);
    this.queue = this.queue.filter((job) => job.deadlineAt > now);
    for (const { job } of late)
      await this.settle(job, { state: 'failed', reason: obstacle ?? 'past-deadline' });
  }

  /** The head's first byte may follow; `sha256` is that of all of them. False, and the head stays, when the disk did not take that. */
  async begin(sha256: string): Promise<boolean> {
    const job = this.head;
    if (job === undefined) return false;
    try {
      await this.ledger.begin(job.job, sha256);
    } catch (error) {
      this.context.log('error', 'job not begun', { job: job.job, reason: String(error) });
      return false;
    }
    this.queue = this.queue.filter((waiting) => waiting !== job);
    this.report({ job: job.job, state: 'printing' }).catch(() => undefined);
    return true;
  }

  /** Never rejects: an outcome the ledger cannot hold is still reported. */
  async settle(job: string, outcome: Outcome): Promise<void> {
    this.queue = this.queue.filter((waiting) => waiting.job !== job);
    try {
      await this.ledger.settle(job, outcome);
    } catch (error) {
      this.context.log('error', 'outcome not in the ledger', { job, reason: String(error) });
    }
    this.tell(job, outcome);
  }

  private tell(job: string, outcome: Outcome): void {
    const { log } = this.context;
    log(outcome.state === 'printed' ? 'info' : 'warn', 'job over', { job, ...outcome });
    this.report({ job, ...outcome })
      .then(() => this.ledger.reported(job))
      .catch((error: unknown) => log('error', 'outcome not reported', { job, reason: String(error) }));
  }

  private report(print: { job: string } & (Outcome | { state: 'printing' })): Promise<void> {
    return this.context.report({ type: 'RecordPrint', ...print });
  }
}
