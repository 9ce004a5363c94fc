import { timingSafeEqual } from 'node:crypto';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { demoDoors } from './demo-doors.ts';
import type { Doorkeeper } from './gateway/doorkeeper.ts';
import type { Staff } from './gateway/identity.ts';
import { openAccounts, type Account } from './registers/accounts.ts';
import { openAgentKeys } from './registers/agent-keys.ts';
import { openApiKeys } from './registers/api-keys.ts';
import { openClerkPhotos, PHOTO_MOST_BYTES, type ClerkPhotos } from './registers/clerk-photos.ts';
import { openLoginTries } from './registers/login-tries.ts';
import { openPairings } from './registers/pairings.ts';
import { openSessions } from './registers/sessions.ts';

export interface DoorkeeperOptions {
  dataFolder: string;
  clock: () => Instant;
  /** In a demo hall: everyone is let in by one click, and every agent by this key (at least 16 characters). */
  demo?: { hall: () => Hall; agentKey?: string };
}

/**
 * Opens the registers of who may do what.
 * @returns beside the doorkeeper the one-time password of `admin`, at the first start alone
 * Throws HallError `register-unreadable`.
 */
export async function openDoorkeeper({
  dataFolder,
  clock,
  demo,
}: DoorkeeperOptions): Promise<{ doorkeeper: Doorkeeper; firstPassword: string | null }> {
  const accounts = await openAccounts(dataFolder);
  const sessions = await openSessions(dataFolder, clock);
  const pairings = await openPairings(dataFolder, clock);
  const agentKeys = await openAgentKeys(dataFolder, clock);
  const apiKeys = await openApiKeys(dataFolder);
  const logins = await openLoginTries(dataFolder);
  const photos = await openClerkPhotos(dataFolder);
  const doors = demo === undefined ? null : demoDoors(demo.hall);
  const staffOf = (account: Account | null): Staff | null => withPhoto(shownOf(account), photos);

  /** Until somebody is the security administrator, the system's administrator is. */
  function withBoth(staff: Staff | null): Staff | null {
    if (staff?.role !== 'admin' || accounts.hasSecurityAdmin()) return staff;
    return { ...staff, also: 'security-admin' };
  }

  const doorkeeper: Doorkeeper = {
    staff(token) {
      const account = token === '' ? null : sessions.find(token);
      const member = account === null ? null : doorkeeper.member(account);
      return member?.locked === true ? null : member;
    },
    pairing(token) {
      if (token === '') return null;
      const account = doors === null ? null : sessions.find(token);
      return (account === null ? null : doors?.pairing(account)) ?? pairings.find(token);
    },
    logins: {
      deviceKey: logins.deviceKey,
      read: logins.read,
      keep: (tries) =>
        logins.keep(tries.filter(({ account }) => account === undefined || accounts.find(account) !== null)),
    },
    agent: (agent, key) => agentKeys.check(agent, key) || isSameKey(key, demo?.agentKey),
    async signIn(id, password) {
      const staff = withBoth(staffOf(await accounts.check(id, password)));
      return staff === null ? null : { staff, token: await sessions.begin(staff.account) };
    },
    signOut: (token) => sessions.end(token),
    async changePassword(account, before, after, token) {
      if (!(await accounts.changePassword(account, before, after))) return false;
      await sessions.endOthers(account, token);
      return true;
    },
    endSessions: (account) => sessions.endOthers(account),
    accounts: () => [
      ...(doors?.everyone() ?? []),
      ...accounts.list().flatMap((account) => staffOf(account) ?? []),
    ],
    member: (account) => withBoth(doors?.staff(account) ?? staffOf(accounts.find(account))),
    createAccount: ({ password, ...account }) => accounts.create(account, password),
    inviteAccount: (account) => accounts.invite(account),
    async editAccount(account, change) {
      const before = accounts.find(account);
      const outcome = await accounts.edit(account, change);
      const after = accounts.find(account);
      if (after?.locked === true || after?.role !== before?.role) await sessions.endOthers(account);
      return outcome;
    },
    async resetPassword(account) {
      const password = await accounts.resetPassword(account);
      if (password !== null) await sessions.endOthers(account);
      return password;
    },
    giveStar: (account, star) => accounts.giveStar(account, star),
    photos: { mostBytes: PHOTO_MOST_BYTES, ...photos },
    createAgentKey: (agent) => agentKeys.add(agent),
    inviteAgent: (agent) => agentKeys.invite(agent),
    enrolAgent: (agent, code) => agentKeys.enrol(agent, code),
    agents: () => agentKeys.list(),
    revokeAgentKey: (agent) => agentKeys.revoke(agent),
    apiKey: (token) => apiKeys.find(token),
    apiKeys: () => apiKeys.list(),
    createApiKey: ({ key, name, scopes }) => apiKeys.add({ key, name, scopes: [...scopes] }),
    revokeApiKey: (key) => apiKeys.revoke(key),
    invitePairing: (pairing) => pairings.offer(pairing),
    async redeemPairing(code) {
      const redeemed = await pairings.redeem(code);
      return 'refused' in redeemed ? redeemed : { token: redeemed.token, pairing: redeemed.shows };
    },
    ...(doors === null
      ? {}
      : {
          enterDemo: async (as, of) => {
            const door = doors.door(as, of);
            if (door === null) return null;
            return { cookie: door.cookie, token: await sessions.begin(door.account) };
          },
        }),
  };
  return { doorkeeper, firstPassword: accounts.firstPassword };
}

function withPhoto(staff: Staff | null, { markOf }: Pick<ClerkPhotos, 'markOf'>): Staff | null {
  const photo = staff === null ? null : markOf(staff.account);
  return staff === null || photo === null ? staff : { ...staff, photo };
}

function shownOf(account: Account | null): Staff | null {
  if (account === null) return null;
  const { id, role, name, star, oneTime, locked } = account;
  return {
    ...{ account: id, role, name },
    ...(star === undefined ? {} : { star }),
    ...(oneTime ? { oneTime } : {}),
    ...(locked === undefined ? {} : { locked }),
  };
}

function isSameKey(key: string, kept: string | undefined): boolean {
  if (kept === undefined || kept.length < 16) return false;
  const [a, b] = [Buffer.from(key), Buffer.from(kept)];
  return a.length === b.length && timingSafeEqual(a, b);
}
