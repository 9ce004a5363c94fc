import { rate as en } from './en/rate.ts';
import { reasons } from './en/reasons.ts';
import { lang, makeT } from './locale.ts';
import { rate as zh } from './zh/rate.ts';

/** Lookup of the texts of rating a visit. */
export const tr = makeT(zh, { en });

/** A reason in the page's language. It goes on record in Chinese; one that only this hall or city names is shown so too. */
export const reasonWord = (reason: string): string =>
  lang.value === 'en' ? (reasons[reason] ?? reason) : reason;
