import { makeT } from '../../locales/locale.ts';
import { ratingProof } from '../../locales/zh/rating-proof.ts';
import { ratings } from '../../locales/zh/ratings.ts';

/** Lookup of the texts of the page of ratings (Chinese alone). */
export const t = makeT(ratings);
/** The same for calling back, handing over and proof. */
export const tp = makeT(ratingProof);

/** Why something was not done, by the hub's word. */
export const REFUSED: Readonly<Record<string, string>> = {
  'not-allowed': t('state.notAllowed'),
};
