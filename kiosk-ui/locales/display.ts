import { display as en } from './en/display.ts';
import { makeT } from './locale.ts';
import { display as zh } from './zh/display.ts';

/** Lookup of the hall display's texts. */
export const td = makeT(zh, { en });
