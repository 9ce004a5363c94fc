import type { RatingRow } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { local } from '../../locales/locale.ts';
import { durationText, hourMinute } from '../../locales/time-text.ts';
import { tcase } from '../staff/case-words.ts';
import { t } from './texts.ts';

const MINUTE = 60_000;

/** Counter, number and service of a rating, as far as known, and how it came: `3 号窗口 · A012 · 社会保险 · 扫码`. */
export function ratingPlace({ counterNumber, number, serviceName, channel }: RatingRow): string {
  return [
    counterNumber === undefined ? t('bad.nowhere') : t('bad.counter', { number: counterNumber }),
    number,
    serviceName === undefined ? undefined : local(serviceName),
    channel === 'evaluator' ? undefined : tcase(`channel.${channel}`),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** When it was pressed and how long ago: `10:21（4 分钟前）`. A press kept by a cut-off agent can be hours old. */
export function ratingTime(
  { pressedAt }: Pick<RatingRow, 'pressedAt'>,
  now: Instant,
  timeZone: string,
): string {
  const time = hourMinute(pressedAt, timeZone);
  if (now - pressedAt < MINUTE) return t('bad.now', { time });
  return t('bad.ago', { time, text: durationText(now - pressedAt) });
}
