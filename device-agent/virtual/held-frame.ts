/** How long a finger stays on a button, ms: several questions of any host. */
const HELD_MS = 800;

/**
 * The button of a device that speaks only when it is asked: down for as long as the finger stays, and until a host has
 * heard of it once. Where hosts acknowledge, until one has.
 */
export class HeldFrame {
  private frame: Uint8Array | null = null;
  private upAt = 0;
  private told = false;

  constructor(private readonly untilAcknowledged: boolean) {}

  press(frame: Uint8Array, now: number): void {
    this.frame = frame;
    this.upAt = now + HELD_MS;
    this.told = false;
  }

  /** What the device says of its buttons now; null: none is down. */
  answer(now: number): Uint8Array | null {
    if (this.told && !this.untilAcknowledged && now >= this.upAt) this.frame = null;
    this.told = true;
    return this.frame;
  }

  acknowledged(): void {
    if (this.untilAcknowledged) this.frame = null;
  }
}
