import type { FieldShown } from '@bandecheng/shared/case/case-detail';
import type { FieldValue } from '@bandecheng/shared/case/case-events';
import { mask } from '@bandecheng/shared/mask';
import { fieldOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case } from '../state/case-state.ts';
import type { CaseWords } from '../state/case-reader.ts';

/** A field for a reader: of a personal one what its mask leaves. */
export function fieldShown(
  { policy }: CaseRulesOf,
  id: string,
  value: FieldValue,
  { textOf }: CaseWords,
): FieldShown {
  const field = fieldOf(policy, id);
  const whole = typeof value === 'string' ? value : textOf(value);
  const personal = field?.personal;
  const masked = personal !== undefined && whole !== null && whole !== '';
  return { field: id, zh: field?.zh ?? id, value: masked ? mask(personal, whole) : whole, masked };
}

/** Every field of a case that is filled, in the order of the policy's forms. */
export function fieldsShown(rules: CaseRulesOf, { fields }: Case, words: CaseWords): FieldShown[] {
  const order = [...new Set(rules.policy.forms.flatMap((form) => form.fields.map(({ id }) => id)))];
  return order.flatMap((id) => {
    const value = fields[id];
    return value === undefined ? [] : [fieldShown(rules, id, value, words)];
  });
}
