import * as z from 'zod';
import { Id } from '@bandecheng/shared/hall';
import { ROLES, type AccountId, type Role } from '@bandecheng/shared/vocabulary';
import { hashPassword, isPassword, NOBODYS_HASH, PasswordHash } from './password-hash.ts';
import { openRegister } from './register.ts';
import { randomText } from './secret.ts';

/** Signs that are not mistaken for one another when copied from a console by hand. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
const ONE_TIME_PASSWORD_SIGNS = 14;

/** 1 to 5. */
const Star = z.int().min(1, '须为 1 到 5').max(5, '须为 1 到 5');

const AccountRow = z.strictObject({
  id: Id,
  /** Shown on screens; stays out of the journal. */
  name: z.string().trim().min(1).max(40),
  role: z.enum(ROLES),
  /** 星级, shown on the evaluator of whom it belongs to. */
  star: Star.optional(),
  password: PasswordHash,
  /** Made by the hub and told once: to be changed at the first sign-in. */
  oneTime: z.boolean(),
  /** Nobody signs in with it; what it did stays its own. */
  locked: z.literal(true).optional(),
});
const AccountsDocument = z.strictObject({ accounts: z.array(AccountRow) });

export interface Account {
  id: AccountId;
  name: string;
  role: Role;
  star?: number | undefined;
  oneTime: boolean;
  locked?: true | undefined;
}

/** What of an account an administrator changes; absent: it stays. */
export type AccountChange = { [F in 'name' | 'role']?: Account[F] | undefined } & {
  locked?: boolean | undefined;
};

/** The hall's staff and their passwords. How long a password must be is the gateway's to say. */
export interface Accounts {
  /** The one-time password of `admin`, to be printed once; null when accounts existed before this start. */
  readonly firstPassword: string | null;
  list(): Account[];
  find(id: AccountId): Account | null;
  /** False when the id is taken. */
  create(account: Omit<Account, 'oneTime'>, password: string): Promise<boolean>;
  /** A new account's one-time password; null when the id is taken. */
  invite(account: Omit<Account, 'oneTime'>): Promise<string | null>;
  /** The account's new one-time password; null: there is no such account. The old one ends, sessions do not. */
  resetPassword(id: AccountId): Promise<string | null>;
  /** `last-admin`, `last-security-admin`: nobody of this role would be left who may sign in. */
  edit(
    id: AccountId,
    change: AccountChange,
  ): Promise<'done' | 'account-unknown' | 'last-admin' | 'last-security-admin'>;
  /** Whether a security administrator has signed in and chosen a password of their own, and is not locked. */
  hasSecurityAdmin(): boolean;
  /** Null takes the star away. False: there is no such account. */
  giveStar(id: AccountId, star: number | null): Promise<boolean>;
  /** The account, or null. An unknown account costs the same time as a wrong password. */
  check(id: AccountId, password: string): Promise<Account | null>;
  /** False when the old password is wrong. Sessions go on; ending them is the caller's. */
  changePassword(id: AccountId, from: string, to: string): Promise<boolean>;
}

/**
 * Opens the accounts; the first start makes `admin`. Who loses that password stops the hub and deletes
 * `registers/accounts.json`. Throws HallError `register-unreadable`.
 */
export async function openAccounts(dataFolder: string): Promise<Accounts> {
  const register = await openRegister(dataFolder, 'accounts', AccountsDocument, { accounts: [] });
  const rowOf = (id: AccountId) => register.data.accounts.find((row) => row.id === id);

  async function add(
    account: Omit<Account, 'oneTime'>,
    password: string,
    oneTime: boolean,
  ): Promise<boolean> {
    if (rowOf(account.id) !== undefined) return false;
    const kept = await hashPassword(password);
    let added = false;
    await register.change(({ accounts }) => {
      if (accounts.some((row) => row.id === account.id)) return;
      accounts.push({ ...account, password: kept, oneTime });
      added = true;
    });
    return added;
  }

  async function check(id: AccountId, password: string): Promise<Account | null> {
    const row = rowOf(id);
    const right = await isPassword(password, row?.password ?? NOBODYS_HASH);
    return right && row !== undefined && row.locked !== true ? shown(row) : null;
  }

  async function resetPassword(id: AccountId): Promise<string | null> {
    if (rowOf(id) === undefined) return null;
    const oneTime = oneTimePassword();
    const password = await hashPassword(oneTime);
    await register.change(({ accounts }) => {
      const row = accounts.find((candidate) => candidate.id === id);
      if (row !== undefined) Object.assign(row, { password, oneTime: true });
    });
    return oneTime;
  }

  async function edit(id: AccountId, change: AccountChange): ReturnType<Accounts['edit']> {
    let outcome: Awaited<ReturnType<Accounts['edit']>> = 'account-unknown';
    await register.change(({ accounts }) => {
      const at = accounts.findIndex((candidate) => candidate.id === id);
      const row = accounts[at];
      if (row === undefined) return;
      const { locked: wasLocked, ...rest } = row;
      const { name = row.name, role = row.role, locked = wasLocked === true } = change;
      const edited = { ...rest, name, role, ...(locked ? { locked } : {}) };
      const after = accounts.map((one, i) => (i === at ? edited : one));
      if (!after.some(isWorkingAdmin)) outcome = 'last-admin';
      else if (accounts.some(isWorkingSecurityAdmin) && !after.some(isWorkingSecurityAdmin))
        outcome = 'last-security-admin';
      else outcome = 'done';
      if (outcome === 'done') accounts[at] = edited;
    });
    return outcome;
  }

  async function changePassword(id: AccountId, from: string, to: string): Promise<boolean> {
    if ((await check(id, from)) === null) return false;
    const password = await hashPassword(to);
    await register.change(({ accounts }) => {
      const row = accounts.find((candidate) => candidate.id === id);
      if (row !== undefined) Object.assign(row, { password, oneTime: false });
    });
    return true;
  }

  async function giveStar(id: AccountId, star: number | null): Promise<boolean> {
    if (rowOf(id) === undefined) return false;
    await register.change(({ accounts }) => {
      const row = accounts.find((candidate) => candidate.id === id);
      if (row === undefined) return;
      if (star === null) delete row.star;
      else row.star = star;
    });
    return true;
  }

  let firstPassword: string | null = null;
  if (register.data.accounts.length === 0) {
    firstPassword = oneTimePassword();
    await add({ id: 'admin', name: '管理员', role: 'admin' }, firstPassword, true);
  }
  return {
    firstPassword,
    list: () => register.data.accounts.map(shown),
    find: (id) => {
      const row = rowOf(id);
      return row === undefined ? null : shown(row);
    },
    create: (account, password) => add(account, password, false),
    async invite(account) {
      const password = oneTimePassword();
      return (await add(account, password, true)) ? password : null;
    },
    resetPassword,
    edit,
    hasSecurityAdmin: () => register.data.accounts.some(isWorkingSecurityAdmin),
    giveStar,
    check,
    changePassword,
  };
}

const oneTimePassword = (): string => randomText(READABLE, ONE_TIME_PASSWORD_SIGNS);

function isWorkingAdmin({ role, locked }: Pick<Account, 'role' | 'locked'>): boolean {
  return role === 'admin' && locked !== true;
}

/** Told a one-time password alone, nobody has taken over yet: a lost one must not lock a hall's accounts for ever. */
function isWorkingSecurityAdmin({ role, locked, oneTime }: Omit<Account, 'name'>): boolean {
  return role === 'security-admin' && locked !== true && !oneTime;
}

function shown({ id, name, role, star, oneTime, locked }: z.output<typeof AccountRow>): Account {
  return {
    ...{ id, name, role, oneTime },
    ...(star === undefined ? {} : { star }),
    ...(locked === undefined ? {} : { locked }),
  };
}
