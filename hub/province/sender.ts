import type { Instant } from '@bandecheng/shared/vocabulary';
import { pauseMs } from '../webhooks/delivery.ts';
import type { Ledger } from './ledger.ts';
import type { Row } from './row.ts';

/** What the province did with a row. `failed`: nothing is known, it is tried again. */
export type Handed = { accepted: true } | { refused: string } | { failed: string };

export interface SenderParts {
  ledger: Ledger;
  clock: () => Instant;
  handOver: (row: Row, stopped: AbortSignal) => Promise<Handed>;
  /** Runs once, `ms` later, unless the function returned is called before. */
  after: (ms: number, run: () => void) => () => void;
  onNotice: (what: string, about: Record<string, string | number>) => void;
}

/** The longest look ahead, so that a clock set forward is noticed. Milliseconds. */
const LONGEST_WAIT_MS = 30_000;

/** Hands one connector's rows over one after another, services before ratings, for as long as it takes. */
export class Sender {
  readonly ledger: Ledger;
  /** Failures in a row; the word for the last one. */
  failures = 0;
  failure: string | null = null;
  private running: Promise<void> | null = null;
  private cancelPause: (() => void) | null = null;
  private readonly stopped = new AbortController();

  constructor(private readonly parts: SenderParts) {
    this.ledger = parts.ledger;
  }

  /** Something may be waiting; nothing that comes in shortens the pause after a failure. */
  wake(): void {
    if (this.running !== null || this.stopped.signal.aborted) return;
    if (this.cancelPause !== null && this.failures > 0) return;
    this.cancelPause?.();
    this.cancelPause = null;
    this.running = this.run().finally(() => {
      this.running = null;
      if (this.cancelPause === null) this.wait();
    });
  }

  /** Resolves when nothing is under way and the ledger is on disk, or can't be written. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.cancelPause?.();
    await this.running;
    await this.ledger.flushed().catch((error: unknown) => {
      const about = { connector: this.ledger.connector.id, reason: String(error) };
      this.parts.onNotice('what waits for the province could not be written', about);
    });
  }

  private async run(): Promise<void> {
    const { ledger, clock, handOver, onNotice } = this.parts;
    for (let row = ledger.next(clock()); row !== null && 'kind' in row; row = ledger.next(clock())) {
      if (this.stopped.signal.aborted) return;
      const handed = await handOver(row, this.stopped.signal);
      if ('failed' in handed) {
        if (this.stopped.signal.aborted) return;
        this.failures += 1;
        this.failure = handed.failed;
        const about = { connector: ledger.connector.id, reason: handed.failed, failures: this.failures };
        onNotice('the province could not be reached', about);
        this.pause(pauseMs(this.failures));
        return;
      }
      this.failures = 0;
      this.failure = null;
      this.settle(row, handed);
    }
  }

  /** The row may have been added to while it was under way. */
  private settle(row: Row, handed: Exclude<Handed, { failed: string }>): void {
    const { ledger, clock } = this.parts;
    const now = row.kind === 'service' ? ledger.services.get(row.visit) : ledger.ratings.get(row.seq);
    const at = clock();
    if (now !== undefined)
      ledger.put({
        ...now,
        outcome:
          'refused' in handed ? { state: 'refused', at, words: handed.refused } : { state: 'sent', at },
      });
  }

  /** Until the next rating whose giver can no longer change their mind. */
  private wait(): void {
    if (this.stopped.signal.aborted) return;
    const next = this.ledger.next(this.parts.clock());
    if (next === null) return;
    const ms = 'kind' in next ? 0 : Math.max(0, next.at - this.parts.clock());
    this.pause(Math.min(ms, LONGEST_WAIT_MS));
  }

  private pause(ms: number): void {
    this.cancelPause = this.parts.after(ms, () => {
      this.cancelPause = null;
      this.wake();
    });
  }
}
