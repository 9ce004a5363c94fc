import * as z from 'zod';
import { Id } from '../hall.ts';
import { minuteOf } from './business-day.ts';
import { CivilDate } from './civil-date.ts';
import { dayDoubts, LegalDays, type DayDoubt } from './legal-year.ts';

const Reason = z.string().trim().min(1, '请写明原因').max(60, '最多 60 个字');

const Closing = z
  .strictObject({
    from: CivilDate,
    to: CivilDate,
    close: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '须为 HH:MM，例如 16:30'),
    reason: Reason,
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: '须不早于 from' });

const content = {
  issuedOn: CivilDate,
  source: z.string().trim().min(1, '请写明依据').max(200, '最多 200 个字'),
  legal: LegalDays.default([]),
  closing: z.array(Closing).default([]),
};

type Content = z.output<z.ZodObject<typeof content>>;

/** It speaks of the year it is issued in and the next one, a month beyond them at most: no slip of the pen lies far. */
function nearItsYears({ issuedOn, legal, closing }: Content, context: z.core.$RefinementCtx): void {
  const year = Number(issuedOn.slice(0, 4));
  const [first, last] = [`${year - 1}-12-01`, `${year + 2}-01-31`];
  const check = (date: string, path: PropertyKey[]) => {
    if (date < first || date > last)
      context.addIssue({ code: 'custom', path, message: `${date} 不在 ${first} 至 ${last} 之内` });
  };
  legal.forEach(({ date }, i) => check(date, ['legal', i, 'date']));
  closing.forEach(({ from, to }, i) => {
    check(from, ['closing', i, 'from']);
    check(to, ['closing', i, 'to']);
  });
}

/** What somebody proposes to lay over the years; it counts once another account has signed it. */
export const OverrideDraft = z.strictObject(content).superRefine(nearItsYears);
export type OverrideDraft = z.output<typeof OverrideDraft>;

/**
 * What one hall lays over the vendored years: local holidays, a change in the middle of the year, other closing
 * times in winter. Two different accounts have signed it.
 */
export const CalendarOverride = z
  .strictObject({
    hall: Id,
    ...content,
    signedBy: z
      .array(Id)
      .length(2, '须由两个账号签认')
      .refine(([first, second]) => first !== second, '两次签认须是不同的账号'),
  })
  .superRefine(nearItsYears);
export type CalendarOverride = z.output<typeof CalendarOverride>;

/** What an override can lawfully say and hardly ever does. `closings-overlap`: the later of the two counts. */
export type OverrideDoubt = DayDoubt | { doubt: 'closings-overlap'; from: CivilDate; to: CivilDate };

/** The doubts about an override, none for an ordinary one. */
export function overrideDoubts({
  legal,
  closing,
}: Pick<OverrideDraft, 'legal' | 'closing'>): OverrideDoubt[] {
  const overlaps = closing.flatMap(({ from, to }, i): OverrideDoubt[] =>
    closing.slice(0, i).some((other) => other.from <= to && from <= other.to)
      ? [{ doubt: 'closings-overlap', from, to }]
      : [],
  );
  return [...dayDoubts(legal), ...overlaps];
}

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
