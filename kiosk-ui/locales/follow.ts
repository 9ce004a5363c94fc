import { follow as en } from './en/follow.ts';
import { makeT } from './locale.ts';
import { follow as zh } from './zh/follow.ts';

/** Lookup of the texts of the page that follows one ticket. */
export const tf = makeT(zh, { en });
