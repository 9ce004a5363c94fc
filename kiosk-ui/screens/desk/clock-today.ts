import { localTime, minuteOf } from '@bandecheng/shared/calendar/business-day';
import type { Instant } from '@bandecheng/shared/vocabulary';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

/** A clock time as somebody types it, `930`, `9:30`, `０９：３０`, as `09:30`; null for what is none. */
export function readTime(typed: string): string | null {
  const [, hour = '', minute = ''] =
    /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(typed.normalize('NFKC').replace(/\s/g, '')) ?? [];
  return minute === '' ? null : `${hour.padStart(2, '0')}:${minute}`;
}

/**
 * The newest instant, not after now, at which the hall's clock showed `HH:MM`. A hall open past midnight means last
 * evening when it says 23:50.
 */
export function lastTimeAt(time: string, now: Instant, timeZone: string): Instant {
  const ago = localTime(now, timeZone).minute - minuteOf(time);
  return Math.floor(now / MINUTE) * MINUTE - (ago < 0 ? ago + DAY_MINUTES : ago) * MINUTE;
}
