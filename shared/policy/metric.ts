import * as z from 'zod';
import { basis, EventName, Name, Text } from './basis.ts';
import { Condition } from './condition.ts';

/** A figure as a tree over counted events. `sum` adds a metric over the shorter periods inside its own. */
export type Formula =
  | { count: string; where?: Condition | undefined }
  | { number: number }
  | { metric: string }
  | { sum: string }
  | { add: Formula[] }
  | { multiply: Formula[] }
  | { divide: [Formula, Formula] };

const Formula: z.ZodType<Formula> = z.lazy(() =>
  z.union([
    z.strictObject({ count: EventName, where: Condition.optional() }),
    z.strictObject({ number: z.number() }),
    z.strictObject({ metric: Name }),
    z.strictObject({ sum: Name }),
    z.strictObject({ add: z.array(Formula).min(2) }),
    z.strictObject({ multiply: z.array(Formula).min(2) }),
    z.strictObject({ divide: z.tuple([Formula, Formula]) }),
  ]),
);

export const Metric = z.strictObject({
  id: Name,
  zh: Text,
  formula: Formula,
  every: z.enum(['month', 'quarter', 'year']),
  /** What a zero denominator gives: nothing to show, or zero. */
  whenZero: z.enum(['none', 'zero']),
  target: z.number().min(0).max(1).optional(),
  ...basis,
});

export const Report = z.strictObject({
  id: Name,
  zh: Text,
  to: z.array(Name).min(1),
  every: z.enum(['month', 'quarter', 'year']),
  content: z.array(Text).min(1),
  ...basis,
});
