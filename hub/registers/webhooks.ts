import * as z from 'zod';
import { NewWebhook, WEBHOOK_EVENTS } from '@bandecheng/shared/api-schemas';
import { Id } from '@bandecheng/shared/hall';
import { openRegister } from './register.ts';
import { newSecret, randomText } from './secret.ts';

const WebhookRow = z.strictObject({
  webhook: Id,
  url: NewWebhook.shape.url,
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1),
  /** Kept as it is: messages are signed with it. */
  secret: z.string().min(16),
});
const WebhooksDocument = z.strictObject({ webhooks: z.array(WebhookRow) });
export type Webhook = z.output<typeof WebhookRow>;

const MARK_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const MARK_LENGTH = 10;

/** Addresses to which the hall's public events are posted. */
export interface Webhooks {
  list(): readonly Webhook[];
  add(webhook: NewWebhook): Promise<Webhook>;
  /** False when there was none. */
  remove(webhook: string): Promise<boolean>;
}

/** Opens the webhooks. Throws HallError `register-unreadable`. */
export async function openWebhookRegister(dataFolder: string): Promise<Webhooks> {
  const register = await openRegister(dataFolder, 'webhooks', WebhooksDocument, { webhooks: [] });
  return {
    list: () => register.data.webhooks,
    async add({ url, events, secret = newSecret() }) {
      const webhook = { webhook: `w-${randomText(MARK_SIGNS, MARK_LENGTH)}`, url, events, secret };
      await register.change((draft) => void draft.webhooks.push(webhook));
      return webhook;
    },
    async remove(id) {
      if (!register.data.webhooks.some(({ webhook }) => webhook === id)) return false;
      await register.change((draft) => {
        draft.webhooks = draft.webhooks.filter(({ webhook }) => webhook !== id);
      });
      return true;
    },
  };
}
