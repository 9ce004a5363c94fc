import type { CurrentTicket } from '@bandecheng/shared/views';
import { hourMinute } from '../../locales/time-text.ts';
import { t } from './texts.ts';

/** Where the applicant comes from and goes to, and how many came, a line each; empty for a plain visit. */
export function journeyLines(
  { people, more, returnTo, moves }: Pick<CurrentTicket, 'people' | 'more' | 'returnTo' | 'moves'>,
  names: ReadonlyMap<string, string>,
  timeZone: string,
): string[] {
  const name = (service: string): string => names.get(service) ?? service;
  return [
    ...(people > 1 ? [t('journey.people', { n: people })] : []),
    ...(returnTo === undefined ? [] : [t('journey.return', { number: returnTo })]),
    ...(more.length === 0 ? [] : [t('journey.more', { services: more.map(name).join('、') })]),
    ...[...moves].reverse().map(({ at, service, counter: number }) => {
      const from = { time: hourMinute(at, timeZone), service: name(service) };
      return number === undefined ? t('journey.from', from) : t('journey.fromCounter', { ...from, number });
    }),
  ];
}
