import type { Instant } from '@bandecheng/shared/vocabulary';

const MINUTE_MS = 60_000;
/** Names kept at most; beyond it the oldest go, so that a flood of invented names costs no memory. */
const NAMES = 10_000;

/** So many requests a minute for each name, counted from its first. */
export class RateLimit {
  private readonly counts = new Map<string, { count: number; endsAt: Instant }>();

  constructor(private readonly most: number) {}

  /** Counts a request. Seconds to wait when there were too many; 0: it may go on. */
  take(name: string, now: Instant): number {
    const counted = this.counts.get(name);
    if (counted === undefined || counted.endsAt <= now || counted.endsAt > now + MINUTE_MS) {
      this.counts.delete(name);
      this.counts.set(name, { count: 1, endsAt: now + MINUTE_MS });
      const oldest = this.counts.keys().next();
      if (this.counts.size > NAMES && oldest.done !== true) this.counts.delete(oldest.value);
      return 0;
    }
    counted.count += 1;
    return counted.count <= this.most ? 0 : Math.ceil((counted.endsAt - now) / 1000);
  }
}
