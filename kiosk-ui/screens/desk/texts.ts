import type { HallOpen } from '@bandecheng/shared/views';
import { makeT } from '../../locales/locale.ts';
import { desk } from '../../locales/zh/desk.ts';

/** Lookup of the desk board's texts (Chinese alone). */
export const t = makeT(desk);

/** Whether the hall gives numbers now, in words. */
export function hoursText(hours: HallOpen): string {
  switch (hours.open) {
    case 'open':
      return hours.until === undefined ? t('hours.always') : t('hours.open', { until: hours.until });
    case 'outside':
      return t('hours.outside');
    case 'closed':
      return t('hours.closed', { opensAt: hours.opensAt });
    case 'lunch':
      return t('hours.lunch', { opensAt: hours.opensAt });
  }
}
