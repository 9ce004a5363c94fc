import type { Instant } from '@bandecheng/shared/vocabulary';
import { durationText, hourMinute } from '../../locales/time-text.ts';
import { ts } from './texts.ts';

/** `09:12 起，已 5 分钟`; within the first minute only since when. */
export function sinceText(since: Instant, now: Instant, timeZone: string): string {
  const time = hourMinute(since, timeZone);
  return now - since < 60_000
    ? ts('trouble.justNow', { time })
    : ts('trouble.since', { time, text: durationText(now - since) });
}
