import { Id } from '@bandecheng/shared/hall';
import type { AccountChange } from '@bandecheng/shared/security-events';
import { ROLES, type Instant, type Role } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import {
  done,
  forStaff,
  refused,
  withBody,
  type ApiReply,
  type ApiRequest,
  type ApiRoute,
} from './api-route.ts';
import { isDemoAccount } from './demo-screen.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { Staff } from './identity.ts';
import type { LoginThrottle } from './login-throttle.ts';
import { onRecord, staffActor } from './on-record.ts';
import { Password } from './session-api.ts';

/** 星级 of a clerk. */
const Star = z.int().min(1, '须为 1 到 5').max(5, '须为 1 到 5');

const Name = z.string().trim().min(1, '请填写姓名').max(20, '最多 20 个字');
const NewAccount = z.strictObject({
  // Left over in a browser, a demo hall's session must never open a real account.
  id: Id.refine((id) => !isDemoAccount(id), '以 demo- 开头的账号留给演示大厅'),
  name: Name,
  role: z.enum(ROLES),
  star: Star.optional(),
  /** Absent: the hub makes a one-time password and answers it. */
  password: Password.optional(),
});
const AccountEdit = z.strictObject({
  name: Name.optional(),
  role: z.enum(ROLES).optional(),
  locked: z.boolean().optional(),
});
const GivenStar = z.strictObject({ account: Id, star: Star.nullable() });
const NewAgentKey = z.strictObject({ agent: Id });

export interface AdminParts {
  hub: Pick<Hub, 'handle'>;
  doorkeeper: Doorkeeper;
  throttle: Pick<LoginThrottle, 'forgive' | 'save'>;
  clock: () => Instant;
  /** Somebody's session has ended: screens opened as them are to be hung up on. */
  onSignOut: () => void;
  /** An agent's key is gone: whoever is connected with it is to be hung up on. */
  hangUp: (agent: string) => void;
}

/** Accounts, their stars and agent keys, for security administrators; each change is on record before its answer. */
export function adminApi(parts: AdminParts): ApiRoute[] {
  return [...accountRoutes(parts), ...agentRoutes(parts)];
}

function accountRoutes(parts: AdminParts): ApiRoute[] {
  const { doorkeeper } = parts;
  return [
    {
      method: 'get',
      path: '/api/accounts',
      handle: (request) =>
        forStaff('read-accounts', request, doorkeeper, () => done({ accounts: doorkeeper.accounts() })),
    },
    {
      method: 'post',
      path: '/api/accounts',
      handle: (request) =>
        forStaff('create-account', request, doorkeeper, (by) =>
          withBody(NewAccount, request, (account) => create(account, by, parts)),
        ),
    },
    {
      method: 'put',
      path: '/api/accounts/:account',
      handle: (request) =>
        forStaff('edit-account', request, doorkeeper, (by) =>
          withBody(AccountEdit, request, (edit) => change(accountOf(request), edit, by, parts)),
        ),
    },
    {
      method: 'post',
      path: '/api/accounts/:account/password',
      handle: (request) =>
        forStaff('edit-account', request, doorkeeper, (by) => resetPassword(accountOf(request), by, parts)),
    },
    {
      method: 'delete',
      path: '/api/accounts/:account/sessions',
      handle: (request) =>
        forStaff('end-sessions', request, doorkeeper, async (by) => {
          const account = accountOf(request);
          if (doorkeeper.member(account) === null) return refused('account-unknown');
          await doorkeeper.endSessions(account);
          await recordChange(account, ['signed-out'], by, parts);
          parts.onSignOut();
          return done();
        }),
    },
    {
      method: 'post',
      path: '/api/stars',
      handle: (request) =>
        forStaff('give-star', request, doorkeeper, (by) =>
          withBody(GivenStar, request, async ({ account, star }) => {
            if (!(await doorkeeper.giveStar(account, star))) return refused('account-unknown');
            await recordChange(account, ['star-given'], by, parts);
            return done();
          }),
        ),
    },
  ];
}

const accountOf = (request: ApiRequest): string => String(request.params['account']);

async function recordChange(
  account: string,
  changes: readonly AccountChange[],
  by: Staff,
  { hub }: AdminParts,
  role?: Role,
): Promise<void> {
  const data = { account, changes, ...(role === undefined ? {} : { role }) };
  await onRecord(hub, { type: 'AccountChanged', data }, staffActor(by));
}

async function create(
  { password, ...account }: z.output<typeof NewAccount>,
  by: Staff,
  parts: AdminParts,
): Promise<ApiReply> {
  const { doorkeeper } = parts;
  const oneTime = password === undefined ? await doorkeeper.inviteAccount(account) : null;
  const made =
    password === undefined ? oneTime !== null : await doorkeeper.createAccount({ ...account, password });
  if (!made) return refused('account-taken');
  await recordChange(account.id, ['created'], by, parts, account.role);
  return oneTime === null ? done() : done({ password: oneTime });
}

/** Nobody gives themselves a role, nor takes their own account out of the others' sight. */
async function change(
  account: string,
  edit: z.output<typeof AccountEdit>,
  by: Staff,
  parts: AdminParts,
): Promise<ApiReply> {
  const { doorkeeper, throttle, clock, onSignOut } = parts;
  const before = doorkeeper.accounts().find((one) => one.account === account);
  if (before === undefined) return refused('account-unknown');
  const changes = changesOf(before, edit);
  if (account === by.account && changes.some((one) => one !== 'renamed')) return refused('own-account');
  const outcome = await doorkeeper.editAccount(account, edit);
  onSignOut();
  if (outcome !== 'done') return refused(outcome);
  if (changes.includes('unlocked')) {
    throttle.forgive(account);
    await throttle.save(clock());
  }
  if (changes.length > 0)
    await recordChange(account, changes, by, parts, changes.includes('role-given') ? edit.role : undefined);
  return done();
}

function changesOf(before: Staff, { name, role, locked }: z.output<typeof AccountEdit>): AccountChange[] {
  const wasLocked = before.locked === true;
  return [
    ...(name !== undefined && name !== before.name ? (['renamed'] as const) : []),
    ...(role !== undefined && role !== before.role ? (['role-given'] as const) : []),
    ...(locked === true && !wasLocked ? (['locked'] as const) : []),
    ...(locked === false && wasLocked ? (['unlocked'] as const) : []),
  ];
}

/** An own password is changed with the old one alone. */
async function resetPassword(account: string, by: Staff, parts: AdminParts): Promise<ApiReply> {
  if (account === by.account) return refused('own-account');
  const password = await parts.doorkeeper.resetPassword(account);
  parts.onSignOut();
  if (password === null) return refused('account-unknown');
  parts.throttle.forgive(account);
  await parts.throttle.save(parts.clock());
  await recordChange(account, ['password-reset'], by, parts);
  return done({ password });
}

function agentRoutes({ hub, doorkeeper, hangUp }: AdminParts): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/api/agents',
      handle: (request) =>
        forStaff('create-agent-key', request, doorkeeper, () => done({ agents: doorkeeper.agents() })),
    },
    {
      method: 'post',
      path: '/api/agents',
      handle: (request) =>
        forStaff('create-agent-key', request, doorkeeper, (by) =>
          withBody(NewAgentKey, request, async ({ agent }) => {
            const key = await doorkeeper.createAgentKey(agent);
            hangUp(agent);
            await recordKey(hub, agent, 'given', by);
            return done({ key });
          }),
        ),
    },
    {
      method: 'delete',
      path: '/api/agents/:agent',
      handle: (request) =>
        forStaff('revoke-agent-key', request, doorkeeper, async (by) => {
          const agent = String(request.params['agent']);
          if (!(await doorkeeper.revokeAgentKey(agent))) return refused('agent-unknown');
          hangUp(agent);
          await recordKey(hub, agent, 'revoked', by);
          return done();
        }),
    },
  ];
}

async function recordKey(
  hub: AdminParts['hub'],
  key: string,
  change: 'given' | 'revoked',
  by: Staff,
): Promise<void> {
  await onRecord(hub, { type: 'KeyChanged', data: { kind: 'agent', key, change } }, staffActor(by));
}
