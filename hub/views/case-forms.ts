import type { CaseType } from '@bandecheng/shared/policy/case-type';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { CaseRulesOf } from '../state/case-rules.ts';

type Form = Policy['forms'][number];

/** The forms of a case: those its own steps name, and those that no step of any type names. Empty ones are left out. */
export function formsOf({ policy, type }: CaseRulesOf): Form[] {
  const own = namedIn(type);
  const named = new Set(policy.caseTypes.flatMap((one) => [...namedIn(one)]));
  return policy.forms.filter(({ id, fields }) => fields.length > 0 && (own.has(id) || !named.has(id)));
}

function namedIn({ steps }: CaseType): Set<string> {
  return new Set(
    steps.flatMap(({ form, effects }) => [
      ...(form === undefined ? [] : [form]),
      ...effects.flatMap((effect) => (effect.do === 'print' || effect.do === 'file' ? [effect.form] : [])),
    ]),
  );
}
