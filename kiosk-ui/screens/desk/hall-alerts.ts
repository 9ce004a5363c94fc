import type { SelfWarning } from '@bandecheng/shared/self-check';
import type { QueueView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { durationText, hourMinute } from '../../locales/time-text.ts';
import { t } from './texts.ts';

export interface HallAlert {
  what: string;
  todo: string;
  /** It makes deadlines wrong, or stops work. */
  grave?: boolean;
}

/** What the sentences name, where the hub did not say it. */
const NOTHING = { megabytes: '', minutes: '', days: '', address: '', agent: '', since: '', places: '' };

/** What the hub finds wrong with itself and its machine, for whoever can send for somebody. */
export function selfAlerts(warnings: readonly SelfWarning[], timeZone: string): HallAlert[] {
  const since = (at: unknown): object => (typeof at === 'number' ? { since: hourMinute(at, timeZone) } : {});
  const places = (listed: unknown): object =>
    typeof listed === 'string' ? { places: placesText(listed) } : {};
  return warnings.map(({ word, grave, about = {} }) => ({
    what: t(`self.${word}`, { ...NOTHING, ...about, ...since(about['since']), ...places(about['places']) }),
    todo: t(`self.${word}.todo`),
    grave,
  }));
}

/** `kiosk:k1,display` as one says it: 取号机 k1、叫号屏. */
function placesText(listed: string): string {
  const named = listed.split(',').map((place) => {
    const [screen = '', of = ''] = place.split(':');
    return t(`self.place.${screen === 'display' || screen === 'tablet' ? screen : 'kiosk'}`, { of }).trim();
  });
  return named.join('、');
}

/** A year without holidays, crowded areas, counters nobody covers: each with what can be done, the gravest first. */
export function hallAlerts(
  { crowded, uncovered, yearMissing }: Pick<QueueView, 'crowded' | 'uncovered' | 'yearMissing'>,
  now: Instant,
): HallAlert[] {
  return [
    ...yearAlert(yearMissing),
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

function yearAlert(missing: QueueView['yearMissing']): HallAlert[] {
  if (missing === null) return [];
  const { year, grave } = missing;
  return [{ what: t(grave ? 'alert.yearGrave' : 'alert.year', { year }), todo: t('alert.yearTodo'), grave }];
}
