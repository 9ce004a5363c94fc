import * as z from 'zod';
import { CivilDate, daysLater, weekdayOf } from './civil-date.ts';

const Day = z.strictObject({
  date: CivilDate,
  /** The holiday it belongs to, of a make-up working day too. */
  name: z.string().trim().min(1),
  /** False for a day of a weekend that is worked: 调休上班. */
  off: z.boolean(),
});

export const LegalDays = z.array(Day).superRefine((days, context) => {
  const seen = new Set<string>();
  days.forEach(({ date }, i) => {
    if (seen.has(date))
      context.addIssue({ code: 'custom', path: [i, 'date'], message: `${date} 出现了两次` });
    seen.add(date);
  });
});

/**
 * The State Council's arrangement of one year's holidays: only the days that differ from the rule of weekdays and
 * weekends, or bear a holiday's name. A notice may reach into the neighbouring months: 2022-12-31 stands in 2023's.
 */
export const LegalYear = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    /** The notice, when it was issued, and where it can be read. */
    title: z.string().trim().min(1),
    issuedOn: CivilDate,
    address: z.url({ protocol: /^https?$/ }),
    days: LegalDays.min(1, '没有任何日期：空的年历不算已公布'),
  })
  .superRefine(({ year, days }, context) =>
    days.forEach(({ date }, i) => {
      if (date < `${year - 1}-12-01` || date > `${year + 1}-01-31`)
        context.addIssue({
          code: 'custom',
          path: ['days', i, 'date'],
          message: `${date} 离 ${year} 年超过一个月`,
        });
    }),
  );
export type LegalYear = z.output<typeof LegalYear>;

/** Days that can lawfully be and hardly ever are: a person looks at the notice again before they are taken. */
export type DayDoubt =
  { doubt: 'worked-weekday'; date: CivilDate } | { doubt: 'long-block'; from: CivilDate; days: number };
/** The same of a whole year. */
export type YearDoubt = DayDoubt | { doubt: 'few-holidays'; count: number };

/** Holidays are six where two of the seven fall together. */
const FEWEST_HOLIDAYS = 6;
/** Days in a row; the most in 2022 to 2026 is 9. */
const LONGEST_BLOCK = 10;

/** The doubts about a year, none for an ordinary one. */
export function doubtsAbout({ days }: Pick<LegalYear, 'days'>): YearDoubt[] {
  const holidays = new Set(days.filter(({ off }) => off).map(({ name }) => name));
  const few: YearDoubt[] =
    holidays.size < FEWEST_HOLIDAYS ? [{ doubt: 'few-holidays', count: holidays.size }] : [];
  return [...few, ...dayDoubts(days)];
}

/** The doubts about days as such. */
export function dayDoubts(days: LegalYear['days']): DayDoubt[] {
  const doubts: DayDoubt[] = days
    .filter(({ date, off }) => !off && weekdayOf(date) <= 5)
    .map(({ date }) => ({ doubt: 'worked-weekday', date }));
  const off = new Set(days.filter((day) => day.off).map(({ date }) => date));
  for (const from of [...off].sort()) {
    if (off.has(daysLater(from, -1))) continue;
    let length = 1;
    while (off.has(daysLater(from, length))) length++;
    if (length > LONGEST_BLOCK) doubts.push({ doubt: 'long-block', from, days: length });
  }
  return doubts;
}
