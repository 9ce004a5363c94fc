import { makeT } from '../../locales/locale.ts';
import { cases } from '../../locales/zh/cases.ts';

/** Lookup of the texts of the page of cases (Chinese alone). */
export const t = makeT(cases);
