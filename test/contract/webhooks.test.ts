import { createHmac } from 'node:crypto';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebhookEvent, type WebhookAnswer } from '@bandecheng/shared/api-schemas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../fakes/api-client.ts';
import { TestHub } from '../fakes/test-hub.ts';
import { WebhookReceiver } from '../fakes/webhook-receiver.ts';

const SECRET = 'a-secret-of-the-city-app';
const ALL = ['ticket-issued', 'ticket-called', 'ticket-finished', 'appointment-booked'];

let hub: TestHub;
let app: ApiClient;
let receiver: WebhookReceiver;
beforeEach(async () => {
  hub = await TestHub.start();
  app = await ApiClient.of(hub, 'city-app', ['tickets', 'appointments', 'webhooks']);
});
afterEach(async () => {
  await hub.stop();
  await receiver.stop();
});

const soon = { timeout: 20_000, interval: 50 };
const take = (): Promise<unknown> => app.post('/tickets', { service: 'social' });

async function register(events: readonly string[] = ALL): Promise<string> {
  const { status, body } = await app.post('/webhooks', { url: receiver.url, events, secret: SECRET });
  expect(status).toBe(201);
  return String(body['webhook']);
}

async function standing(): Promise<WebhookAnswer | undefined> {
  return ((await app.get('/webhooks')).body['webhooks'] as WebhookAnswer[])[0];
}

describe('a webhook', () => {
  it('that fails twice, with a restart of the hub in between, is told everything once it accepts, in order', async () => {
    receiver = await WebhookReceiver.start(2);
    await register();
    await take();
    await expect.poll(() => receiver.received.length, soon).toBe(1);
    await take();
    await hub.restart();
    await take();
    await expect.poll(() => receiver.accepted().length, soon).toBe(3);
    const numbers = receiver.accepted().map((message) => (message['ticket'] as { number: string }).number);
    expect(numbers).toEqual(['A001', 'A002', 'A003']);
    expect(receiver.received.slice(0, 3).map(({ accepted }) => accepted)).toEqual([false, false, true]);
    const ids = receiver.received.slice(0, 3).map(({ headers }) => headers['x-bandecheng-id']);
    expect(new Set(ids).size).toBe(1);
    await expect.poll(async () => (await standing())?.waiting, soon).toBe(0);
  });

  it('can tell by the signature that a message comes from the hall', async () => {
    receiver = await WebhookReceiver.start(0);
    await register();
    await take();
    await expect.poll(() => receiver.received.length, soon).toBe(1);
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[number]];
    const expected = createHmac('sha256', SECRET)
      .update(`${String(headers['x-bandecheng-timestamp'])}.${body}`)
      .digest('hex');
    expect(headers['x-bandecheng-signature']).toBe(`sha256=${expected}`);
    expect(WebhookEvent.safeParse(JSON.parse(body)).error).toBeUndefined();
  });

  it('is told what it chose alone, and of no person', async () => {
    receiver = await WebhookReceiver.start(0);
    await register(['appointment-booked']);
    await take();
    const startsAt = hub.now + 3_600_000;
    await app.post('/appointments', {
      service: 'social',
      startsAt,
      person: '11010119900307123X',
      code: 'ABC123',
    });
    await expect.poll(() => receiver.received.length, soon).toBe(1);
    expect(receiver.accepted()).toEqual([
      {
        ...{ id: expect.stringMatching(/^qinghe-\d+$/) as string, type: 'appointment-booked' },
        ...{ at: hub.now, hall: 'qinghe' },
        service: { service: 'social', name: { zh: '社会保险', en: 'Social insurance' } },
        appointment: { appointment: '2026-11-23-ABC123', code: 'ABC123', startsAt },
      },
    ]);
  });

  it('registered late is not told of what was before', async () => {
    receiver = await WebhookReceiver.start(0);
    await take();
    await register();
    await hub.restart();
    await take();
    await expect.poll(() => receiver.accepted().length, soon).toBe(1);
    expect(receiver.accepted()[0]).toMatchObject({ ticket: { number: 'A002' } });
  });

  it('removed is told no more, and what waited for it is gone from the disk', async () => {
    receiver = await WebhookReceiver.start(1_000);
    const webhook = await register();
    await take();
    await expect.poll(async () => (await standing())?.attempts, soon).toBe(1);
    expect(await standing()).toMatchObject({ webhook, waiting: 1, url: receiver.url });
    const { status } = await app.send('DELETE', `/webhooks/${webhook}`, undefined);
    expect(status).toBe(200);
    expect(await standing()).toBeUndefined();
    expect(await readdir(join(hub.folder, 'webhooks'))).toEqual([]);
    expect((await app.send('DELETE', `/webhooks/${webhook}`, undefined)).body).toMatchObject({
      status: 404,
      word: 'webhook-unknown',
    });
  });

  it('that is away holds up no ticket, and its secret is in no log', async () => {
    receiver = await WebhookReceiver.start(0);
    await app.post('/webhooks', { url: 'http://127.0.0.1:9/hook?token=hidden', events: ALL, secret: SECRET });
    for (let i = 0; i < 5; i += 1) await take();
    await expect.poll(async () => (await standing())?.attempts, soon).toBeGreaterThan(0);
    expect(await standing()).toMatchObject({ waiting: 5 });
    const logged = JSON.stringify(hub.logged);
    expect(logged).toContain('a webhook did not accept a message');
    expect(logged).not.toMatch(/hidden|a-secret-of/);
  });

  it('is registered and removed by an administrator too', async () => {
    receiver = await WebhookReceiver.start(0);
    const admin = await hub.asAdmin();
    const made = await hub.api('POST', '/api/webhooks', { url: receiver.url, events: ALL }, admin);
    expect(made.body).toMatchObject({ ok: true, secret: expect.stringMatching(/^.{43}$/) as string });
    const { body } = await hub.api('GET', '/api/webhooks', undefined, admin);
    expect(body['webhooks']).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain(String(made.body['secret']));
    const gone = await hub.api('DELETE', `/api/webhooks/${String(made.body['webhook'])}`, undefined, admin);
    expect(gone.body).toEqual({ ok: true });
    const wrong = await hub.api('POST', '/api/webhooks', { url: 'file:///etc', events: [] }, admin);
    expect((wrong.body['problems'] as { path: string }[]).map((p) => p.path)).toEqual(['url', 'events']);
  });

  it('loses nothing when the hub is killed between the journal and its own file', async () => {
    receiver = await WebhookReceiver.start(2);
    const webhook = await register();
    const path = join(hub.folder, 'webhooks', `${webhook}.jsonl`);
    await expect.poll(() => readFile(path, 'utf8'), soon).toMatch(/^\{"done":\d+\}\n$/);
    const before = await readFile(path);
    await take();
    await hub.restart(async () => {
      await writeFile(path, before);
      // A killed hub has written no snapshot either.
      await rm(join(hub.folder, 'snapshot.json'), { force: true });
    });
    await expect.poll(() => receiver.accepted().length, soon).toBe(1);
    expect(receiver.accepted()[0]).toMatchObject({ ticket: { number: 'A001' } });
  });
});
