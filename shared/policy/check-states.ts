import type { Problem } from '../parse.ts';
import type { CaseType } from './case-type.ts';

/** Whether every state of a case type can be reached, and left unless it is terminal. */
export function checkStates({ id, states, steps, initial }: CaseType): Problem[] {
  const reached = reachedFrom(initial, steps);
  return states.flatMap((state) => {
    const path = `caseTypes.${id}.states.${state.id}`;
    const left = steps.some(({ from }) => from.includes(state.id));
    const problems: Problem[] = [];
    if (!reached.has(state.id)) problems.push({ path, reason: '没有任何步骤能到达这个状态' });
    if (!left && !state.terminal)
      problems.push({ path, reason: '走到这里就停住了：没有后续步骤，也不是终点' });
    if (left && state.terminal) problems.push({ path, reason: '终点之后不能再有步骤' });
    return problems;
  });
}

function reachedFrom(initial: string, steps: CaseType['steps']): Set<string> {
  const reached = new Set([initial]);
  // A set also hands out what is added while it is being walked.
  for (const state of reached) for (const { from, to } of steps) if (from.includes(state)) reached.add(to);
  return reached;
}
