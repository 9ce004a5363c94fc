import { makeT } from '../../locales/locale.ts';
import { rules } from '../../locales/zh/rules.ts';

/** Lookup of the texts of the rules page (Chinese alone). */
export const tr = makeT(rules);
