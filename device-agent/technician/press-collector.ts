import { PersonalBytes } from '../codecs/personal-bytes.ts';

/** Waits of the wizard, ms. */
export interface WizardTimes {
  /** For one press. 2,000 to 120,000. */
  pressMs: number;
  /** A silence so long ends what one press sent. 20 to 1,000. */
  gapMs: number;
  /** A silence so long shows that a device no longer repeats what it sent. 200 to 5,000. */
  quietMs: number;
  /** A line that is never silent so long is none to learn from. 2,000 to 60,000. */
  settleMs: number;
}
export const WIZARD_TIMES: WizardTimes = { pressMs: 30_000, gapMs: 120, quietMs: 1_500, settleMs: 10_000 };

/** Longest burst kept of one press, bytes: frames of buttons have some ten. */
const LONGEST_BURST = 512;

/** Takes a line's bytes apart into presses by its silences. */
export class PressCollector {
  private chunks: (readonly number[])[] = [];
  private quiet: NodeJS.Timeout | undefined;
  private lastAt = -Infinity;
  private wake: () => void = () => undefined;
  private readonly watch = new PersonalBytes();
  /** Whether what came may be a person's; from then on nothing is kept. */
  personal = false;

  constructor(private readonly times: WizardTimes) {}

  take(bytes: Uint8Array): void {
    this.personal ||= this.watch.push(bytes);
    this.lastAt = performance.now();
    const kept = this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (this.personal) this.chunks = [];
    else if (kept + bytes.length <= LONGEST_BURST) this.chunks.push([...bytes]);
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.wake(), this.times.gapMs);
  }

  /** The pieces in which the next press came; null when none comes in time, or `stopped` fires. */
  async next(stopped: AbortSignal): Promise<readonly (readonly number[])[] | null> {
    const came = await this.woken(this.times.pressMs, stopped);
    const pieces = this.takeOut();
    return came && pieces.length > 0 ? pieces : null;
  }

  /** The pieces that came until the line was silent, or `stopped` fired; null when it does not fall silent. */
  async settle(stopped: AbortSignal): Promise<readonly (readonly number[])[] | null> {
    this.chunks = [];
    const until = performance.now() + this.times.settleMs;
    for (;;) {
      const silentFor = performance.now() - this.lastAt;
      if (silentFor >= this.times.quietMs || stopped.aborted) return this.takeOut();
      if (performance.now() > until) return null;
      await new Promise((resolve) => setTimeout(resolve, Math.min(this.times.quietMs - silentFor, 50)));
    }
  }

  stop(): void {
    clearTimeout(this.quiet);
  }

  private takeOut(): readonly (readonly number[])[] {
    const { chunks } = this;
    this.chunks = [];
    return chunks;
  }

  private woken(ms: number, stopped: AbortSignal): Promise<boolean> {
    if (stopped.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (came: boolean): void => {
        clearTimeout(timer);
        stopped.removeEventListener('abort', stop);
        this.wake = () => undefined;
        resolve(came);
      };
      const stop = (): void => end(false);
      const timer = setTimeout(stop, ms);
      stopped.addEventListener('abort', stop);
      this.wake = () => end(true);
    });
  }
}
