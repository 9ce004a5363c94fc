import * as z from 'zod';
import { basis, Name, Text } from './basis.ts';

const FIELD_KINDS = [
  'text',
  'long-text',
  'date',
  'date-time',
  'choice',
  'person',
  'phone',
  'organisation',
  'signature',
  'automatic',
] as const;

/** Kinds that hold what somebody wrote: their texts lie in the vault. */
export const FREE_TEXT: readonly (typeof FIELD_KINDS)[number][] = [
  'text',
  'long-text',
  'person',
  'phone',
  'organisation',
];

/**
 * What the hub knows of a case by itself, for a field that nobody filled. `counter`: in words. `opened-by`, `owner`: the
 * name of the account. `due`: the last day of the field's `clock`, or of whichever clock runs out first. `grade`: what
 * the applicant said of the outcome. `exclusion`: why it was refused.
 */
const FILLS = [
  'case-number',
  'unit',
  'counter',
  'intake',
  'opened-at',
  'opened-by',
  'owner',
  'today',
  'due',
  'grade',
  'exclusion',
  'confidential',
] as const;
export type Fill = (typeof FILLS)[number];

const Field = z.strictObject({
  id: Name,
  zh: Text,
  kind: z.enum(FIELD_KINDS),
  fills: z.enum(FILLS).optional(),
  clock: Name.optional(),
  required: z.boolean().default(true),
  /** Lives in the vault and is masked. */
  personal: z.enum(['name', 'phone', 'content']).optional(),
  options: z.array(Text).optional(),
  /** `verbatim`: the label is printed so in the notice. `derived`: it was made from a sentence of it. */
  label: z.enum(['verbatim', 'derived']),
  ...basis,
});

export const Form = z.strictObject({
  id: Name,
  zh: Text,
  /** `printed`: the notice shows the form. `named`: it is only mentioned, the city supplies the layout. */
  layout: z.enum(['printed', 'named']),
  fields: z.array(Field).default([]),
  /** One paper for each, marked with its receiver. */
  copies: z.array(z.strictObject({ to: Name, zh: Text })).default([]),
  footnote: Text.optional(),
  ...basis,
});
