import { makeT } from '../../locales/locale.ts';
import { counter } from '../../locales/zh/counter.ts';

/** Lookup of the counter console's texts (Chinese alone). */
export const t = makeT(counter);

/** Reasons offered with one click, as the dictionary lists them. */
export const usualReasons = (key: 'hold.usual' | 'pause.usual' | 'cancel.usual'): string[] =>
  t(key).split('|');
