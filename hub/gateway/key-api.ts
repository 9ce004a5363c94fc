import { API_SCOPES } from '@bandecheng/shared/api-v1';
import { NewWebhook } from '@bandecheng/shared/api-schemas';
import { Id } from '@bandecheng/shared/hall';
import type { KeyKind } from '@bandecheng/shared/security-events';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { done, forStaff, refused, withBody, type ApiRoute } from './api-route.ts';
import type { Doorkeeper, WebhookDesk } from './doorkeeper.ts';
import type { Staff } from './identity.ts';
import { onRecord, staffActor } from './on-record.ts';

const NewKey = z.strictObject({
  key: Id,
  name: z.string().trim().min(1, '请填写用途').max(60, '最多 60 个字'),
  scopes: z.array(z.enum(API_SCOPES)).min(1, '至少一项权限'),
});

/** Keys and webhooks of other systems: the ones for security administrators, the others for the system's. */
export function keyApi(hub: Pick<Hub, 'handle'>, doorkeeper: Doorkeeper, webhooks: WebhookDesk): ApiRoute[] {
  const record = (kind: KeyKind, key: string, change: 'given' | 'revoked', by: Staff): Promise<void> =>
    onRecord(hub, { type: 'KeyChanged', data: { kind, key, change } }, staffActor(by));
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
        forStaff('manage-api-keys', request, doorkeeper, (by) =>
          withBody(NewKey, request, async (key) => {
            const token = await doorkeeper.createApiKey(key);
            if (token === null) return refused('key-taken');
            await record('api', key.key, 'given', by);
            return done({ key: key.key, token });
          }),
        ),
    },
    {
      method: 'delete',
      path: '/api/keys/:key',
      handle: (request) =>
        forStaff('manage-api-keys', request, doorkeeper, async (by) => {
          const key = String(request.params['key']);
          if (!(await doorkeeper.revokeApiKey(key))) return refused('key-unknown');
          await record('api', key, 'revoked', by);
          return done();
        }),
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
        forStaff('manage-webhooks', request, doorkeeper, (by) =>
          withBody(NewWebhook, request, async (webhook) => {
            const added = await webhooks.add(webhook);
            await record('webhook', added.webhook, 'given', by);
            return done({ ...added });
          }),
        ),
    },
    {
      method: 'delete',
      path: '/api/webhooks/:webhook',
      handle: (request) =>
        forStaff('manage-webhooks', request, doorkeeper, async (by) => {
          const webhook = String(request.params['webhook']);
          if (!(await webhooks.remove(webhook))) return refused('webhook-unknown');
          await record('webhook', webhook, 'revoked', by);
          return done();
        }),
    },
  ];
}
