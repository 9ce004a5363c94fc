import type { DemoScreen } from './demo-screen.ts';
import type { NewWebhook, WebhookAnswer } from '@bandecheng/shared/api-schemas';
import type { TriesKept } from './login-throttle.ts';
import type { ApiKeyFound, Identity, Pairing, Staff } from './identity.ts';

/** A new account, as an administrator makes it. */
export interface NewAccount {
  id: string;
  name: string;
  role: Staff['role'];
  star?: number | undefined;
  password: string;
}

/** What an administrator changes of an account; absent: it stays. */
export interface AccountEdit {
  name?: string | undefined;
  role?: Staff['role'] | undefined;
  locked?: boolean | undefined;
}

/** What a demo hall's visitor becomes by one click. */
export interface DemoEntry {
  cookie: string;
  token: string;
}

/** Portraits of the staff, as the API keeps and shows them. */
export interface Photos {
  mostBytes: number;
  /** Changes with the portrait; null: there is none. */
  markOf(account: string): string | null;
  get(account: string): Promise<{ bytes: Buffer; mime: string } | null>;
  /** Null: kept. */
  put(
    account: string,
    bytes: Buffer,
  ): Promise<'attachment-empty' | 'attachment-too-large' | 'attachment-type-unknown' | null>;
  remove(account: string): Promise<void>;
}

/** What a code came to. Codes are guessed like passwords, so too many wrong ones stop them all for a while. */
export type Redeemed = { token: string; pairing: Pairing } | { refused: 'wrong-code' | 'too-many-codes' };

/** The registers, as the pages' API asks them. Nothing here tells which half of a wrong login was wrong. */
export interface Doorkeeper extends Identity {
  /** What of guessing outlives a restart; `deviceKey`: by what browsers are known. */
  logins: TriesKept & { readonly deviceKey: string };
  signIn(account: string, password: string): Promise<{ token: string; staff: Staff } | null>;
  signOut(token: string): Promise<void>;
  /** False: the old password is wrong. Ends the account's sessions but the one of `token`. */
  changePassword(account: string, before: string, after: string, token: string): Promise<boolean>;
  accounts(): readonly Staff[];
  /** Who an account belongs to; null: there is none of this id. */
  member(account: string): Staff | null;
  /** False: the name is taken. */
  createAccount(account: NewAccount): Promise<boolean>;
  /** A new account's one-time password, which is kept nowhere else; null: the name is taken. */
  inviteAccount(account: Omit<NewAccount, 'password'>): Promise<string | null>;
  /** Ends the account's sessions where its role changes or it is locked. */
  editAccount(
    account: string,
    change: AccountEdit,
  ): Promise<'done' | 'account-unknown' | 'last-admin' | 'last-security-admin'>;
  /** Everybody signed in with this account is signed out. */
  endSessions(account: string): Promise<void>;
  /** The account's new one-time password; its sessions end. Null: there is no such account. */
  resetPassword(account: string): Promise<string | null>;
  /** Null takes the star away. False: there is no such account. */
  giveStar(account: string, star: number | null): Promise<boolean>;
  photos: Photos;
  /** The agent's new key, which is kept nowhere else; an old one ends. */
  createAgentKey(agent: string): Promise<string>;
  /** A code by which the agent gets its key itself, once, for a quarter of an hour. */
  inviteAgent(agent: string): string;
  /** The agent's key, which is kept nowhere else; an old one ends. */
  enrolAgent(
    agent: string,
    code: string,
  ): Promise<{ key: string } | { refused: 'wrong-code' | 'too-many-codes' }>;
  /** Agents that have a key. */
  agents(): readonly string[];
  /** False: there was none. */
  revokeAgentKey(agent: string): Promise<boolean>;
  apiKeys(): readonly ApiKeyFound[];
  /** The new key's token, which is kept nowhere else; null: there is a key of this id. */
  createApiKey(key: ApiKeyFound): Promise<string | null>;
  /** False: there was none. */
  revokeApiKey(key: string): Promise<boolean>;
  /** A code of six digits that pairs one device, for ten minutes. */
  invitePairing(pairing: Pairing): string;
  redeemPairing(code: string): Promise<Redeemed>;
  /** Absent in a real hall. Null: there is no such counter or kiosk. */
  enterDemo?(as: DemoScreen, of?: string): Promise<DemoEntry | null>;
}

/** The webhooks, as the API asks for them. */
export interface WebhookDesk {
  list(): WebhookAnswer[];
  /** The secret is told this once. */
  add(webhook: NewWebhook): Promise<{ webhook: string; secret: string }>;
  /** False: there was none. */
  remove(webhook: string): Promise<boolean>;
}
