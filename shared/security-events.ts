import type { AccountId, AgentId, Role } from './vocabulary.ts';

/** What was done to an account. */
export const ACCOUNT_CHANGES = [
  'created',
  'renamed',
  'role-given',
  'locked',
  'unlocked',
  'star-given',
  'password-reset',
  'password-chosen',
  'signed-out',
] as const;
export type AccountChange = (typeof ACCOUNT_CHANGES)[number];

/** What opens a door without a person: of an agent, its one-time code, of another system, of a screen, a webhook. */
export const KEY_KINDS = ['agent', 'enrolment', 'api', 'pairing', 'webhook'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/**
 * Who came in and who changed who may: on record beside everything else, for the auditor. Accounts and keys stand here
 * by their ids alone, and no address: who an account belongs to is the register's to know.
 */
export interface SecurityShapes {
  SignedIn: { account: AccountId };
  SignedOut: { account: AccountId };
  /** `account`: where there is one of this id. Whatever else was typed there may be somebody's password. */
  SignInRefused: { account?: AccountId };
  /** `role`: the one it has from now on, where it was given one. */
  AccountChanged: { account: AccountId; changes: readonly AccountChange[]; role?: Role };
  /** `used`: a one-time code was turned into what it stands for. */
  /** Two machines come as one agent: both at once, or one in turn with the other on copies of one data folder. */
  IdentityCopied: { agent: AgentId; how: 'at-once' | 'in-turn' };
  KeyChanged: { kind: KeyKind; key: string; change: 'given' | 'used' | 'revoked' };
}

export type SecurityEvent = {
  [T in keyof SecurityShapes]: { type: T; data: SecurityShapes[T] };
}[keyof SecurityShapes];
