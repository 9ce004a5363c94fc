import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { CaseShapes, DoneAs } from '@bandecheng/shared/case/case-events';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { CaseType } from '@bandecheng/shared/policy/case-type';
import type { Refusal } from '@bandecheng/shared/refusals';
import { hindranceOf } from '../state/case-hindrance.ts';
import type { CaseRulesOf } from '../state/case-rules.ts';
import type { Case } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';
import { owedByExemption, tick } from './case-clocks.ts';
import { openCaseAs, tickingAt } from './case-found.ts';
import { givenIn, missingOf, type Given } from './case-given.ts';
import { freeCounter } from './case-ticket.ts';
import type { Circumstances, Decision } from './decision.ts';

type Step = CaseType['steps'][number];

/** A step of the policy, taken in somebody's name, with what it needs. */
export function decideStep(
  state: HallState,
  command: CommandOf<'TakeStep'> & SealedTexts,
  around: Circumstances,
): Decision {
  const found = openCaseAs(state, command, around);
  if ('refused' in found) return found;
  const { of, rules, done } = found;
  const step = rules.type.steps.find(({ id }) => id === command.step);
  if (step === undefined) return { refused: 'step-unknown' };
  if (!step.by.includes(command.as)) return { refused: 'not-your-step', about: { step: step.zh } };
  const given = givenIn(command, rules);
  if ('refused' in given) return given;
  if (step.effects.some((effect) => effect.do === 'redirect')) {
    const exclusions = rules.type.scope.exclude.length;
    if (command.exclusion === undefined || command.exclusion >= exclusions)
      return { refused: 'exclusion-missing' };
  }
  const { exclusion, itemDays } = command;
  const more = {
    ...(exclusion === undefined ? {} : { exclusion }),
    ...(itemDays === undefined ? {} : { itemDays }),
  };
  return takeStep(state, of, rules, step, { ...given, done, more }, around);
}

interface Taking extends Given {
  done: DoneAs;
  more: Pick<CaseShapes['CaseStepped'], 'exclusion' | 'itemDays'>;
}

/** The events of a step that may be taken now, or why it may not. */
export function takeStep(
  state: HallState,
  of: Case,
  rules: CaseRulesOf,
  step: Step,
  taking: Taking,
  around: Circumstances,
): HallEvent[] | Refusal {
  const { type } = rules;
  const attributes = { ...of.attributes, ...taking.attributes };
  const fields = { ...of.fields, ...taking.fields };
  const after = { ...of, attributes, fields, ...taking.more };
  const hindrance = hindranceOf(after, rules, step) ?? missingOf(step.require, rules, after);
  if (hindrance !== null) return hindrance;
  const missing = missingOf(owedByExemption(after, type, step.emits), rules, after);
  if (missing !== null) return missing;
  const closed = type.states.find(({ id }) => id === step.to)?.terminal ?? false;
  const stepped: HallEvent = {
    type: 'CaseStepped',
    data: {
      ...{ case: of.id, step: step.id, from: of.state, to: step.to, done: taking.done, closed },
      ...{ attributes: taking.attributes, fields: taking.fields, marks: taking.marks },
      ...{ emitted: step.emits, ...taking.more, ...effectsOf(step) },
    },
  };
  const reworks = of.reworks + (stepped.data.reopened === undefined ? 0 : 1);
  const clocks = tick({ ...after, reworks }, type, step.emits, closed, tickingAt(state, around));
  const frees = step.effects.some((effect) => effect.do === 'free-counter');
  return [stepped, ...clocks, ...(frees ? freeCounter(state, of.ticket, around) : [])];
}

type Effects = Pick<CaseShapes['CaseStepped'], 'filed' | 'print' | 'told' | 'invited' | 'reopened'>;

function effectsOf({ effects }: Step): Effects {
  const what: Effects = { filed: [], print: [], told: [] };
  for (const effect of effects) {
    if (effect.do === 'file') {
      const { form, to, part } = effect;
      what.filed.push({ form, to, ...(part === undefined ? {} : { part }) });
    } else if (effect.do === 'print') what.print.push(effect.form);
    else if (effect.do === 'notify') what.told.push({ to: effect.to, text: effect.text });
    else if (effect.do === 'invite-rating') what.invited = effect.rule;
    else if (effect.do === 'reopen') what.reopened = { followUp: effect.followUp };
  }
  return what;
}
