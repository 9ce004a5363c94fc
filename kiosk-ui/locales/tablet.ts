import { tablet as en } from './en/tablet.ts';
import { makeT } from './locale.ts';
import { tablet as zh } from './zh/tablet.ts';

/** Lookup of the texts of a counter's tablet. */
export const tt = makeT(zh, { en });
