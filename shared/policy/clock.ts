import * as z from 'zod';
import { basis, EventName, Name, Text } from './basis.ts';
import { Condition } from './condition.ts';

const LIMIT_UNITS = ['working-day', 'calendar-day', 'hour', 'same-day-close', 'immediate'] as const;

/**
 * How long a clock runs. `working-day`, `calendar-day`: the start day is not counted, due at the close of business
 * of the last day, a calendar day off rolls to the next working day. `hour`: elapsed hours, day and night.
 * `same-day-close` (当日下班前) and `immediate` (立即, measured and never due) count nothing.
 */
export const Limit = z
  .strictObject({ unit: z.enum(LIMIT_UNITS), count: z.int().min(1).max(365).optional() })
  .superRefine(({ unit, count }, context) => {
    const counted = unit !== 'same-day-close' && unit !== 'immediate';
    if (counted !== (count !== undefined))
      context.addIssue({ code: 'custom', path: ['count'], message: counted ? '须填数量' : '此单位不带数量' });
  });
export type Limit = z.output<typeof Limit>;

/** A class of cases with a limit of its own; `limit` null is 除外. */
const Variant = z.strictObject({
  id: Name,
  zh: Text,
  when: Condition,
  limit: Limit.nullable(),
  ...basis,
});
export type Variant = z.output<typeof Variant>;

const Extension = z.strictObject({
  /** The farthest due time, null where the notice sets none. */
  most: Limit.nullable(),
  from: z.enum(['clock-start', 'first-due']),
  by: z.array(Name).min(1),
  /** Form fields that must be filled before. */
  require: z.array(Name).min(1),
  tell: z.array(Name),
  /** The notice must reach them before the clock runs out. */
  beforeDue: z.boolean(),
  times: z.int().min(1),
  ...basis,
});

/** How binding the notice's own words are: reports keep 超时 apart from 超出原则时限. */
export const FORCES = ['must', 'generally', 'in-principle', 'house'] as const;

export const Clock = z.strictObject({
  id: Name,
  zh: Text,
  start: EventName,
  /** The clock starts only in cases of which this holds. */
  startWhen: Condition.optional(),
  stop: z.array(EventName).min(1),
  /** Null where the notice sets no number: the time is measured and nothing is due. */
  limit: Limit.nullable(),
  /**
   * `item`: the limit stands in the catalogue entry of the matter, 法定或承诺时限. `promise`: it is the day that the
   * applicant has promised, in the field named.
   */
  limitOf: z.enum(['notice', 'item', 'promise']).default('notice'),
  promise: Name.optional(),
  /** The first that fits counts. */
  variants: z.array(Variant).default([]),
  /** What is owed to the applicant of an exempt case: never silence. */
  exempt: z.strictObject({ interimNotice: Limit, require: z.array(Name).min(1), ...basis }).optional(),
  extension: Extension.optional(),
  force: z.enum(FORCES),
  owner: Name,
  /** Who is told when it runs out, in this order. */
  overdue: z.array(Name).min(1),
  ...basis,
});
export type Clock = z.output<typeof Clock>;
