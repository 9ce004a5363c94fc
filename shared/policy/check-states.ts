import type { Problem } from '../parse.ts';
import type { CaseType } from './case-type.ts';

type Step = CaseType['steps'][number];

/**
 * Whether every state of a case type can be reached and leads to an end, and whether what is out of scope is refused
 * at once: by a step that shows the way, to an end, before any clock runs.
 */
export function checkStates(caseType: CaseType): Problem[] {
  const { id, states, steps, initial } = caseType;
  const reached = reachedFrom([initial], steps);
  const turned = steps.flatMap(({ from, to }) => from.map((start) => ({ from: [to], to: start })));
  const leading = reachedFrom(
    states.filter(({ terminal }) => terminal).map((state) => state.id),
    turned,
  );
  const problems = states.flatMap((state) => {
    const path = `caseTypes.${id}.states.${state.id}`;
    const left = steps.some(({ from }) => from.includes(state.id));
    if (!reached.has(state.id)) return [{ path, reason: '没有任何步骤能到达这个状态' }];
    if (left && state.terminal) return [{ path, reason: '终点之后不能再有步骤' }];
    if (!left && !state.terminal) return [{ path, reason: '走到这里就停住了：没有后续步骤，也不是终点' }];
    return leading.has(state.id) ? [] : [{ path, reason: '从这里走不到任何终点' }];
  });
  return [...problems, ...refusalProblems(caseType)];
}

function reachedFrom(first: readonly string[], steps: readonly Pick<Step, 'from' | 'to'>[]): Set<string> {
  const reached = new Set(first);
  // A set also hands out what is added while it is being walked.
  for (const state of reached) for (const { from, to } of steps) if (from.includes(state)) reached.add(to);
  return reached;
}

function refusalProblems({ id, scope, steps, states, initial, opens, clocks }: CaseType): Problem[] {
  const refusing = steps.filter(({ effects }) => effects.some((effect) => effect.do === 'redirect'));
  const path = `caseTypes.${id}.scope.exclude`;
  if (scope.exclude.length === 0)
    return refusing.length === 0 ? [] : [{ path, reason: '有不予受理的步骤，却没有写明哪些不予受理' }];
  const ends = states.filter(({ terminal }) => terminal).map((state) => state.id);
  const atOnce = refusing.some(({ from, to }) => from.includes(initial) && ends.includes(to));
  const problems: Problem[] = [];
  if (!atOnce) problems.push({ path, reason: '没有一步到终点、并引导去处的不予受理步骤' });
  if (clocks.some(({ start }) => start === opens))
    problems.push({ path, reason: '不予受理的也会起算时限：时钟不能从来访起算' });
  return problems;
}
