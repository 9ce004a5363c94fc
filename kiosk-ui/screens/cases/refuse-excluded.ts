import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { ScreenAsk } from '../../link/hub-link.ts';
import { usualRole } from './acting-roles.ts';
import { exclusionAnswers } from './exclusion-answers.ts';

/**
 * The step that refuses a case just opened and shows the applicant another way; null where the policy has none that
 * can be taken now.
 */
export function refusingStep(
  { row, steps }: Pick<CaseDetail, 'row' | 'steps'>,
  exclusion: number,
): Extract<ScreenAsk, { type: 'TakeStep' }> | null {
  const step = steps.find(
    ({ exclusions, hindered }) => hindered === undefined && exclusions[exclusion] !== undefined,
  );
  if (step === undefined) return null;
  return {
    ...{ type: 'TakeStep', case: row.case, step: step.step, as: usualRole(step.by) },
    ...{ attributes: {}, fields: exclusionAnswers(step, exclusion), exclusion },
  };
}
