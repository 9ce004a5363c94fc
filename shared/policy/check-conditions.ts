import type { Problem } from '../parse.ts';
import { RATING_CHANNELS } from '../vocabulary.ts';
import type { CaseType } from './case-type.ts';
import { askedFacts, type Condition, type Fact } from './condition.ts';
import type { Formula } from './metric.ts';
import type { Policy } from './policy.ts';
import { RATING_SUBJECTS } from './rating.ts';

/** Facts by their name with the values they may have; null: any number. */
type Facts = ReadonlyMap<string, readonly Fact[] | null>;

/**
 * What is known of any case beside its attributes. `rated`: the grade it was given, `none` once there was no answer.
 * `satisfied`: what the grade says, unknown without one. `reworks`: how often the case was sent back.
 */
function caseFacts({ scales }: Policy): Facts {
  const grades = scales.flatMap((scale) => scale.grades.map(({ id }) => id));
  return new Map<string, readonly Fact[] | null>([
    ['rated', ['none', ...grades]],
    ['satisfied', [true, false]],
    ['reworks', null],
  ]);
}
/** What is asked of a counted event, beside the attributes of its case. */
const COUNTED_FACTS: Facts = new Map<string, readonly Fact[] | null>([
  ['satisfied', [true, false]],
  ['onTime', [true, false]],
  ['channel', RATING_CHANNELS],
  ['subject', RATING_SUBJECTS],
]);

/** Every condition that asks for a fact nobody knows, or compares it with what it can never be. */
export function checkConditions(policy: Policy): Problem[] {
  return [
    ...policy.caseTypes.flatMap((caseType) => caseProblems(caseType, caseFacts(policy))),
    ...policy.metrics.flatMap(({ id, formula }) => {
      const facts = new Map([...attributesOf(...policy.caseTypes), ...COUNTED_FACTS]);
      return wheresOf(formula).flatMap((where) => conditionProblems(`metrics.${id}.formula`, where, facts));
    }),
  ];
}

function caseProblems(caseType: CaseType, ofRatings: Facts): Problem[] {
  const facts = new Map([...attributesOf(caseType), ...ofRatings]);
  const path = `caseTypes.${caseType.id}`;
  const steps = caseType.steps.flatMap(({ id, when }) =>
    conditionProblems(`${path}.steps.${id}.when`, when, facts),
  );
  const clocks = caseType.clocks.flatMap((clock) => [
    ...conditionProblems(`${path}.clocks.${clock.id}.startWhen`, clock.startWhen, facts),
    ...clock.variants.flatMap(({ id, when }) =>
      conditionProblems(`${path}.clocks.${clock.id}.variants.${id}`, when, facts),
    ),
  ]);
  return [...steps, ...clocks, ...unaskedRatings(caseType, ofRatings)];
}

/** Conditions on a rating in a case type that never asks for one. */
function unaskedRatings({ id, steps }: CaseType, ofRatings: Facts): Problem[] {
  if (steps.some(({ effects }) => effects.some((effect) => effect.do === 'invite-rating'))) return [];
  return steps
    .filter(({ when }) => when !== undefined && askedFacts(when).some(([fact]) => ofRatings.has(fact)))
    .map((step) => ({
      path: `caseTypes.${id}.steps.${step.id}.when`,
      reason: '以评价为条件，却没有任何步骤请人评价',
    }));
}

function attributesOf(...caseTypes: readonly CaseType[]): Facts {
  const facts = new Map<string, Fact[]>();
  for (const { id, options } of caseTypes.flatMap(({ attributes }) => attributes))
    facts.set(id, [...(facts.get(id) ?? []), ...options.map((option) => option.id)]);
  return facts;
}

function conditionProblems(path: string, condition: Condition | undefined, facts: Facts): Problem[] {
  return (condition === undefined ? [] : askedFacts(condition)).flatMap(([fact, value]) => {
    const values = facts.get(fact);
    if (values === undefined) return [{ path, reason: `没有这个案件属性：${fact}` }];
    const possible = values === null ? typeof value === 'number' : values.includes(value);
    return possible ? [] : [{ path, reason: `没有这个选项：${String(value)}` }];
  });
}

function wheresOf(formula: Formula): Condition[] {
  if ('count' in formula) return formula.where === undefined ? [] : [formula.where];
  const parts = 'add' in formula ? formula.add : 'multiply' in formula ? formula.multiply : [];
  return ('divide' in formula ? formula.divide : parts).flatMap(wheresOf);
}
