import { actorText, type Actor } from '@bandecheng/shared/commands';
import type { DoneAs } from '@bandecheng/shared/case/case-events';
import { RECORDERS, type Policy } from '@bandecheng/shared/policy/policy';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { Role } from '@bandecheng/shared/vocabulary';
import type { Reader } from './case-reader.ts';
import type { Case } from './case-state.ts';

/** Who sees a confidential case where the policy names nobody. */
const TRUSTED: readonly Role[] = ['desk', 'supervisor'];

/**
 * In whose name something is done: the policy's role, held by the account or recorded for whoever holds it.
 * Refuses `role-unknown`, `not-your-role`.
 */
export function actAs(policy: Policy, as: string, actor: Actor): DoneAs | Refusal {
  const role = policy.roles.find(({ id }) => id === as);
  if (role === undefined) return { refused: 'role-unknown', about: { role: as } };
  if (actor.kind === 'hub') return { as };
  if (actor.kind === 'staff' && role.accounts.includes(actor.role)) return { as };
  const mayRecord = actor.kind === 'api' || (actor.kind === 'staff' && RECORDERS.includes(actor.role));
  return mayRecord ? { as, onBehalf: true } : { refused: 'not-your-role', about: { role: role.zh } };
}

/** Whether somebody may see more of a case than its number. */
export function maySee(
  policy: Policy,
  of: Pick<Case, 'confidential' | 'caseType' | 'owner' | 'timeline'>,
  reader: Reader,
): boolean {
  if (!of.confidential) return true;
  const rule = policy.confidential.find(({ caseTypes }) => caseTypes.includes(of.caseType));
  if (rule === undefined) return TRUSTED.includes(reader.role);
  return policy.roles.some(
    ({ id, accounts, ofCase }) =>
      rule.visibleTo.includes(id) && accounts.includes(reader.role) && (!ofCase || isTheirs(of, reader)),
  );
}

/** Whether somebody opened the case or has it now. */
function isTheirs({ owner, timeline }: Pick<Case, 'owner' | 'timeline'>, reader: Reader): boolean {
  return owner === reader.account || timeline[0]?.actor === actorText(reader);
}
