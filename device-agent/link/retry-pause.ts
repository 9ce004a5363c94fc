/** Pauses before each further attempt to reach the hub, ms; the last one stays. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000] as const;

/** How long to wait before trying again: longer after each failure, at most 5 s. */
export class RetryPause {
  private failures = 0;

  /** `random` 0 to 1 spreads the agents that come back to a restarted hub. */
  constructor(private readonly random: () => number) {}

  next(): number {
    const base = PAUSES[Math.min(this.failures, PAUSES.length - 1)] ?? PAUSES[0];
    this.failures += 1;
    return base * (0.75 + 0.5 * this.random());
  }

  reset(): void {
    this.failures = 0;
  }
}
