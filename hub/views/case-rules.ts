import type { CaseRules } from '@bandecheng/shared/case/case-detail';
import type { CaseType } from '@bandecheng/shared/policy/case-type';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { Role } from '@bandecheng/shared/vocabulary';
import { casesText } from '../locales/zh-CN/cases.ts';
import type { CaseDesk } from '../state/case-state.ts';
import { exclusionsShown } from './case-steps.ts';
import { fieldAsked } from './field-asked.ts';

/** What a page needs to open a case under the rules that hold now; null: the hall has no case desk. */
export function caseRules({ policies, policy: mark }: CaseDesk, reader: Role): CaseRules | null {
  const policy = policies.get(mark);
  if (policy === undefined) return null;
  const { id, place, desk, roles, caseTypes } = policy;
  return {
    policy: { id, place, sign: desk.sign ?? casesText.sign, mark },
    roles: roles.map(({ id, zh, accounts }) => ({ role: id, zh, held: accounts.includes(reader) })),
    // What the hub opens by itself, nobody opens by hand.
    types: caseTypes.filter(({ opensOn }) => opensOn === undefined).map((type) => typeShown(policy, type)),
  };
}

function typeShown(policy: Policy, type: CaseType): CaseRules['types'][number] {
  const { id, zh, intake, scope, attributes } = type;
  return {
    ...{
      caseType: id,
      zh,
      intakes: intake,
      include: scope.include,
      exclude: exclusionsShown(type),
      attributes,
    },
    fields: firstFields(policy, type).flatMap((field) => fieldAsked({ policy, type }, field) ?? []),
    mayBeConfidential: policy.confidential.some(
      (rule) => rule.when === 'on-request' && rule.caseTypes.includes(id),
    ),
  };
}

/**
 * Fields that the first steps ask for, and what their papers say of the person though no step waits for it; attributes
 * and reasons for refusing left out.
 */
function firstFields({ forms }: Policy, { steps, initial, attributes }: CaseType): string[] {
  const first = steps.filter(
    ({ from, effects }) => from.includes(initial) && !effects.some((effect) => effect.do === 'redirect'),
  );
  const papers = new Set(steps.flatMap(papersOf));
  const ofPerson = forms
    .filter(({ id }) => papers.has(id))
    .flatMap(({ fields }) => fields)
    .filter(
      ({ kind, personal, fills }) =>
        personal !== undefined || (kind === 'organisation' && fills === undefined),
    )
    .map(({ id }) => id);
  const isAttribute = new Set(attributes.map(({ id }) => id));
  return [...new Set([...first.flatMap(({ require }) => require), ...ofPerson])].filter(
    (id) => !isAttribute.has(id),
  );
}

function papersOf({ form, effects }: CaseType['steps'][number]): string[] {
  const more = effects.flatMap((effect) =>
    effect.do === 'file' || effect.do === 'print' ? [effect.form] : [],
  );
  return form === undefined ? more : [form, ...more];
}
