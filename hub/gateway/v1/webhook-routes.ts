import { told, type Handlers, type RouteParts } from './handler.ts';

/** Webhooks: listed, registered, removed. */
export function webhookRoutes({
  hub,
  webhooks,
}: RouteParts): Handlers<'listWebhooks' | 'createWebhook' | 'removeWebhook'> {
  return {
    listWebhooks: () => ({ answer: { webhooks: webhooks.list() } }),
    createWebhook: async ({ body }) => told(hub, await webhooks.add(body)),
    removeWebhook: async ({ params: { webhook } }) =>
      (await webhooks.remove(webhook)) ? { answer: { webhook } } : { problem: { word: 'webhook-unknown' } },
  };
}
