import { API_SCOPES } from '@bandecheng/shared/api-v1';
import { NewWebhook } from '@bandecheng/shared/api-schemas';
import { Id } from '@bandecheng/shared/hall';
import * as z from 'zod';
import { done, forStaff, refused, withBody, type ApiRoute } from './api-route.ts';
import type { Doorkeeper, WebhookDesk } from './doorkeeper.ts';

const NewKey = z.strictObject({
  key: Id,
  name: z.string().trim().min(1, '请填写用途').max(60, '最多 60 个字'),
  scopes: z.array(z.enum(API_SCOPES)).min(1, '至少一项权限'),
});

/** Keys and webhooks of other systems, for administrators. */
export function keyApi(doorkeeper: Doorkeeper, webhooks: WebhookDesk): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/api/keys',
      handle: (request) =>
        forStaff('manage-api-keys', request, doorkeeper, () =>
          done({ keys: doorkeeper.apiKeys(), scopes: API_SCOPES }),
        ),
    },
    {
      method: 'post',
      path: '/api/keys',
      handle: (request) =>
        forStaff('manage-api-keys', request, doorkeeper, () =>
          withBody(NewKey, request, async (key) => {
            const token = await doorkeeper.createApiKey(key);
            return token === null ? refused('key-taken') : done({ key: key.key, token });
          }),
        ),
    },
    {
      method: 'delete',
      path: '/api/keys/:key',
      handle: (request) =>
        forStaff('manage-api-keys', request, doorkeeper, async () =>
          (await doorkeeper.revokeApiKey(String(request.params['key']))) ? done() : refused('key-unknown'),
        ),
    },
    {
      method: 'get',
      path: '/api/webhooks',
      handle: (request) =>
        forStaff('manage-webhooks', request, doorkeeper, () => done({ webhooks: webhooks.list() })),
    },
    {
      method: 'post',
      path: '/api/webhooks',
      handle: (request) =>
        forStaff('manage-webhooks', request, doorkeeper, () =>
          withBody(NewWebhook, request, async (webhook) => done({ ...(await webhooks.add(webhook)) })),
        ),
    },
    {
      method: 'delete',
      path: '/api/webhooks/:webhook',
      handle: (request) =>
        forStaff('manage-webhooks', request, doorkeeper, async () =>
          (await webhooks.remove(String(request.params['webhook']))) ? done() : refused('webhook-unknown'),
        ),
    },
  ];
}
