import type { CaseType } from '@bandecheng/shared/policy/case-type';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { CaseRulesOf } from './case-rules.ts';
import type { Case } from './case-state.ts';

export type Form = Policy['forms'][number];

/** The forms of a case: those its own steps name, and those that no step of any type names. Empty ones are left out. */
export function formsOf({ policy, type }: CaseRulesOf): Form[] {
  const own = namedIn(type);
  const named = new Set(policy.caseTypes.flatMap((one) => [...namedIn(one)]));
  return policy.forms.filter(({ id, fields }) => fields.length > 0 && (own.has(id) || !named.has(id)));
}

/** The personal fields of a form that the case has filled. */
export function personalIn({ fields: all }: Form, { fields }: Pick<Case, 'fields'>): string[] {
  return all.filter(({ id, personal }) => personal !== undefined && id in fields).map(({ id }) => id);
}

/** Whether a form may come out where anybody stands by: nothing of a person is on it, nor of a confidential case. */
export function mayLieAbout(form: Form, of: Pick<Case, 'fields' | 'confidential'>): boolean {
  return !of.confidential && personalIn(form, of).length === 0;
}

function namedIn({ steps }: CaseType): Set<string> {
  return new Set(
    steps.flatMap(({ form, effects }) => [
      ...(form === undefined ? [] : [form]),
      ...effects.flatMap((effect) => (effect.do === 'print' || effect.do === 'file' ? [effect.form] : [])),
    ]),
  );
}
