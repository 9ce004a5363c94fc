/** Frames one button box may send in a second; a person presses at most a few, a repeating device some more. */
export const MOST_FRAMES_A_SECOND = 10;
/** A worn contact bounces some times at each press, a broken one goes on and on. */
const MOST_BOUNCES_A_SECOND = 50;
/** Window in which garbage is weighed against frames, ms. */
const WINDOW_MS = 10_000;
/** Fewer stray bytes than this are a plug being touched. */
const LEAST_GARBAGE_BYTES = 16;
/** A line that misbehaved is called noisy for so long after the last time, ms. */
export const NOISY_FOR_MS = 10_000;

/** Tells a line with more garbage than frames, or more presses or bounces than any person's, from a well one. In ms. */
export class NoiseGuard {
  /** Frames that were not let through. */
  dropped = 0;
  private readonly passed = new SecondsCount(MOST_FRAMES_A_SECOND);
  private readonly bounces = new SecondsCount(MOST_BOUNCES_A_SECOND);
  private windowFrom = 0;
  private bytes = 0;
  private discarded = 0;
  private offendedAt = -Infinity;

  /** So many bytes came, so many of them (or of those before) turned out to be in no frame. */
  read(bytes: number, discarded: number, at: number): void {
    if (at - this.windowFrom > WINDOW_MS) {
      this.windowFrom = at;
      this.bytes = 0;
      this.discarded = 0;
    }
    this.bytes += bytes;
    this.discarded += discarded;
    if (this.discarded >= LEAST_GARBAGE_BYTES && this.discarded * 2 > this.bytes) this.offendedAt = at;
  }

  /** Whether this frame may pass. */
  admit(at: number): boolean {
    if (this.passed.takes(at)) return true;
    this.dropped += 1;
    this.offendedAt = at;
    return false;
  }

  /** A contact closed again too soon to have been pressed. */
  bounced(at: number): void {
    if (!this.bounces.takes(at)) this.offendedAt = at;
  }

  noisy(at: number): boolean {
    return at - this.offendedAt < NOISY_FOR_MS;
  }
}

/** At most so many in a second. */
class SecondsCount {
  private readonly taken: number[] = [];

  constructor(private readonly most: number) {}

  takes(at: number): boolean {
    while ((this.taken[0] ?? at) <= at - 1_000) this.taken.shift();
    if (this.taken.length >= this.most) return false;
    this.taken.push(at);
    return true;
  }
}
