import { holds } from '@bandecheng/shared/policy/condition';
import type { CaseType } from '@bandecheng/shared/policy/case-type';
import type { Refusal } from '@bandecheng/shared/refusals';
import { runningOf } from './case-deadline.ts';
import { clockOf, factsOf, type CaseRulesOf } from './case-rules.ts';
import type { Case } from './case-state.ts';

/** Why a step cannot be taken now, what must be filled for it left out; null when it can. */
export function hindranceOf(
  of: Case,
  { type }: CaseRulesOf,
  step: CaseType['steps'][number],
): Refusal | null {
  const state = type.states.find(({ id }) => id === of.state);
  if (!step.from.includes(of.state))
    return { refused: 'step-not-now', about: { step: step.zh, state: state?.zh ?? of.state } };
  if (step.when !== undefined && !holds(step.when, factsOf(of)))
    return { refused: 'step-not-fitting', about: { step: step.zh } };
  const open = of.branches.filter(({ doneAt }) => doneAt === undefined).map(({ unit }) => unit);
  const stops = runningOf(of).some((run) =>
    clockOf(type, run).stop.some((name) => step.emits.includes(name)),
  );
  if (open.length > 0 && stops) return { refused: 'branches-open', about: { units: open.join('、') } };
  const ends = type.states.find(({ id }) => id === step.to)?.terminal ?? false;
  return of.followUp && ends ? { refused: 'follow-up-open' } : null;
}
