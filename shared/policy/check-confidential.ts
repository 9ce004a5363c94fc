import type { Problem } from '../parse.ts';
import { RECORDERS, type Policy } from './policy.ts';

/** Whether everything that is kept confidential can still be worked on by somebody who may see it. */
export function checkConfidential({ confidential, caseTypes, roles }: Policy): Problem[] {
  const accountsOf = (ids: readonly string[]) =>
    roles.filter(({ id }) => ids.includes(id)).flatMap(({ accounts }) => accounts);
  return confidential.flatMap((rule) => {
    const seeing = accountsOf(rule.visibleTo);
    if (seeing.some((account) => RECORDERS.includes(account))) return [];
    const kept = caseTypes.filter(({ id }) => rule.caseTypes.includes(id));
    const stuck = kept.flatMap(({ id, steps }) =>
      steps
        .filter(({ by }) => !accountsOf(by).some((account) => seeing.includes(account)))
        .map((step) => `${id}.${step.id}`),
    );
    if (stuck.length === 0) return [];
    const path = `confidential.${rule.id}.visibleTo`;
    return [{ path, reason: `看得到的人都办不了这些步骤：${stuck.join('、')}` }];
  });
}
