import { makeT } from '../../locales/locale.ts';
import { devices } from '../../locales/zh/devices.ts';

/** Lookup of the devices page's texts (Chinese alone). */
export const t = makeT(devices);
