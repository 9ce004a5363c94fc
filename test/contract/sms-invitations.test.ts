import { createHmac } from 'node:crypto';
import { WebhookEvent } from '@bandecheng/shared/api-schemas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient, expectProblem } from '../fakes/api-client.ts';
import { filesBelow, holdersOf } from '../fakes/data-folder.ts';
import { ServedHall } from '../fakes/served-hall.ts';
import { WebhookReceiver } from '../fakes/webhook-receiver.ts';

const SECRET = 'a-secret-of-the-sms-gateway';
/** Monday 2026-11-23, a minute after the hall has closed. */
const CLOSED = Date.UTC(2026, 10, 23, 9, 1);
const soon = { timeout: 30_000, interval: 50 };

let hall: ServedHall;
let gateway: ApiClient;
let receiver: WebhookReceiver;
beforeEach(async () => {
  hall = await ServedHall.open();
  gateway = await ApiClient.of(hall.hub, 'sms-gateway', ['ratings', 'webhooks']);
});
afterEach(async () => {
  await hall.stop();
  await receiver.stop();
});

describe('an invitation by text message', () => {
  it('goes out on the same day, signed, for whoever has not rated on the spot, until it is accepted', async () => {
    receiver = await WebhookReceiver.start(2);
    const hook = { url: receiver.url, events: ['rating-invited'], secret: SECRET };
    expect((await gateway.post('/webhooks', hook)).status).toBe(201);
    await hall.rated('satisfied');
    const visit = await hall.serve();
    hall.hub.now = CLOSED;
    await hall.hub.restart();
    await expect.poll(() => receiver.accepted().length, soon).toBe(1);
    expect(receiver.received).toHaveLength(3);
    for (const { headers, body } of receiver.received) {
      const signed = `${String(headers['x-bandecheng-timestamp'])}.${body}`;
      const signature = createHmac('sha256', SECRET).update(signed).digest('hex');
      expect(headers['x-bandecheng-signature']).toBe(`sha256=${signature}`);
    }
    const [message] = receiver.accepted();
    expect(WebhookEvent.parse(message)).toMatchObject({
      ...{ type: 'rating-invited', visit, at: CLOSED, counter: { counter: 'c1' } },
      ticket: { number: 'A002', key: expect.stringMatching(/^[a-z0-9]{12}$/) as string },
    });
    expect(await hall.hub.seen('SmsInvited')).toBe(1);

    const receipt = { visit, outcome: 'delivered' };
    for (let i = 0; i < 2; i += 1)
      expect(await gateway.post('/ratings/receipts', receipt)).toMatchObject({
        status: 200,
        body: { visit },
      });
    expect(await hall.hub.seen('SmsReceipted')).toBe(1);
    const stranger = { visit: '2026-11-23-A001.1', outcome: 'delivered' };
    expectProblem(await gateway.post('/ratings/receipts', stranger), 404, 'visit-unknown');

    const answer = { visit, channel: 'sms', level: 'dissatisfied', foreignId: 'sms-1', text: '回复：等太久' };
    const passOn = (more: object = {}) => gateway.post('/ratings', { ...answer, ...more });
    expect(await passOn()).toMatchObject({ status: 201, body: { visit, known: false } });
    hall.hub.now += 24 * 3_600_000;
    expect(await passOn()).toMatchObject({ status: 201, body: { visit, known: true } });
    expectProblem(await passOn({ foreignId: 'sms-2', ratedAt: 0 }), 422, 'rating-time-impossible');
    expect(await passOn({ foreignId: 'sms-3', level: 'satisfied' })).toMatchObject({
      body: { known: false },
    });
    expectProblem(await passOn({ foreignId: 'sms-4' }), 409, 'rated-already');
    hall.hub.now += 30 * 24 * 3_600_000;
    expectProblem(await passOn({ foreignId: 'sms-5' }), 404, 'visit-unknown');
    expect(await hall.hub.seen('RatingGiven')).toBe(2);
    const folder = await filesBelow(hall.hub.folder);
    expect(holdersOf(Buffer.from('回复：等太久'), folder)).toEqual([]);
  });
});
