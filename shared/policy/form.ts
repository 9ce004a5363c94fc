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

const Field = z.strictObject({
  id: Name,
  zh: Text,
  kind: z.enum(FIELD_KINDS),
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
