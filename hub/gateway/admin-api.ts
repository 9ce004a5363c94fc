import { Id } from '@bandecheng/shared/hall';
import { ROLES } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { done, forStaff, refused, withBody, type ApiRoute } from './api-route.ts';
import { isDemoAccount } from './demo-screen.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { Password } from './session-api.ts';

/** 星级 of a clerk. */
const Star = z.int().min(1, '须为 1 到 5').max(5, '须为 1 到 5');

const NewAccount = z.strictObject({
  // Left over in a browser, a demo hall's session must never open a real account.
  id: Id.refine((id) => !isDemoAccount(id), '以 demo- 开头的账号留给演示大厅'),
  name: z.string().trim().min(1, '请填写姓名').max(20, '最多 20 个字'),
  role: z.enum(ROLES),
  star: Star.optional(),
  password: Password,
});
const GivenStar = z.strictObject({ account: Id, star: Star.nullable() });
const NewAgentKey = z.strictObject({ agent: Id });

/** Accounts, their stars and agent keys, for administrators. */
export function adminApi(doorkeeper: Doorkeeper): ApiRoute[] {
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
          withBody(NewAccount, request, async (account) =>
            (await doorkeeper.createAccount(account)) ? done() : refused('account-taken'),
          ),
        ),
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
  ];
}
