import type { StepShown } from '@bandecheng/shared/case/case-detail';

/** Fields of a refusing step that an exclusion answers with its own words; empty where none fits. */
export function exclusionAnswers(
  { require, exclusions }: Pick<StepShown, 'require' | 'exclusions'>,
  exclusion: number,
): Record<string, string> {
  const words = exclusions[exclusion]?.zh;
  if (words === undefined) return {};
  const fields = require.filter(({ options }) => options.some(({ id }) => id === words));
  return Object.fromEntries(fields.map(({ id }) => [id, words]));
}
