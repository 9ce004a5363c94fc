import type { WebhookEvent } from '@bandecheng/shared/api-schemas';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Webhook } from '../registers/webhooks.ts';
import type { WaitingFile } from './waiting-file.ts';

/** A message so old is given up. */
export const GIVEN_UP_AFTER_MS = 24 * 60 * 60 * 1000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10 * 60 * 1000;

export interface DeliveryParts {
  webhook: Webhook;
  file: WaitingFile;
  clock: () => Instant;
  /** Null: accepted; else why not. */
  post: (
    webhook: Webhook,
    message: WebhookEvent,
    now: Instant,
    stopped: AbortSignal,
  ) => Promise<string | null>;
  /** Runs once, `ms` later, unless the function returned is called before. */
  after: (ms: number, run: () => void) => () => void;
  onNotice: (what: string, about: Record<string, string | number>) => void;
}

/** Milliseconds to wait after so many failures: 1 s, 2 s, 4 s and on to 10 minutes. */
export function pauseMs(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
}

/** Sends one webhook's messages one after another; the next is not sent before the one at the head is settled. */
export class Delivery {
  readonly webhook: Webhook;
  readonly file: WaitingFile;
  /** Failures of the message at the head. */
  failures = 0;
  givenUp = 0;
  private running: Promise<void> | null = null;
  private cancelPause: (() => void) | null = null;
  private readonly stopped = new AbortController();

  constructor(private readonly parts: DeliveryParts) {
    this.webhook = parts.webhook;
    this.file = parts.file;
  }

  /** Something may be waiting. */
  wake(): void {
    if (this.running !== null || this.cancelPause !== null || this.stopped.signal.aborted) return;
    this.running = this.run().finally(() => {
      this.running = null;
      // What came in after the last look.
      if (this.file.waiting.length > 0) this.wake();
    });
  }

  /** Resolves when nothing is under way and what waits is on disk, or can't be written. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.cancelPause?.();
    await this.running;
    await this.file.flushed().catch((error: unknown) => {
      const about = { webhook: this.webhook.webhook, reason: String(error) };
      this.parts.onNotice('what waits for a webhook could not be written', about);
    });
  }

  private async run(): Promise<void> {
    const { clock, post, onNotice } = this.parts;
    for (let head = this.file.waiting[0]; head !== undefined; head = this.file.waiting[0]) {
      if (this.stopped.signal.aborted) return;
      const { message } = head;
      const about = { webhook: this.webhook.webhook, message: message.id };
      if (clock() - message.at > GIVEN_UP_AFTER_MS) {
        this.givenUp += 1;
        onNotice('a message to a webhook was given up', about);
        this.next();
        continue;
      }
      const reason = await post(this.webhook, message, clock(), this.stopped.signal);
      if (reason === null) {
        this.next();
        continue;
      }
      if (this.stopped.signal.aborted) return;
      this.failures += 1;
      onNotice('a webhook did not accept a message', { ...about, reason, failures: this.failures });
      this.pause();
      return;
    }
  }

  private next(): void {
    this.failures = 0;
    this.file.settle();
  }

  private pause(): void {
    this.cancelPause = this.parts.after(pauseMs(this.failures), () => {
      this.cancelPause = null;
      this.wake();
    });
  }
}
