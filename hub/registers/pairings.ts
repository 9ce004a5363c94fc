import * as z from 'zod';
import { Id } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { openRegister } from './register.ts';
import { newSecret, randomText, secretHash } from './secret.ts';

/** A code is typed on the screen it is for, minutes after it was made. */
export const CODE_MS = 10 * 60 * 1000;
const CODE_DIGITS = 6;
/** Wrong codes in a minute, over all screens: ten minutes of guessing try 100 of 1,000,000 codes. */
export const WRONG_CODES_A_MINUTE = 10;
const MINUTE_MS = 60_000;
/** Beyond it the oldest pairing ends. */
const MOST_PAIRINGS = 500;

const PairedScreen = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.enum(['kiosk', 'tablet']), of: Id }),
  z.strictObject({ screen: z.literal('display'), of: Id.optional() }),
]);
/** What a paired device shows. */
export type PairedScreen = z.output<typeof PairedScreen>;

const PairingsDocument = z.strictObject({
  pairings: z.array(z.strictObject({ token: z.string().regex(/^[0-9a-f]{64}$/), shows: PairedScreen })),
});

/** Kiosks, tablets and displays that stand in the hall without anyone signing in. */
export interface Pairings {
  /** A code of six digits that pairs one device within CODE_MS; a restart of the hub forgets it. */
  offer(shows: PairedScreen): string;
  /**
   * The device's token for a right code, of which only the hash is kept. `too-many-codes`: so many wrong ones
   * were tried that for up to a minute none is right.
   */
  redeem(
    code: string,
  ): Promise<{ token: string; shows: PairedScreen } | { refused: 'wrong-code' | 'too-many-codes' }>;
  find(token: string): PairedScreen | null;
}

/** Opens the pairings. Throws HallError `register-unreadable`. */
export async function openPairings(dataFolder: string, clock: () => Instant): Promise<Pairings> {
  const register = await openRegister(dataFolder, 'pairings', PairingsDocument, { pairings: [] });
  const offers = new Map<string, { shows: PairedScreen; expiresAt: Instant }>();
  let wrongAt: Instant[] = [];

  function freshCode(): string {
    const now = clock();
    for (const [code, offer] of offers) if (offer.expiresAt <= now) offers.delete(code);
    for (;;) {
      const code = randomText('0123456789', CODE_DIGITS);
      if (!offers.has(code)) return code;
    }
  }

  async function pair(shows: PairedScreen): Promise<string> {
    const token = newSecret();
    await register.change((draft) => {
      draft.pairings.push({ token: secretHash(token), shows });
      draft.pairings = draft.pairings.slice(-MOST_PAIRINGS);
    });
    return token;
  }

  return {
    offer(shows) {
      const code = freshCode();
      offers.set(code, { shows, expiresAt: clock() + CODE_MS });
      return code;
    },
    async redeem(code) {
      const now = clock();
      wrongAt = wrongAt.filter((at) => at > now - MINUTE_MS);
      if (wrongAt.length >= WRONG_CODES_A_MINUTE) return { refused: 'too-many-codes' };
      const offer = offers.get(code);
      if (offer === undefined || offer.expiresAt <= now) {
        wrongAt.push(now);
        return { refused: 'wrong-code' };
      }
      offers.delete(code);
      return { token: await pair(offer.shows), shows: offer.shows };
    },
    find(token) {
      const hash = secretHash(token);
      return register.data.pairings.find((pairing) => pairing.token === hash)?.shows ?? null;
    },
  };
}
