import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { WaitRange } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { time as en } from './en/time.ts';
import { lang, makeT } from './locale.ts';
import { time as zh } from './zh/time.ts';

const MINUTE = 60_000;

const t = makeT(zh, { en });

/** `HH:MM:SS` on the hall's clock. */
export function timeOfDay(at: Instant, timeZone: string): string {
  return clockText(at, timeZone).slice(11);
}

/** `HH:MM` on the hall's clock. */
export function hourMinute(at: Instant, timeZone: string): string {
  return clockText(at, timeZone).slice(11, 16);
}

/** `2026年11月23日 星期一` or `Monday 23 November 2026`. */
export function dateText(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat(lang.value === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }).format(at);
}

/** A length of time in words, whole minutes: `14 分钟`, `1 小时 5 分钟`; under a minute `刚刚`. */
export function durationText(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE);
  if (minutes === 0) return t('justNow');
  if (minutes < 60) return t('minutes', { n: minutes });
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  return m === 0 ? t('hours', { n: h }) : t('hoursMinutes', { h, m });
}

/** Expected minutes, rounded as one would say them: 7, 12, then to fives. */
export function estimateText(minutes: number): string {
  if (minutes < 1) return t('estimateNone');
  return t('estimate', { n: minutes <= 10 ? Math.ceil(minutes) : Math.ceil(minutes / 5) * 5 });
}

/**
 * Whole minutes between which a wait most likely lies, as one would say them: up to ten as they are, then to fives
 * outward.
 */
export function rangeText({ low, high }: WaitRange): string {
  if (high < 1) return t('estimateNone');
  const from = low <= 10 ? low : Math.floor(low / 5) * 5;
  const to = high <= 10 ? high : Math.ceil(high / 5) * 5;
  if (from < 1) return t('within', { n: to });
  return from === to ? t('estimate', { n: to }) : t('range', { low: from, high: to });
}

/** Minutes and seconds running up: `3:07`, `1:02:45`. */
export function runningText(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, '0'));
  const hours = Math.floor(seconds / 3_600);
  if (hours > 0) return `${hours}:${parts.join(':')}`;
  return `${Math.floor(seconds / 60)}:${parts[1] ?? '00'}`;
}
