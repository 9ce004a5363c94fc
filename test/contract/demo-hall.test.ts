import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KEY, outcome, TestHub } from '../fakes/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.start(true);
});
afterAll(() => hub.stop());

async function enter(as: string, of?: string): Promise<string> {
  const { status, cookies } = await hub.api('POST', '/api/demo/enter', { as, of });
  expect(status).toBe(200);
  return cookies.join('; ');
}

describe('a demo hall', () => {
  it('says what it is and where its virtual devices are', async () => {
    expect((await hub.api('GET', '/api/hall')).body).toMatchObject({
      demo: true,
      virtualUrl: 'http://127.0.0.1:4999',
    });
  });

  it('opens every screen by one click, all of them in one browser at once', async () => {
    const screens: [string, string?][] = [
      ['kiosk', 'k1'],
      ['kiosk', 'k2'],
      ['display'],
      ['counter', 'c1'],
      ['counter', 'c2'],
      ['desk'],
      ['devices'],
    ];
    const cookies: string[] = [];
    for (const [as, of] of screens) cookies.push(await enter(as, of));
    for (const [as, of] of screens)
      expect(await outcome(hub.screen(as, of, cookies.join('; '))), `${as} ${of}`).toBe('connected');
  });

  it('makes each counter another clerk', async () => {
    const both = `${await enter('counter', 'c1')}; ${await enter('counter', 'c2')}`;
    for (const of of ['c1', 'c2']) {
      const counter = hub.screen('counter', of, both);
      await outcome(counter);
      const open = { id: `open-counter-${of}`, type: 'OpenCounter', counter: of };
      expect(await counter.timeout(3_000).emitWithAck('command:send', open)).toMatchObject({ ok: true });
    }
  });

  it('has no door to what is not there, and none to administration', async () => {
    expect(await hub.api('POST', '/api/demo/enter', { as: 'counter', of: 'c99' })).toMatchObject({
      status: 404,
    });
    expect(await hub.api('POST', '/api/demo/enter', { as: 'kiosk' })).toMatchObject({ status: 404 });
    expect(await hub.api('POST', '/api/demo/enter', { as: 'admin' })).toMatchObject({ status: 400 });
    const desk = await enter('desk');
    expect(await outcome(hub.screen('counter', 'c1', desk))).toBe('not-signed-in');
    expect((await hub.api('POST', '/api/agents', { agent: 'x1' }, desk)).status).toBe(401);
    const renamed = desk.replace('bdc_session_desk', 'bdc_session');
    expect((await hub.api('POST', '/api/agents', { agent: 'x1' }, renamed)).status).toBe(403);
  });

  it('has a second person at the rules, so that what the first proposed can be signed', async () => {
    const [first, second] = [await enter('rules'), await enter('rules', 'second')];
    expect(first.split('=')[0]).toBe(second.split('=')[0]);
    const override = {
      ...{ issuedOn: '2026-11-20', source: '区政务服务中心通知', closing: [] },
      legal: [{ date: '2026-11-24', name: '大雪停业', off: true }],
    };
    const asked = { override, confirmed: true };
    expect((await hub.api('POST', '/api/calendar/proposals', asked, first)).status).toBe(200);
    const { proposal } = (await hub.api('GET', '/api/calendar', undefined, second)).body as {
      proposal: { proposal: string };
    };
    const sign = (cookie: string) =>
      hub.api('POST', `/api/calendar/proposals/${proposal.proposal}/sign`, undefined, cookie);
    expect((await sign(first)).body).toMatchObject({ refused: 'own-proposal' });
    expect((await sign(second)).status).toBe(200);
  });

  it("knows the demo's agent by the key it was started with", async () => {
    expect(await outcome(hub.agent('hall-1', DEMO_KEY))).toBe('connected');
    expect(await outcome(hub.agent('hall-1', `${DEMO_KEY}x`))).toBe('not-allowed');
  });
});
