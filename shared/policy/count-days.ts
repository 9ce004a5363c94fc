import { daysLater, weekdayOf, weekdayText, type CivilDate } from '../calendar/civil-date.ts';
import type { LegalCalendar } from '../calendar/legal-calendar.ts';

/** Days counted on the legal calendar, and what was met on the way. */
export interface Count {
  last: CivilDate;
  /** Legal working days behind the start day, up to and with the last. */
  workingDays: number;
  /** Years without data that the count went through: what it found is 暂定. */
  unknownYears: readonly string[];
  /** Holidays passed over and make-up days counted, in Chinese, in their order. */
  met: readonly string[];
}

/** The N-th working day behind `start`, which is not counted itself (民法典 第二百零一条). */
export function countWorkingDays(start: CivilDate, count: number, legal: LegalCalendar): Count {
  return walk(start, legal, (_, workingDays) => workingDays === count);
}

/** `start` and so many days of the calendar; a last day off gives way to the next working day (第二百零三条). */
export function countCalendarDays(start: CivilDate, count: number, legal: LegalCalendar): Count {
  const last = daysLater(start, count);
  return walk(start, legal, (date) => date >= last && legal(date).working);
}

/** Working days behind `start`, up to and with `last`. */
export function workingDaysBetween(start: CivilDate, last: CivilDate, legal: LegalCalendar): number {
  if (last <= start) return 0;
  return walk(start, legal, (date) => date === last).workingDays;
}

function walk(
  start: CivilDate,
  legal: LegalCalendar,
  isLast: (date: CivilDate, workingDays: number) => boolean,
): Count {
  const unknown = new Set<string>();
  const passed: CivilDate[] = [];
  const met: string[] = [];
  let workingDays = 0;
  for (let date = daysLater(start, 1); ; date = daysLater(date, 1)) {
    const { working, known, name } = legal(date);
    if (!known) unknown.add(date.slice(0, 4));
    if (working) {
      workingDays++;
      met.push(...holidayLines(passed.splice(0), legal));
      if (weekdayOf(date) > 5) met.push(`${date}（${weekdayText(date)}）${name ?? ''}调休上班，计入`);
    } else passed.push(date);
    if (isLast(date, workingDays)) return { last: date, workingDays, unknownYears: [...unknown], met };
  }
}

/** One line for the holiday among days off in a row: a plain weekend needs no telling. */
function holidayLines(days: readonly CivilDate[], legal: LegalCalendar): string[] {
  const holidays = days.filter((date) => legal(date).name !== undefined);
  const names = [...new Set(holidays.map((date) => legal(date).name))];
  const [first, last] = [holidays[0], holidays.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [`${first === last ? first : `${first} 至 ${last}`} ${names.join('、')}，不计`];
}
