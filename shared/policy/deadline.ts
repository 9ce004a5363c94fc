import { localTime, timeOfDay } from '../calendar/business-day.ts';
import { instantOf, type CivilDate } from '../calendar/civil-date.ts';
import type { LegalCalendar } from '../calendar/legal-calendar.ts';
import type { Instant } from '../vocabulary.ts';
import type { Clock, Limit, Variant } from './clock.ts';
import { holds, type Fact } from './condition.ts';
import { countCalendarDays, countWorkingDays, workingDaysBetween, type Count } from './count-days.ts';
import { limitText } from './limit-text.ts';

/** What a deadline is reckoned by, besides the policy. The process's own time zone never counts. */
export interface Reckoning {
  legal: LegalCalendar;
  timeZone: string;
  /** Close of business on a date, minutes from midnight. */
  closesAt: (date: CivilDate) => number;
}

export interface Deadline {
  /** Null when nothing is due: the notice sets no number, or the case is exempt, or the time is only measured. */
  dueAt: Instant | null;
  /** It rests on a year whose holidays are not known yet: shown as 暂定. */
  provisional: boolean;
  /** Legal working days behind the start day, up to and with the due day; null when nothing is due. */
  days: number | null;
  /** Sentences for the person who asks why, in Chinese. */
  because: readonly string[];
}

export interface ClockDeadline extends Deadline {
  /** When an exempt case owes its applicant an interim notice (中期告知); absent for any other. */
  interimNotice?: Deadline;
}

/** What is known of the case when a clock starts. */
export interface ClockStart {
  startAt: Instant;
  facts: Readonly<Record<string, Fact>>;
  /** The matter's own 法定或承诺时限, for a clock that takes it from the catalogue. */
  itemLimit?: Limit;
  /** The day the applicant promised, for a clock that takes it from a field. */
  promised?: CivilDate;
}

/** The deadline of a clock that starts now: the same for the same arguments, whatever the process's zone. */
export function clockDeadline(clock: Clock, start: ClockStart, by: Reckoning): ClockDeadline {
  const variant = clock.variants.find(({ when }) => holds(when, start.facts));
  const limit = variant === undefined ? baseLimit(clock, start) : variant.limit;
  const grounds = groundsOf(clock, variant);
  if (clock.limitOf === 'promise' && start.promised !== undefined)
    return promiseEnds(clock, start.startAt, start.promised, by, grounds);
  if (limit === null) return nothingDue(clock, variant, start, by, grounds);
  const ends = limitEnds(limit, start.startAt, by);
  const rule = variant === undefined ? clock.zh : `${clock.zh}，${variant.zh}`;
  return { ...ends, because: [`${rule}：${limitText(limit)}`, ...grounds, ...ends.because] };
}

/** When a limit that starts at an instant ends. */
export function limitEnds(limit: Limit, startAt: Instant, by: Reckoning): Deadline {
  const { unit, count = 0 } = limit;
  const { date } = localTime(startAt, by.timeZone);
  switch (unit) {
    case 'immediate':
      return { dueAt: null, provisional: false, days: null, because: ['立即办理，只记用时，不设到期时间'] };
    case 'hour':
      return hoursEnd(startAt, count, by);
    case 'same-day-close':
      return sameDayClose(startAt, date, by);
    case 'working-day':
      return dayEnds(countWorkingDays(date, count, by.legal), by, [`起算当日 ${date} 不计入`]);
    case 'calendar-day':
      return dayEnds(countCalendarDays(date, count, by.legal), by, [`起算当日 ${date} 不计入`]);
  }
}

/** A promised day is kept as it was given: whoever promised it knew whether it is a day off. */
function promiseEnds(
  clock: Clock,
  startAt: Instant,
  last: CivilDate,
  by: Reckoning,
  grounds: readonly string[],
): ClockDeadline {
  const minute = by.closesAt(last);
  return {
    dueAt: instantOf(last, minute, by.timeZone),
    provisional: false,
    days: workingDaysBetween(localTime(startAt, by.timeZone).date, last, by.legal),
    because: [`${clock.zh}：承诺 ${last} 前`, ...grounds, `${last} ${timeOfDay(minute)} 下班时到期`],
  };
}

function baseLimit(clock: Clock, start: ClockStart): Limit | null {
  return clock.limitOf === 'item' ? (start.itemLimit ?? null) : clock.limit;
}

function nothingDue(
  clock: Clock,
  variant: Variant | undefined,
  start: ClockStart,
  by: Reckoning,
  grounds: readonly string[],
): ClockDeadline {
  const none = { dueAt: null, provisional: false, days: null };
  if (variant === undefined) {
    const reason = {
      notice: '制度未规定时限，只记用时',
      item: '以事项的法定或承诺时限为准，尚未给出',
      promise: '以承诺的日期为准，尚未给出',
    }[clock.limitOf];
    return { ...none, because: [`${clock.zh}：${reason}`, ...grounds] };
  }
  const exempt = { ...none, because: [`${clock.zh}，${variant.zh}：不受时限，须写明理由`, ...grounds] };
  if (clock.exempt === undefined) return exempt;
  return { ...exempt, interimNotice: limitEnds(clock.exempt.interimNotice, start.startAt, by) };
}

function groundsOf(clock: Clock, variant: Variant | undefined): string[] {
  const quotes = variant !== undefined && variant.cite.length > 0 ? variant.cite : clock.cite;
  const open = [...new Set([...clock.assume, ...(variant?.assume ?? [])])];
  return [...quotes.map((quote) => `依据：“${quote}”`), ...open.map((id) => `待确认：${id}`)];
}

function hoursEnd(startAt: Instant, count: number, by: Reckoning): Deadline {
  const dueAt = startAt + count * 3_600_000;
  const [first, last] = [startAt, dueAt].map((at) => localTime(at, by.timeZone).date);
  const days = workingDaysBetween(first!, last!, by.legal);
  return { dueAt, provisional: false, days, because: ['按小时连续计算，节假日不扣除'] };
}

function sameDayClose(startAt: Instant, date: CivilDate, by: Reckoning): Deadline {
  const inTime = startAt <= instantOf(date, by.closesAt(date), by.timeZone);
  const { working, known } = by.legal(date);
  if (working && inTime) {
    const unknownYears = known ? [] : [date.slice(0, 4)];
    return dayEnds({ last: date, workingDays: 0, unknownYears, met: [] }, by, []);
  }
  const why = working ? `${date} 已下班，顺延到下一个工作日` : `${date} 不是工作日，顺延到下一个工作日`;
  return dayEnds(countWorkingDays(date, 1, by.legal), by, [why]);
}

function dayEnds(count: Count, by: Reckoning, first: readonly string[]): Deadline {
  const { last, workingDays, unknownYears, met } = count;
  const minute = by.closesAt(last);
  return {
    dueAt: instantOf(last, minute, by.timeZone),
    provisional: unknownYears.length > 0,
    days: workingDays,
    because: [
      ...first,
      ...met,
      `${last} ${timeOfDay(minute)} 下班时到期`,
      ...unknownYears.map((year) => `${year} 年放假安排尚未导入，日期暂定`),
    ],
  };
}
