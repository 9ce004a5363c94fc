import type { Instant } from '@bandecheng/shared/vocabulary';

/** Beats remembered: at one every 3 s, half a minute. */
const SAMPLES = 10;
/** A larger step, in ms, is one of the clocks being set. */
const STEP_MS = 2_000;

/**
 * The hub's clock as the agent knows it. A beat can only be late, never early, so of the last beats the one that
 * puts the hub furthest ahead is nearest to the truth.
 */
export class HubClock {
  private offsets: number[] = [];

  constructor(private readonly ownNow: () => Instant) {}

  beat(at: Instant): void {
    const offset = at - this.ownNow();
    const known = this.offsets.length > 0 && Math.abs(offset - this.offset) <= STEP_MS;
    this.offsets = known ? [...this.offsets.slice(1 - SAMPLES), offset] : [offset];
  }

  /** The hub spoke of an instant of its past: its clock stands there or later, whatever the beats have said. */
  notBefore(at: Instant): void {
    if (this.now() < at) this.beat(at);
  }

  /** The hub's clock in whole ms; the own clock while no beat has been heard. */
  now(): Instant {
    return Math.round(this.ownNow() + this.offset);
  }

  private get offset(): number {
    return this.offsets.length === 0 ? 0 : Math.max(...this.offsets);
  }
}
