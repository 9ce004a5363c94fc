import type { QueueView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { durationText } from '../../locales/time-text.ts';
import { t } from './texts.ts';

export interface HallAlert {
  what: string;
  todo: string;
}

/** Crowded areas and counters nobody covers, each with what can be done about it; the gravest of each kind first. */
export function hallAlerts(
  { crowded, uncovered }: Pick<QueueView, 'crowded' | 'uncovered'>,
  now: Instant,
): HallAlert[] {
  return [
    ...crowded.map(({ area, waiting, limit, couldOpen }) => ({
      what: t('alert.crowded', { area, waiting, limit }),
      todo:
        couldOpen.length === 0
          ? t('alert.noneToOpen')
          : t('alert.couldOpen', { numbers: couldOpen.join('、') }),
    })),
    ...uncovered.map(({ number, since, standIns }) => ({
      what: t('alert.uncovered', { number, text: durationText(now - since) }),
      todo:
        standIns.length === 0 ? t('alert.noStandIn') : t('alert.standIns', { accounts: standIns.join('、') }),
    })),
  ];
}
