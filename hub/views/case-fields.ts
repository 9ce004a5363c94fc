import type { FieldShown } from '@bandecheng/shared/case/case-detail';
import type { FieldValue } from '@bandecheng/shared/case/case-events';
import { mask } from '@bandecheng/shared/mask';
import type { Sealed } from '@bandecheng/shared/vault';
import { timelineText } from '../locales/zh-CN/cases.ts';
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

/** By this name the applicant's own words are asked for; no policy has a field of this name. */
export const SAID = 'applicant-said';

/** Where the words lie that the applicant said with their last rating of a case; undefined: there are none. */
export function saidWith({ timeline }: Pick<Case, 'timeline'>): Sealed | undefined {
  const rated = timeline.filter((event) => event.type === 'CaseRated');
  return rated.at(-1)?.data.text;
}

/** The same for a reader. */
export function saidShown(of: Pick<Case, 'timeline'>, { textOf }: CaseWords): FieldShown | undefined {
  const sealed = saidWith(of);
  if (sealed === undefined) return undefined;
  const whole = textOf(sealed);
  const value = whole === null ? null : mask('content', whole);
  return { field: SAID, zh: timelineText.said, value, masked: whole !== null };
}

/** Every field of a case that is filled, in the order of the policy's forms. */
export function fieldsShown(rules: CaseRulesOf, { fields }: Case, words: CaseWords): FieldShown[] {
  const order = [...new Set(rules.policy.forms.flatMap((form) => form.fields.map(({ id }) => id)))];
  return order.flatMap((id) => {
    const value = fields[id];
    return value === undefined ? [] : [fieldShown(rules, id, value, words)];
  });
}
