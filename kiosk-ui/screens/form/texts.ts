import { makeT } from '../../locales/locale.ts';
import { form } from '../../locales/zh/form.ts';

/** Lookup of the texts of the page that prints (Chinese alone). */
export const t = makeT(form);
