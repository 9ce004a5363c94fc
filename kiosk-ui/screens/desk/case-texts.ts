import { makeT } from '../../locales/locale.ts';
import { casesBoard } from '../../locales/zh/cases-board.ts';

/** Lookup of what the board says of cases and help (Chinese alone). */
export const tb = makeT(casesBoard);
