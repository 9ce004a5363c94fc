import type { StepShown } from '@bandecheng/shared/case/case-detail';

/** What a form asks for: an attribute of the case or a field of its papers. */
export type Asked = StepShown['require'][number];

/** What was filled in, parted into attributes and fields as a command wants it; empty answers are left out. */
export function given(
  asked: readonly Asked[],
  values: Readonly<Record<string, string>>,
): { attributes: Record<string, string>; fields: Record<string, string> } {
  const filled = asked.filter(({ id }) => (values[id] ?? '').trim() !== '');
  const of = (wanted: (one: Asked) => boolean): Record<string, string> =>
    Object.fromEntries(filled.filter(wanted).map(({ id }) => [id, (values[id] ?? '').trim()]));
  return {
    attributes: of(({ kind }) => kind === 'attribute'),
    fields: of(({ kind }) => kind !== 'attribute'),
  };
}

/** Whether everything asked for is filled in. */
export function isGiven(asked: readonly Asked[], values: Readonly<Record<string, string>>): boolean {
  return asked.every(({ id }) => (values[id] ?? '').trim() !== '');
}
