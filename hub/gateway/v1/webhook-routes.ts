import type { SecurityEvent } from '@bandecheng/shared/security-events';
import { onRecord } from '../on-record.ts';
import { told, type Handlers, type RouteParts } from './handler.ts';

/** Webhooks: listed, registered, removed. */
export function webhookRoutes({
  hub,
  webhooks,
}: RouteParts): Handlers<'listWebhooks' | 'createWebhook' | 'removeWebhook'> {
  return {
    listWebhooks: () => ({ answer: { webhooks: webhooks.list() } }),
    createWebhook: async ({ actor, body }) => {
      const added = await webhooks.add(body);
      await onRecord(hub, changed(added.webhook, 'given'), actor);
      return told(hub, added);
    },
    removeWebhook: async ({ actor, params: { webhook } }) => {
      if (!(await webhooks.remove(webhook))) return { problem: { word: 'webhook-unknown' } };
      await onRecord(hub, changed(webhook, 'revoked'), actor);
      return { answer: { webhook } };
    },
  };
}

function changed(key: string, change: 'given' | 'revoked'): SecurityEvent {
  return { type: 'KeyChanged', data: { kind: 'webhook', key, change } };
}
