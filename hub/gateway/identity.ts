import type { ApiScope } from '@bandecheng/shared/api-v1';
import type { AccountId, AgentId, Role } from '@bandecheng/shared/vocabulary';

/** Someone signed in. */
export interface Staff {
  account: AccountId;
  role: Role;
  /** Held beside its own, as long as nobody else has it: the first administrator is the security administrator too. */
  also?: Role;
  name?: string;
  /** 1 to 5, where the hall gives stars. */
  star?: number;
  /** Mark of the portrait, where there is one. */
  photo?: string;
  /** Still the one-time password it was given. */
  oneTime?: boolean;
  /** Nobody signs in with it. */
  locked?: boolean;
}

/**
 * The one screen a paired device stands for; `of` names a kiosk, a tablet's counter or a display; a display without it
 * shows the whole hall.
 */
export type Pairing =
  { screen: 'kiosk' | 'tablet'; of: string } | { screen: 'display'; of?: string | undefined };

/** Another system and what it may do. */
export interface ApiKeyFound {
  key: string;
  name: string;
  scopes: readonly ApiScope[];
}

/** Who is behind a token or a key. A wrong one is nobody. */
export interface Identity {
  staff(token: string): Staff | null;
  pairing(token: string): Pairing | null;
  agent(agent: AgentId, key: string): boolean;
  apiKey(token: string): ApiKeyFound | null;
}

/** What an account is called where people read it; null: nobody of that account has a name here. */
export function nameIn(identity: {
  member(account: AccountId): Staff | null;
}): (account: AccountId) => string | null {
  return (account) => identity.member(account)?.name ?? null;
}
