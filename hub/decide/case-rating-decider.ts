import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import { holds } from '@bandecheng/shared/policy/condition';
import { factsOf, ratingRuleOf } from '../state/case-rules.ts';
import type { Case } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';
import { openCase } from './case-found.ts';
import { takeStep } from './case-step-decider.ts';
import type { Circumstances, Decision } from './decision.ts';

/** 未评价: asked, and no answer. */
const NONE = 'none';

/**
 * What the applicant says of the outcome. Where the policy has a step of the applicant's that fits the grade, it is
 * taken with it: a bad one sends the case back by itself.
 */
export function decideRateCase(
  state: HallState,
  command: CommandOf<'RateCase'> & SealedTexts,
  around: Circumstances,
): Decision {
  const found = openCase(state, command, around, true);
  if ('refused' in found) return found;
  const { of, rules } = found;
  if (of.invited === undefined) return { refused: 'rating-not-invited' };
  const scale = ratingRuleOf(rules.policy, of.invited)?.scale;
  const grade = scale?.grades.find(({ id }) => id === command.grade);
  if (grade === undefined && command.grade !== NONE)
    return { refused: 'grade-unknown', about: { grade: command.grade } };
  const satisfied = grade?.satisfied ?? null;
  const { channel } = command;
  const text = command.sealed?.['text'];
  const said = { case: of.id, grade: command.grade, satisfied, channel };
  const rated: HallEvent = {
    type: 'CaseRated',
    data: { ...said, ...(text === undefined ? {} : { text }) },
  };
  if (of.closedAt !== undefined) return [rated];
  const after: Case = { ...of, rating: { grade: said.grade, satisfied, channel, at: around.now } };
  const step = rules.type.steps.find(
    ({ from, by, when }) =>
      from.includes(of.state) &&
      by.includes(applicantOf(rules.policy.roles)) &&
      (when === undefined || holds(when, factsOf(after))),
  );
  if (step === undefined) return [rated];
  const as = applicantOf(rules.policy.roles);
  const taking = { attributes: {}, fields: {}, marks: [], done: { as }, more: {} };
  const steps = takeStep(state, after, rules, step, taking, around);
  return Array.isArray(steps) ? [rated, ...steps] : steps;
}

/** The one among a policy's roles whom the case is about. */
function applicantOf(roles: readonly { id: string; applicant: boolean }[]): string {
  return roles.find(({ applicant }) => applicant)?.id ?? '';
}

/** 跟踪回访: whoever was sent another treatment is asked again. Nobody at home leaves it owed. */
export function decideCallBack(
  state: HallState,
  command: CommandOf<'RecordCallBack'> & SealedTexts,
  around: Circumstances,
): Decision {
  const found = openCase(state, command, around, true);
  if ('refused' in found) return found;
  if (!found.of.followUp) return { refused: 'no-follow-up' };
  const text = command.sealed?.['text'];
  if (text === undefined) throw new Error('a call-back whose words were not sealed');
  return [{ type: 'CallBackRecorded', data: { case: command.case, outcome: command.outcome, text } }];
}
