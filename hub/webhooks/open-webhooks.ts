import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewWebhook, WebhookAnswer } from '@bandecheng/shared/api-schemas';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { openWebhookRegister, type Webhook } from '../registers/webhooks.ts';
import type { HallState } from '../state/hall-state.ts';
import { Delivery, type DeliveryParts } from './delivery.ts';
import { postMessage } from './post-message.ts';
import { publicEvents } from './public-events.ts';
import { WaitingFile } from './waiting-file.ts';

export interface WebhookOptions {
  dataFolder: string;
  clock: () => Instant;
  onNotice: DeliveryParts['onNotice'];
}

export interface WebhookSender {
  /** An event read back from the journal at start: it may have been lost on the way to a webhook. */
  readBack(event: RecordedEvent): void;
  /** The state is whole: sends what waits, and what was lost. */
  begin(state: HallState): Promise<void>;
  /** What has just happened, and is on disk. */
  take(events: readonly RecordedEvent[], state: HallState): void;
  list(): WebhookAnswer[];
  /** The new webhook's id and secret; it is told of what happens from now on. */
  add(webhook: NewWebhook, state: HallState): Promise<{ webhook: string; secret: string }>;
  /** False when there was none. */
  remove(webhook: string): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * The webhooks and what waits for them. Changes nothing on disk before `begin`, so that a hub whose journal is in
 * use by another leaves it alone. Throws HallError `register-unreadable`.
 */
export async function openWebhooks(options: WebhookOptions): Promise<WebhookSender> {
  const { dataFolder, clock, onNotice } = options;
  const register = await openWebhookRegister(dataFolder);
  const folder = join(dataFolder, 'webhooks');
  const pathOf = (webhook: string): string => join(folder, `${webhook}.jsonl`);
  const files = new Map<string, WaitingFile>();
  for (const { webhook } of register.list()) {
    const file = await WaitingFile.read(pathOf(webhook));
    if (file !== null) files.set(webhook, file);
  }
  const deliveries = new Map<string, Delivery>();
  let readBack: RecordedEvent[] = [];

  function open(webhook: Webhook, file: WaitingFile): void {
    const parts = { webhook, file, clock, onNotice, post: postMessage, after };
    deliveries.set(webhook.webhook, new Delivery(parts));
  }

  function take(events: readonly RecordedEvent[], state: HallState): void {
    if (deliveries.size === 0) return;
    for (const { seq, message } of publicEvents(events, state))
      for (const { webhook, file } of deliveries.values())
        if (webhook.events.includes(message.type)) file.add(seq, message);
    for (const delivery of deliveries.values()) delivery.wake();
  }

  return {
    take,
    readBack(event) {
      if ([...files.values()].some((file) => event.seq > file.takenSeq)) readBack.push(event);
    },
    async begin(state) {
      const lost = readBack;
      readBack = [];
      if (register.list().length > 0) await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const webhook of register.list())
        open(webhook, files.get(webhook.webhook) ?? WaitingFile.create(pathOf(webhook.webhook), state.seq));
      take(lost, state);
    },
    list: () =>
      [...deliveries.values()].map(({ webhook: { webhook, url, events }, file, failures, givenUp }) => ({
        ...{ webhook, url, events, waiting: file.waiting.length, attempts: failures, givenUp },
      })),
    async add(asked, state) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const webhook = await register.add(asked);
      open(webhook, WaitingFile.create(pathOf(webhook.webhook), state.seq));
      return { webhook: webhook.webhook, secret: webhook.secret };
    },
    async remove(id) {
      const delivery = deliveries.get(id);
      if (delivery === undefined || !(await register.remove(id))) return false;
      deliveries.delete(id);
      await delivery.stop();
      await delivery.file.remove();
      return true;
    },
    async stop() {
      for (const delivery of deliveries.values()) await delivery.stop();
    },
  };
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
