import * as z from 'zod';
import { Id } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { OneTimeCodes } from './one-time-codes.ts';
import { openRegister } from './register.ts';
import { newSecret, secretHash } from './secret.ts';

/** A code is typed on the screen it is for, minutes after it was made: guessing tries 100 of 1,000,000 codes. */
export const CODE_MS = 10 * 60 * 1000;
const CODE_DIGITS = 6;
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
  const codes = new OneTimeCodes<PairedScreen>(clock, {
    alphabet: '0123456789',
    signs: CODE_DIGITS,
    lastMs: CODE_MS,
  });

  async function pair(shows: PairedScreen): Promise<string> {
    const token = newSecret();
    await register.change((draft) => {
      draft.pairings.push({ token: secretHash(token), shows });
      draft.pairings = draft.pairings.slice(-MOST_PAIRINGS);
    });
    return token;
  }

  return {
    offer: (shows) => codes.offer(shows),
    async redeem(code) {
      const taken = codes.take(code);
      return 'refused' in taken ? taken : { token: await pair(taken.offer), shows: taken.offer };
    },
    find(token) {
      const hash = secretHash(token);
      return register.data.pairings.find((pairing) => pairing.token === hash)?.shows ?? null;
    },
  };
}
