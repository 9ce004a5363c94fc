import type { Policy } from '../policy/policy.ts';
import type { AccountId, Instant, PolicyMark, Role } from '../vocabulary.ts';

/** The rules the case desk works by, with who has signed what of their assumptions. */
export interface RulesShown {
  mark: PolicyMark;
  /** Null: the hall has no case desk. */
  policy: Policy | null;
  signed: { assumption: string; by: AccountId; name?: string; at: Instant }[];
  /** Whether the reader may sign. */
  maySign: boolean;
  reader: { account: AccountId; role: Role };
}
