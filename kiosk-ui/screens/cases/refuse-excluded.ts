import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { ScreenAsk } from '../../link/hub-link.ts';
import { usualRole } from './acting-roles.ts';

/**
 * The step that refuses a case just opened and shows the applicant another way; null where the policy has none that
 * can be taken. Whatever it asks for is answered by the exclusion's own words.
 */
export function refusingStep(
  { row, steps }: Pick<CaseDetail, 'row' | 'steps'>,
  exclusion: number,
): Extract<ScreenAsk, { type: 'TakeStep' }> | null {
  const step = steps.find(
    ({ exclusions, hindered }) => hindered === undefined && exclusions[exclusion] !== undefined,
  );
  if (step === undefined) return null;
  const words = step.exclusions[exclusion]?.zh ?? '';
  const fields = Object.fromEntries(
    step.require.filter(({ kind }) => kind !== 'attribute').map(({ id }) => [id, words]),
  );
  return {
    ...{ type: 'TakeStep', case: row.case, step: step.step, as: usualRole(step.by) },
    ...{ attributes: {}, fields, exclusion },
  };
}
