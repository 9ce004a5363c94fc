import { kiosk as en } from './en/kiosk.ts';
import { makeT } from './locale.ts';
import { kiosk as zh } from './zh/kiosk.ts';

/** Lookup of the kiosk's texts. */
export const tk = makeT(zh, { en });
