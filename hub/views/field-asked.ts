import type { StepShown } from '@bandecheng/shared/case/case-detail';
import { fieldOf, type CaseRulesOf } from '../state/case-rules.ts';

/** Something that must be given with a step. */
export type Asked = StepShown['require'][number];

/** Kinds of form fields that somebody types or chooses, as a page asks for them. */
const ASKED_AS = {
  text: 'text',
  person: 'text',
  phone: 'text',
  organisation: 'text',
  'long-text': 'long-text',
  date: 'date',
  'date-time': 'date-time',
  choice: 'choice',
} as const;

/**
 * What a page asks for under an attribute's or a form field's id; null for what nobody types: a signature, what the
 * hub fills by itself.
 * @param among the options of an attribute that may be chosen; all of them by default
 */
export function fieldAsked(
  { policy, type }: CaseRulesOf,
  id: string,
  among?: readonly string[],
): Asked | null {
  const attribute = type.attributes.find((one) => one.id === id);
  if (attribute !== undefined) {
    const options = attribute.options.filter((option) => among?.includes(option.id) ?? true);
    return { id, zh: attribute.zh, kind: 'attribute', options };
  }
  const field = fieldOf(policy, id);
  if (field === undefined || field.kind === 'signature' || field.kind === 'automatic') return null;
  const { zh, options = [] } = field;
  // A choice without options is written in words.
  const kind = field.kind === 'choice' && options.length === 0 ? 'text' : ASKED_AS[field.kind];
  return { id, zh, kind, options: options.map((word) => ({ id: word, zh: word })) };
}
