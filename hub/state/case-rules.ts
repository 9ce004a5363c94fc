import type { CaseType } from '@bandecheng/shared/policy/case-type';
import type { Clock } from '@bandecheng/shared/policy/clock';
import type { Fact } from '@bandecheng/shared/policy/condition';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { RatingRule, Scale } from '@bandecheng/shared/policy/rating';
import type { Case, CaseDesk, ClockRun } from './case-state.ts';

export interface CaseRulesOf {
  policy: Policy;
  type: CaseType;
}

/** The rules a case began under. A case always has them: their absence is a fault. */
export function rulesOf(desk: CaseDesk, of: Pick<Case, 'policy' | 'caseType'>): CaseRulesOf {
  const policy = desk.policies.get(of.policy);
  const type = policy?.caseTypes.find(({ id }) => id === of.caseType);
  if (policy === undefined || type === undefined) throw new Error(`no rules for a case under ${of.policy}`);
  return { policy, type };
}

/** The rules of the case that a bad rating opens; null where the policy has none. */
export function callBackRules(desk: CaseDesk): CaseRulesOf | null {
  const policy = desk.policies.get(desk.policy);
  const type = policy?.caseTypes.find(({ opensOn }) => opensOn === 'bad-rating');
  return policy === undefined || type === undefined ? null : { policy, type };
}

/** The clock a run is one of. */
export function clockOf(type: CaseType, run: Pick<ClockRun, 'clock'>): Clock {
  const clock = type.clocks.find(({ id }) => id === run.clock);
  if (clock === undefined) throw new Error(`no clock ${run.clock}`);
  return clock;
}

/** What conditions of the policy may ask of a case. */
export function factsOf(of: Pick<Case, 'attributes' | 'rating' | 'reworks'>): Record<string, Fact> {
  const { rating, attributes, reworks } = of;
  if (rating === undefined) return { ...attributes, reworks };
  const { satisfied } = rating;
  return { ...attributes, reworks, rated: rating.grade, ...(satisfied === null ? {} : { satisfied }) };
}

type Field = Policy['forms'][number]['fields'][number];

/** A form field by its id, wherever it stands; forms that name the same field mean the same. */
export function fieldOf(policy: Policy, id: string): Field | undefined {
  for (const { fields } of policy.forms) {
    const field = fields.find((one) => one.id === id);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** The rule by which the outcome of a case is rated: the one it was invited by, or the policy's own. */
export function ratingRuleOf(
  policy: Policy,
  invited: string | undefined,
): { rule: RatingRule; scale: Scale } | null {
  const rule =
    policy.ratings.find(({ id }) => id === invited) ??
    policy.ratings.find(({ subject }) => subject === 'case-outcome');
  const scale = policy.scales.find(({ id }) => id === rule?.scale);
  return rule === undefined || scale === undefined ? null : { rule, scale };
}

/** A grade of any of the policy's scales; undefined: 未评价. */
export function gradeOf({ scales }: Policy, grade: string): Scale['grades'][number] | undefined {
  return scales.flatMap(({ grades }) => grades).find(({ id }) => id === grade);
}
