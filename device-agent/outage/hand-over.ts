/** Pages wait so long for a hub that is back and does not take what was done here, ms: three tries of theirs take 15 s. */
const WITHIN_MS = 10_000;

/**
 * The time in which a hub is back and has not taken all that was done here yet. A page that asked it now for what was
 * answered here would have it done once more.
 */
export class HandOver {
  private limit: NodeJS.Timeout | undefined;
  /** Until the last report of the time alone is in the outbox. */
  private ending: Promise<unknown> | null = null;

  /**
   * @param isUntold whether something that was done here waits to be acknowledged
   * @param over runs when all is told, or the hub takes too long
   */
  constructor(
    private readonly isUntold: () => boolean,
    private readonly over: () => void,
  ) {}

  get isGoingOn(): boolean {
    return this.limit !== undefined;
  }

  /** @param ended settles when the last report is in the outbox, or never will be */
  begin(ended: Promise<unknown>): void {
    clearTimeout(this.limit);
    this.limit = setTimeout(() => this.finish(), WITHIN_MS);
    this.ending = ended;
    void ended.then(() => {
      if (this.ending === ended) this.ending = null;
      this.reportsTaken();
    });
  }

  /** The hub has acknowledged reports. */
  reportsTaken(): void {
    if (this.isGoingOn && this.ending === null && !this.isUntold()) this.finish();
  }

  /** Without a word to anybody: the hub is lost again, or the agent ends. */
  stop(): void {
    clearTimeout(this.limit);
    this.limit = undefined;
  }

  private finish(): void {
    this.stop();
    this.over();
  }
}
