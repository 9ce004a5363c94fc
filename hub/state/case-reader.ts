import type { Actor } from '@bandecheng/shared/commands';
import type { Sealed } from '@bandecheng/shared/vault';
import type { AccountId } from '@bandecheng/shared/vocabulary';

/** Somebody of the staff who looks at a case. */
export type Reader = Extract<Actor, { kind: 'staff' }>;

/** What a case says outside the state: names from the register, texts from the vault. */
export interface CaseWords {
  /** Null: there is no such account any more. */
  nameOf: (account: AccountId) => string | null;
  /** Null: erased. */
  textOf: (sealed: Sealed) => string | null;
}
