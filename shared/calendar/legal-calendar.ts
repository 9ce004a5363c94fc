import type { CalendarOverride } from './calendar-override.ts';
import { weekdayOf, type CivilDate } from './civil-date.ts';
import type { LegalYear } from './legal-year.ts';

export interface LegalDay {
  working: boolean;
  /** False in a year without data, where only weekdays and weekends are known: what rests on it is 暂定. */
  known: boolean;
  /** The holiday it belongs to, of a make-up working day too. */
  name?: string;
}

/** Which days are 工作日. The hall's opening days are another matter: it may open on a Saturday. */
export type LegalCalendar = (date: CivilDate) => LegalDay;

/**
 * The working days of the years given, and of any other year by weekday alone, unknown. A day in an override goes
 * before the year's own. Of several years that name a day, the one of the latest notice counts.
 */
export function legalCalendar(
  years: readonly LegalYear[],
  override?: Pick<CalendarOverride, 'legal'>,
): LegalCalendar {
  const covered = new Set(years.map(({ year }) => String(year)));
  const byNotice = [...years].sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1));
  const named = new Map(
    [...byNotice.flatMap(({ days }) => days), ...(override?.legal ?? [])].map((day) => [day.date, day]),
  );
  const overridden = new Set(override?.legal.map(({ date }) => date));
  return (date) => {
    const day = named.get(date);
    const known = covered.has(date.slice(0, 4)) || overridden.has(date);
    if (day === undefined) return { working: weekdayOf(date) <= 5, known };
    return { working: !day.off, known: true, name: day.name };
  };
}
