import { Id } from '@bandecheng/shared/hall';
import { ROLES } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { done, forStaff, refused, withBody, type ApiRequest, type ApiRoute } from './api-route.ts';
import { isDemoAccount } from './demo-screen.ts';
import type { Doorkeeper } from './doorkeeper.ts';
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
  doorkeeper: Doorkeeper;
  /** Somebody's session has ended: screens opened as them are to be hung up on. */
  onSignOut: () => void;
  /** An agent's key is gone: whoever is connected with it is to be hung up on. */
  hangUp: (agent: string) => void;
}

/** Accounts, their stars and agent keys, for administrators. */
export function adminApi(parts: AdminParts): ApiRoute[] {
  return [...accountRoutes(parts), ...agentRoutes(parts)];
}

function accountRoutes({ doorkeeper, onSignOut }: AdminParts): ApiRoute[] {
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
        forStaff('create-account', request, doorkeeper, () =>
          withBody(NewAccount, request, async ({ password, ...account }) => {
            if (password !== undefined)
              return (await doorkeeper.createAccount({ ...account, password }))
                ? done()
                : refused('account-taken');
            const oneTime = await doorkeeper.inviteAccount(account);
            return oneTime === null ? refused('account-taken') : done({ password: oneTime });
          }),
        ),
    },
    {
      method: 'put',
      path: '/api/accounts/:account',
      handle: (request) =>
        forStaff('edit-account', request, doorkeeper, () =>
          withBody(AccountEdit, request, async (edit) => {
            const outcome = await doorkeeper.editAccount(accountOf(request), edit);
            onSignOut();
            return outcome === 'done' ? done() : refused(outcome);
          }),
        ),
    },
    {
      method: 'post',
      path: '/api/accounts/:account/password',
      handle: (request) =>
        forStaff('edit-account', request, doorkeeper, async () => {
          const password = await doorkeeper.resetPassword(accountOf(request));
          onSignOut();
          return password === null ? refused('account-unknown') : done({ password });
        }),
    },
    {
      method: 'post',
      path: '/api/stars',
      handle: (request) =>
        forStaff('give-star', request, doorkeeper, () =>
          withBody(GivenStar, request, async ({ account, star }) =>
            (await doorkeeper.giveStar(account, star)) ? done() : refused('account-unknown'),
          ),
        ),
    },
  ];
}

const accountOf = (request: ApiRequest): string => String(request.params['account']);

function agentRoutes({ doorkeeper, hangUp }: AdminParts): ApiRoute[] {
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
        forStaff('create-agent-key', request, doorkeeper, () =>
          withBody(NewAgentKey, request, async ({ agent }) =>
            done({ key: await doorkeeper.createAgentKey(agent) }),
          ),
        ),
    },
    {
      method: 'delete',
      path: '/api/agents/:agent',
      handle: (request) =>
        forStaff('revoke-agent-key', request, doorkeeper, async () => {
          const agent = String(request.params['agent']);
          if (!(await doorkeeper.revokeAgentKey(agent))) return refused('agent-unknown');
          hangUp(agent);
          return done();
        }),
    },
  ];
}
