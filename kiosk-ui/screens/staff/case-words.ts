import { makeT } from '../../locales/locale.ts';
import { caseWords } from '../../locales/zh/case-words.ts';

/** Lookup of what every page says of a case (Chinese alone). */
export const tcase = makeT(caseWords);
