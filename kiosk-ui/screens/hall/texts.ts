import { makeT } from '../../locales/locale.ts';
import { hall } from '../../locales/zh/hall.ts';

/** Lookup of the texts of the hall's settings (Chinese alone). */
export const t = makeT(hall);
