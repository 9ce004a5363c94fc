import { REPORTS_A_MESSAGE, type NumberedReport } from '@bandecheng/shared/protocol';
import type { RetryPause } from './retry-pause.ts';

/** Where the reports come from: numbered, on disk, kept until accepted. */
export interface ReportSource {
  /** The stream that is written to, and those before it, the newest first. */
  readonly id: string;
  readonly after: readonly string[];
  /** The oldest, each with the stream its number counts in; the streams one after the other. */
  pending(most: number): (NumberedReport & { outbox: string })[];
  /** False: the hub has more of the stream than was ever written here; `startAnew` is due. */
  accept(number: number, outbox: string): boolean;
  startAnew(): Promise<void>;
  onStored(listener: () => void): void;
}

export interface ReportRoad {
  readonly open: boolean;
  /** The hub's answer as it came; rejects when none comes in time or the road closes. */
  send(outbox: string, reports: NumberedReport[]): Promise<unknown>;
  warn(fact: string): void;
}

/**
 * Sends reports in their order, one message outstanding, with the same numbers at every retry, until the hub has
 * them on disk. Nothing is ever dropped here.
 */
export class ReportSender {
  private sending = false;
  private later: NodeJS.Timeout | undefined;

  constructor(
    private readonly reports: ReportSource,
    private readonly road: ReportRoad,
    private readonly pause: RetryPause,
  ) {
    reports.onStored(() => this.send());
  }

  /** Sends what waits, unless a message is outstanding. Never rejects. */
  send(): void {
    if (this.sending || !this.road.open) return;
    const oldest = this.reports.pending(REPORTS_A_MESSAGE);
    if (oldest[0] === undefined) return;
    const { outbox, number: first } = oldest[0];
    const batch = oldest.filter((entry) => entry.outbox === outbox);
    this.sending = true;
    this.road
      .send(
        outbox,
        batch.map(({ number, report }) => ({ number, report })),
      )
      .then((answer) => this.take(answer, outbox, first))
      .catch(() => 'no answer to reports')
      .then((failure) => {
        this.sending = false;
        if (failure === null) this.send();
        else this.sendLater(failure);
      })
      .catch(() => undefined);
  }

  stop(): void {
    clearTimeout(this.later);
  }

  /** Null when the hub took something; otherwise what was amiss. */
  private async take(answer: unknown, outbox: string, first: number): Promise<string | null> {
    const accepted = acceptedOf(answer);
    if (accepted === null) return 'reports refused';
    if (!this.reports.accept(accepted, outbox)) {
      await this.reports.startAnew();
      return 'the hub has reports this outbox never held';
    }
    // An answer that takes nothing would otherwise be asked for again without a pause.
    const next = this.reports.pending(1)[0];
    if (next?.outbox === outbox && next.number === first) return 'no report accepted';
    this.pause.reset();
    return null;
  }

  private sendLater(failure: string): void {
    if (!this.road.open) return;
    this.road.warn(failure);
    clearTimeout(this.later);
    this.later = setTimeout(() => this.send(), this.pause.next());
  }
}

function acceptedOf(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('accepted' in answer)) return null;
  const { accepted } = answer;
  return typeof accepted === 'number' && Number.isSafeInteger(accepted) && accepted >= 0 ? accepted : null;
}
