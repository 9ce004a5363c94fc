import type { StepShown } from '@bandecheng/shared/case/case-detail';
import type { CaseType } from '@bandecheng/shared/policy/case-type';
import { unmetPart, wantedFacts, type Condition, type Fact } from '@bandecheng/shared/policy/condition';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { Refusal } from '@bandecheng/shared/refusals';
import { casesText } from '../locales/zh-CN/cases.ts';
import { actAs } from '../state/case-acting.ts';
import { runningOf, variantOf } from '../state/case-deadline.ts';
import { hindranceOf } from '../state/case-hindrance.ts';
import { clockOf, factsOf, gradeOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case } from '../state/case-state.ts';
import { fieldsIn } from './case-texts.ts';
import { fieldAsked, type Asked } from './field-asked.ts';
import type { Reader } from '../state/case-reader.ts';

type Step = CaseType['steps'][number];

/** A step that leads on from where a case stands, and what keeps it from being taken. */
interface NextStep {
  step: Step;
  /** Attributes of which nothing is known and which decide whether it may be taken, with the options that let it. */
  asks: ReadonlyMap<string, readonly string[]>;
  hindrance: Refusal | null;
}

/** The steps that lead on from the state of a case, in the policy's order; none from a case that is over. */
export function nextSteps(rules: CaseRulesOf, of: Case): NextStep[] {
  if (of.closedAt !== undefined) return [];
  return rules.type.steps
    .filter(({ from }) => from.includes(of.state))
    .map((step): NextStep => {
      const hindrance = hindranceOf(of, rules, step);
      if (hindrance?.refused !== 'step-not-fitting') return { step, asks: new Map(), hindrance };
      const asks = unknownIn(step.when!, rules.type, of);
      const given = Object.fromEntries([...asks].map(([id, [option = '']]) => [id, option]));
      const after = { ...of, attributes: { ...of.attributes, ...given } };
      return { step, asks, hindrance: hindranceOf(after, rules, step) };
    });
}

/** Attributes a condition asks for that nobody has given yet, with the options it names. */
function unknownIn(when: Condition, type: CaseType, of: Case): Map<string, string[]> {
  const unknown = new Map<string, string[]>();
  for (const [fact, value] of wantedFacts(when)) {
    const isAttribute = type.attributes.some(({ id }) => id === fact);
    if (!isAttribute || of.attributes[fact] !== undefined) continue;
    unknown.set(fact, [...(unknown.get(fact) ?? []), String(value)]);
  }
  return unknown;
}

/** The policy's roles who can take the case on, in words; where nothing can be done yet, those it waits for. */
export function rolesAwaited({ policy }: CaseRulesOf, steps: readonly NextStep[]): string[] {
  const possible = steps.filter(({ hindrance }) => hindrance === null);
  const by = new Set((possible.length > 0 ? possible : steps).flatMap(({ step }) => step.by));
  return policy.roles.filter(({ id }) => by.has(id)).map(({ zh }) => zh);
}

/** The next steps, for a reader. */
export function stepsShown(rules: CaseRulesOf, of: Case, reader: Reader): StepShown[] {
  return nextSteps(rules, of).map((next): StepShown => {
    const { step } = next;
    const by = rolesFor(rules.policy, step, reader);
    const hindered = hinderedText(rules, of, next, by, reader);
    return {
      ...{ step: step.id, zh: step.zh, by, quote: step.cite[0] ?? '' },
      to: rules.type.states.find(({ id }) => id === step.to)?.zh ?? step.to,
      require: asked(rules, of, next),
      exclusions: exclusionsOf(rules, step),
      ...(step.form === undefined ? {} : { form: step.form }),
      ...(hindered === null ? {} : { hindered }),
    };
  });
}

/** What is out of scope, for a step that refuses a case and shows it another way. */
function exclusionsOf({ type }: CaseRulesOf, { effects }: Step): StepShown['exclusions'] {
  return effects.some((effect) => effect.do === 'redirect') ? exclusionsShown(type) : [];
}

/** What is out of scope, and where it belongs. */
export function exclusionsShown({ scope }: CaseType): StepShown['exclusions'] {
  return scope.exclude.map(({ zh, redirect }) => ({ zh, redirect }));
}

/** In whose name the step is taken, the roles first that the reader holds. */
function rolesFor({ roles }: Policy, { by }: Step, { role }: Reader): StepShown['by'] {
  const all = roles
    .filter(({ id }) => by.includes(id))
    .map(({ id, zh, accounts }) => ({ role: id, zh, held: accounts.includes(role) }));
  return [...all.filter(({ held }) => held), ...all.filter(({ held }) => !held)];
}

function hinderedText(
  rules: CaseRulesOf,
  of: Case,
  { step, hindrance }: NextStep,
  by: StepShown['by'],
  reader: Reader,
): string | null {
  if (step.by.every((role) => 'refused' in actAs(rules.policy, role, reader)))
    return casesText.hindered.role(by.map(({ zh }) => zh).join('、'));
  if (hindrance === null) return null;
  if (hindrance.refused === 'branches-open')
    return casesText.hindered.branches(String(hindrance.about?.['units']));
  if (hindrance.refused === 'follow-up-open') return casesText.hindered.followUp;
  return casesText.hindered.fitting(conditionText(unmetPart(step.when!, factsOf(of)), rules));
}

function conditionText(condition: Condition, rules: CaseRulesOf): string {
  const text = casesText.condition;
  if ('eq' in condition) return factText(...condition.eq, rules);
  if ('all' in condition) return text.all(condition.all.map((part) => conditionText(part, rules)));
  if ('any' in condition) return text.any(condition.any.map((part) => conditionText(part, rules)));
  const reworked = 'eq' in condition.not && condition.not.eq[0] === 'reworks' && condition.not.eq[1] === 0;
  return reworked ? text.reworked : text.not(conditionText(condition.not, rules));
}

function factText(fact: string, value: Fact, { policy, type }: CaseRulesOf): string {
  const text = casesText.condition;
  if (fact === 'satisfied') return value === true ? text.satisfied : text.dissatisfied;
  if (fact === 'rated') {
    const grade = gradeOf(policy, String(value));
    return grade === undefined ? text.unrated : text.rated(grade.zh);
  }
  if (fact === 'reworks') return text.reworks(Number(value));
  const attribute = type.attributes.find(({ id }) => id === fact);
  const option = attribute?.options.find(({ id }) => id === value);
  return text.is(attribute?.zh ?? fact, option?.zh ?? String(value));
}

/** What must be given: fields that are empty, attributes even when known, for they may have become others. */
function asked(rules: CaseRulesOf, of: Case, { step, asks }: NextStep): Asked[] {
  const known = knownFields(of, rules.policy);
  const ids = new Set([...asks.keys(), ...step.require, ...owedByExemption(rules, of, step)]);
  return [...ids].filter((id) => !known.has(id)).flatMap((id) => fieldAsked(rules, id, asks.get(id)) ?? []);
}

/** Fields that need not be asked for again. A rework answers anew; only who asked and what stays as it was. */
function knownFields({ timeline, fields }: Case, { forms }: Policy): Set<string> {
  const reopens = timeline.map((event) => event.type === 'CaseStepped' && event.data.reopened !== undefined);
  const last = reopens.lastIndexOf(true);
  if (last < 0) return new Set(Object.keys(fields));
  const personal = forms.flatMap((form) => form.fields).filter((field) => field.personal !== undefined);
  const since = timeline.slice(last).flatMap((event) => Object.keys(fieldsIn(event)));
  return new Set([...since, ...personal.map(({ id }) => id).filter((id) => id in fields)]);
}

/** Fields that a clock without a limit demands, one that runs or one that the step starts. */
function owedByExemption({ type }: CaseRulesOf, of: Case, { emits }: Step): string[] {
  const begun = type.clocks.filter(({ start }) => emits.includes(start));
  const running = runningOf(of).map((run) => clockOf(type, run));
  return [...begun, ...running]
    .filter((clock) => variantOf(clock, of)?.limit === null)
    .flatMap((clock) => clock.exempt?.require ?? []);
}
