import { rate as en } from './en/rate.ts';
import { makeT } from './locale.ts';
import { rate as zh } from './zh/rate.ts';

/** Lookup of the texts of rating a visit. */
export const tr = makeT(zh, { en });
