import type { Instant } from '@bandecheng/shared/vocabulary';
import { randomText } from './secret.ts';

/** Wrong codes in a minute, over all who try: then none is right for up to a minute. */
export const WRONG_CODES_A_MINUTE = 10;
const MINUTE_MS = 60_000;

export interface CodeRules {
  alphabet: string;
  signs: number;
  /** How long a code is right. */
  lastMs: number;
}

/** What is offered under a code that works once, for some minutes; a restart of the hub forgets them all. */
export class OneTimeCodes<Offer> {
  private readonly offers = new Map<string, { offer: Offer; expiresAt: Instant }>();
  private wrongAt: Instant[] = [];

  constructor(
    private readonly clock: () => Instant,
    private readonly rules: CodeRules,
  ) {}

  /** A new code for this. */
  offer(offer: Offer): string {
    const now = this.clock();
    for (const [code, { expiresAt }] of this.offers) if (expiresAt <= now) this.offers.delete(code);
    for (;;) {
      const code = randomText(this.rules.alphabet, this.rules.signs);
      if (this.offers.has(code)) continue;
      this.offers.set(code, { offer, expiresAt: now + this.rules.lastMs });
      return code;
    }
  }

  /** What was offered under the code, which is used up with it, where it is for whoever asks. */
  take(
    code: string,
    isFor: (offer: Offer) => boolean = () => true,
  ): { offer: Offer } | { refused: 'wrong-code' | 'too-many-codes' } {
    const now = this.clock();
    this.wrongAt = this.wrongAt.filter((at) => at > now - MINUTE_MS);
    if (this.wrongAt.length >= WRONG_CODES_A_MINUTE) return { refused: 'too-many-codes' };
    const found = this.offers.get(code);
    if (found === undefined || found.expiresAt <= now || !isFor(found.offer)) {
      this.wrongAt.push(now);
      return { refused: 'wrong-code' };
    }
    this.offers.delete(code);
    return { offer: found.offer };
  }
}
