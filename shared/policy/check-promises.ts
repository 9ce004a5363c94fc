import type { Problem } from '../parse.ts';
import type { CaseType } from './case-type.ts';
import type { Clock } from './clock.ts';
import type { Policy } from './policy.ts';

/**
 * Whether every clock that runs to a promised day can have it: one date field, which each step that starts the clock
 * asks for. A clock whose limit stands elsewhere names no number of its own.
 */
export function checkPromises(policy: Policy): Problem[] {
  const kinds = new Map(policy.forms.flatMap(({ fields }) => fields.map(({ id, kind }) => [id, kind])));
  return policy.caseTypes.flatMap((caseType) =>
    caseType.clocks.flatMap((clock) => {
      const path = `caseTypes.${caseType.id}.clocks.${clock.id}`;
      return [...limitProblems(path, clock), ...promiseProblems(`${path}.promise`, clock, caseType, kinds)];
    }),
  );
}

function limitProblems(path: string, { limitOf, limit, variants }: Clock): Problem[] {
  if (limitOf === 'notice' || (limit === null && variants.length === 0)) return [];
  return [{ path: `${path}.limit`, reason: '时限取自事项或承诺的时钟，自己不写时限和情形' }];
}

function promiseProblems(
  path: string,
  { limitOf, promise, start }: Clock,
  { opens, steps }: CaseType,
  kinds: ReadonlyMap<string, string>,
): Problem[] {
  if ((limitOf === 'promise') !== (promise !== undefined))
    return [{ path, reason: '以承诺日期为限的时钟须写明栏目，别的时钟不写' }];
  if (promise === undefined) return [];
  if (!kinds.has(promise)) return [{ path, reason: `没有这个表单栏目：${promise}` }];
  if (kinds.get(promise) !== 'date') return [{ path, reason: '承诺的栏目须是日期' }];
  const starters = steps.filter(({ emits }) => emits.includes(start));
  const asked = opens !== start && starters.every(({ require }) => require.includes(promise));
  return asked ? [] : [{ path, reason: '起算时承诺的日期还没有填：让起算的步骤要求它' }];
}
