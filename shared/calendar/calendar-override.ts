import * as z from 'zod';
import { Id } from '../hall.ts';
import { minuteOf } from './business-day.ts';
import { CivilDate } from './civil-date.ts';
import { LegalDays } from './legal-year.ts';

const Reason = z.string().trim().min(1).max(60);

const Closing = z
  .strictObject({
    from: CivilDate,
    to: CivilDate,
    close: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '须为 HH:MM，例如 16:30'),
    reason: Reason,
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: '须不早于 from' });

/**
 * What one hall lays over the vendored years: local holidays, a change in the middle of the year, other closing
 * times in winter. Two different accounts have signed it.
 */
export const CalendarOverride = z.strictObject({
  hall: Id,
  issuedOn: CivilDate,
  source: z.string().trim().min(1),
  legal: LegalDays.default([]),
  closing: z.array(Closing).default([]),
  signedBy: z
    .array(Id)
    .length(2, '须由两个账号签认')
    .refine(([first, second]) => first !== second, '两次签认须是不同的账号'),
});
export type CalendarOverride = z.output<typeof CalendarOverride>;

/** When business closes on a date, minutes from midnight: `usual` (`HH:MM`) unless the override names another time. */
export function closingMinute(
  usual: string,
  override?: Pick<CalendarOverride, 'closing'>,
): (date: CivilDate) => number {
  return (date) => {
    const other = override?.closing.filter(({ from, to }) => from <= date && date <= to).at(-1);
    return minuteOf(other?.close ?? usual);
  };
}
