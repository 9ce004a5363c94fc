import type { Basis } from '@bandecheng/shared/policy/basis';
import { clockOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case } from '../state/case-state.ts';

/** The rules that a case has come to rest on: steps that were taken, clocks that ran and the class they ran by. */
export function caseBasis({ type }: CaseRulesOf, of: Case): Basis[] {
  const taken = new Set(
    of.timeline.flatMap((event) => (event.type === 'CaseStepped' ? [event.data.step] : [])),
  );
  const clocks = of.clocks.flatMap((run): Basis[] => {
    const { variants, extension, exempt, ...clock } = clockOf(type, run);
    const variant = variants.find(({ id }) => id === run.variant);
    return [
      clock,
      variant,
      run.extended > 0 ? extension : undefined,
      run.dueAt === null ? exempt : undefined,
    ].filter((rule) => rule !== undefined);
  });
  return [...type.steps.filter(({ id }) => taken.has(id)), ...clocks];
}
