import { link as en } from './en/link.ts';
import { makeT } from './locale.ts';
import { link as zh } from './zh/link.ts';

/** Lookup of the texts of how a page stands to the hub. */
export const tl = makeT(zh, { en });
