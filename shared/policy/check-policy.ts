import type { Problem } from '../parse.ts';
import { checkBasis } from './check-basis.ts';
import { checkConfidential } from './check-confidential.ts';
import { checkConditions } from './check-conditions.ts';
import { checkPromises } from './check-promises.ts';
import { checkReferences } from './check-references.ts';
import { checkStates } from './check-states.ts';
import type { Policy } from './policy.ts';

/**
 * Everything wrong with a policy beyond its shape: a reference to nothing, an id given twice, a condition nobody can
 * meet, a promise without its day, a confidential case nobody can work on, a state nobody reaches or leaves, a rule
 * without a reason, a quote that is not in the notices. `notices` are the texts to hold the quotes against; null leaves the quotes unread.
 */
export function checkPolicy(policy: Policy, notices: readonly string[] | null): Problem[] {
  return [
    ...checkReferences(policy),
    ...checkConditions(policy),
    ...checkPromises(policy),
    ...checkConfidential(policy),
    ...policy.caseTypes.flatMap(checkStates),
    ...checkBasis(policy, notices),
  ];
}
