/** Ms between two spoonfuls. */
const SPOON_MS = 20;

/** Hands bytes on at once, or no faster than so many a second. */
export class SlowReader {
  private held: Uint8Array = new Uint8Array(0);
  private perSecond: number | null = null;
  private due = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly take: (bytes: Uint8Array) => void) {}

  get bytesPerSecond(): number | null {
    return this.perSecond;
  }

  get waiting(): number {
    return this.held.length;
  }

  /** Null: at once, what is held too. */
  pace(bytesPerSecond: number | null): void {
    this.perSecond = bytesPerSecond;
    if (bytesPerSecond === null) this.flush();
  }

  push(bytes: Uint8Array): void {
    if (this.perSecond === null) {
      this.take(bytes);
      return;
    }
    this.held = Buffer.concat([this.held, bytes]);
    this.timer ??= setInterval(() => this.spoon(), SPOON_MS);
  }

  /** Hands on everything held. */
  flush(): void {
    const all = this.held;
    this.clear();
    if (all.length > 0) this.take(all);
  }

  clear(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.held = new Uint8Array(0);
    this.due = 0;
  }

  private spoon(): void {
    this.due += ((this.perSecond ?? 0) * SPOON_MS) / 1_000;
    const count = Math.floor(this.due);
    if (count === 0) return;
    this.due -= count;
    const some = this.held.subarray(0, count);
    this.held = this.held.subarray(count);
    if (this.held.length === 0) this.clear();
    this.take(some);
  }
}
