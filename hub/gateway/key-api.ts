import { API_SCOPES } from '@bandecheng/shared/api-v1';
import { NewWebhook } from '@bandecheng/shared/api-schemas';
import { Id } from '@bandecheng/shared/hall';
import type { KeyKind } from '@bandecheng/shared/security-events';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { done, refused, staffRoutes, withBody, type ApiRoute } from './api-route.ts';
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
  const route = staffRoutes(doorkeeper);
  return [
    route('get', '/api/keys', 'manage-api-keys', () =>
      done({ keys: doorkeeper.apiKeys(), scopes: API_SCOPES }),
    ),
    route('post', '/api/keys', 'manage-api-keys', (by, request) =>
      withBody(NewKey, request, async (key) => {
        const token = await doorkeeper.createApiKey(key);
        if (token === null) return refused('key-taken');
        await record('api', key.key, 'given', by);
        return done({ key: key.key, token });
      }),
    ),
    route('delete', '/api/keys/:key', 'manage-api-keys', async (by, { params }) => {
      const key = String(params['key']);
      if (!(await doorkeeper.revokeApiKey(key))) return refused('key-unknown');
      await record('api', key, 'revoked', by);
      return done();
    }),
    route('get', '/api/webhooks', 'manage-webhooks', () => done({ webhooks: webhooks.list() })),
    route('post', '/api/webhooks', 'manage-webhooks', (by, request) =>
      withBody(NewWebhook, request, async (webhook) => {
        const added = await webhooks.add(webhook);
        await record('webhook', added.webhook, 'given', by);
        return done({ ...added });
      }),
    ),
    route('delete', '/api/webhooks/:webhook', 'manage-webhooks', async (by, { params }) => {
      const webhook = String(params['webhook']);
      if (!(await webhooks.remove(webhook))) return refused('webhook-unknown');
      await record('webhook', webhook, 'revoked', by);
      return done();
    }),
  ];
}
