import { REPORTS_A_MESSAGE, type NumberedReport } from '@bandecheng/shared/protocol';
import type { RetryPause } from './retry-pause.ts';

/** Where the reports come from: numbered, on disk, kept until accepted. */
export interface ReportSource {
  readonly id: string;
  pending(most: number): NumberedReport[];
  /** False: the hub has more than was ever written here; `startAnew` is due. */
  accept(number: number): boolean;
  startAnew(): Promise<void>;
  onStored(listener: () => void): void;
}

export interface ReportRoad {
  readonly open: boolean;
  /** The hub's answer as it came; rejects when none comes in time or the road closes. */
  send(reports: NumberedReport[]): Promise<unknown>;
  /** The source has a new id: the hub must be introduced to it. */
  introduceAnew(): void;
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
    const batch = this.reports.pending(REPORTS_A_MESSAGE);
    if (batch.length === 0) return;
    this.sending = true;
    this.road
      .send(batch)
      .then((answer) => this.take(answer, batch[0]?.number))
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
  private async take(answer: unknown, first: number | undefined): Promise<string | null> {
    const accepted = acceptedOf(answer);
    if (accepted === null) return 'reports refused';
    if (!this.reports.accept(accepted)) {
      await this.reports.startAnew();
      this.road.introduceAnew();
      return 'the hub has reports this outbox never held';
    }
    // An answer that takes nothing would otherwise be asked for again without a pause.
    if (this.reports.pending(1)[0]?.number === first) return 'no report accepted';
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
