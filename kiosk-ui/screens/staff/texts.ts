import { makeT } from '../../locales/locale.ts';
import { staff } from '../../locales/zh/staff.ts';

/** Lookup of the words the staff pages share (Chinese alone). */
export const ts = makeT(staff);
