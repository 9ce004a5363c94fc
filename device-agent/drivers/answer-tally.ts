import type { DeviceProblem } from '@bandecheng/shared/vocabulary';

/** Unanswered questions in a row until the port of a silent device is closed and opened again. */
const MISSES_UNTIL_REOPENED = 12;

/**
 * Counts the questions that a device left without an answer. Once silent it has to answer to be called well again: a
 * port that opens proves nothing.
 */
export class AnswerTally {
  private misses = 0;
  private silent = false;

  /** `missesUntilSilent`: unanswered questions in a row; a single one may be lost to noise. */
  constructor(private readonly missesUntilSilent: number) {}

  get problems(): DeviceProblem[] {
    return this.silent ? ['no-answer'] : [];
  }

  answered(): void {
    this.misses = 0;
    this.silent = false;
  }

  /** Whether the port should be opened anew. */
  missed(times = 1): boolean {
    this.misses += times;
    if (this.misses >= this.missesUntilSilent) this.silent = true;
    if (this.misses < Math.max(MISSES_UNTIL_REOPENED, this.missesUntilSilent)) return false;
    this.misses = 0;
    return true;
  }
}
