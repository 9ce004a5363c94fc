import * as z from 'zod';
import { basis, EventName, Name, Text } from './basis.ts';
import { Clock } from './clock.ts';
import { Condition } from './condition.ts';

const Option = z.strictObject({ id: Name, zh: Text });

/** What a step sets going besides its events. */
const Effect = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('notify'), to: z.array(Name).min(1), text: Text }),
  /** A copy of the form goes to an overseer: 报备, in one piece or 一头一尾. */
  z.strictObject({
    do: z.literal('file'),
    form: Name,
    to: Name,
    part: z.enum(['first', 'second']).optional(),
  }),
  z.strictObject({ do: z.literal('print'), form: Name }),
  z.strictObject({ do: z.literal('invite-rating'), rule: Name }),
  /** Sent back for another treatment; `followUp`: a call-back is owed before the case may end. */
  z.strictObject({ do: z.literal('reopen'), followUp: z.boolean() }),
  /** Shows the way given beside the exclusion that applies. */
  z.strictObject({ do: z.literal('redirect') }),
  /** The case leaves the counter, which may call its next ticket. */
  z.strictObject({ do: z.literal('free-counter') }),
]);

const Step = z.strictObject({
  id: Name,
  zh: Text,
  from: z.array(Name).min(1),
  to: Name,
  by: z.array(Name).min(1),
  when: Condition.optional(),
  /** Form fields that must be filled, and attributes that must be chosen, before. */
  require: z.array(Name).default([]),
  form: Name.optional(),
  emits: z.array(EventName).min(1),
  effects: z.array(Effect).default([]),
  ...basis,
});

export const CaseType = z.strictObject({
  id: Name,
  zh: Text,
  /** Where it comes from: counter, desk, letter box, telephone, another system. */
  intake: z.array(Option).min(1),
  /** The hub opens such a case by itself. */
  opensOn: z.enum(['bad-rating']).optional(),
  scope: z.strictObject({
    include: z.array(Text).min(1),
    exclude: z.array(z.strictObject({ zh: Text, redirect: Text, ...basis })),
  }),
  attributes: z.array(z.strictObject({ id: Name, zh: Text, options: z.array(Option).min(2) })),
  states: z.array(z.strictObject({ id: Name, zh: Text, terminal: z.boolean().default(false) })).min(2),
  initial: Name,
  /** Told when the case enters its initial state. */
  opens: EventName,
  steps: z.array(Step).min(1),
  clocks: z.array(Clock),
});
export type CaseType = z.output<typeof CaseType>;
