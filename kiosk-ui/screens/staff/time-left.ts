import { localTime } from '@bandecheng/shared/calendar/business-day';
import type { ClockRow } from '@bandecheng/shared/case/case-view';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { durationText, hourMinute } from '../../locales/time-text.ts';
import { tcase } from './case-words.ts';

/** The part of a clock that its words are made from. */
export type Timed = Pick<
  ClockRow,
  'standing' | 'dueAt' | 'daysLeft' | 'startedAt' | 'interimDueAt' | 'force'
>;

const DAY_MS = 86_400_000;

/**
 * What is left of a clock, as one would say it at the desk: `今天 17:00 前`, `还剩 2 个工作日（11月25日 17:00 前）`,
 * `已超 1 个工作日`. Days are the hub's legal working days; nothing is counted here.
 */
export function timeLeftText(clock: Timed, now: Instant, timeZone: string): string {
  const { dueAt, daysLeft, standing } = clock;
  if (dueAt === null) return undueText(clock, now, timeZone);
  const [day, time] = [dayText(dueAt, now, timeZone), hourMinute(dueAt, timeZone)];
  const n = daysLeft ?? 0;
  if (standing === 'overdue')
    return n < 0
      ? tcase('left.over', { n: -n })
      : tcase('left.overToday', { text: durationText(now - dueAt) });
  if (localTime(dueAt, timeZone).date === localTime(now, timeZone).date) return tcase('left.today', { time });
  return n > 0 ? tcase('left.days', { n, day, time }) : tcase('left.before', { day, time });
}

function undueText({ interimDueAt, startedAt }: Timed, now: Instant, timeZone: string): string {
  if (interimDueAt !== undefined)
    return tcase('left.interim', {
      day: dayText(interimDueAt, now, timeZone),
      time: hourMinute(interimDueAt, timeZone),
    });
  const ms = now - startedAt;
  return ms < 60_000 ? tcase('left.measuredNow') : tcase('left.measured', { text: lastsText(ms) });
}

/** How a clock stands, in a word: an overdue one says how binding its limit is. */
export function standingText({ standing, force }: Pick<Timed, 'standing' | 'force'>): string {
  return standing === 'overdue' ? tcase(`overdue.${force}`) : tcase(`standing.${standing}`);
}

/** `11月25日`, with its year where that is not this one. */
export function dayText(at: Instant, now: Instant, timeZone: string): string {
  const [year = '', month = '', day = ''] = localTime(at, timeZone)
    .date.split('-')
    .map((part) => String(Number(part)));
  const isThisYear = localTime(now, timeZone).date.startsWith(`${year}-`);
  return isThisYear ? tcase('day.short', { month, day }) : tcase('day.long', { year, month, day });
}

/** `11月25日 09:30`. */
export function dayTimeText(at: Instant, now: Instant, timeZone: string): string {
  return `${dayText(at, now, timeZone)} ${hourMinute(at, timeZone)}`;
}

/** A length of time that may be days: `3 天`, under one day in hours and minutes. */
function lastsText(ms: number): string {
  return ms < DAY_MS ? durationText(ms) : tcase('duration.days', { n: Math.floor(ms / DAY_MS) });
}
