import { connect } from 'node:net';
import { once } from 'node:events';
import type { KioskView, QueueView } from '@bandecheng/shared/views';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLERK, NINE } from '../../given.ts';
import { hearing, send, TestGateway, views } from '../../fakes/test-gateway.ts';

let hall: TestGateway;
beforeEach(async () => {
  hall = await TestGateway.open();
});
afterEach(() => hall.close());

const issue = (id: string) => ({ id, type: 'IssueTicket', service: 'social' });
const issued = (view: { data: unknown } | undefined) => (view?.data as QueueView | undefined)?.totals.issued;

describe('a screen', () => {
  it('is sent each of its views when it comes, and the newest when something happens', async () => {
    const desk = await hall.screen('desk', undefined, 'desk');
    const seen = views(desk);
    await expect.poll(() => seen.map((v) => v.view).sort()).toEqual(['cases', 'devices', 'queue', 'ratings']);
    const answer = await send(desk, issue('command-1'));
    await expect.poll(() => issued(seen.filter((v) => v.view === 'queue').at(-1))).toBe(1);
    expect(seen.at(-1)).toMatchObject({ view: 'queue', seq: answer.ok && answer.seq, at: hall.now });
  });

  it('has its answer before the view that shows what it did', async () => {
    const desk = await hall.screen('desk', undefined, 'desk');
    const seen = views(desk);
    await expect.poll(() => seen.length).toBe(4);
    const order: string[] = [];
    desk.on('view:published', () => order.push('view'));
    await send(desk, issue('command-1')).then(() => order.push('answer'));
    await expect.poll(() => order).toEqual(['answer', 'view']);
  });

  it('gets one ticket for a command it sends again, after the answer and before it', async () => {
    const desk = await hall.screen('desk', undefined, 'desk');
    hall.journal.hold();
    const both = [send(desk, issue('command-1')), send(desk, issue('command-1'))];
    await vi.waitUntil(() => hall.hub.state.totals.issued === 1);
    hall.journal.letGo();
    const later = await send(desk, issue('command-1'));
    const numbers = [...(await Promise.all(both)), later].map((a) => a.ok && a.ticket?.number);
    expect(numbers).toEqual(['A001', 'A001', 'A001']);
    expect(hall.hub.state.totals.issued).toBe(1);
  });

  it('is answered and shown nothing that is not on disk', async () => {
    const desk = await hall.screen('desk', undefined, 'desk');
    const seen = views(desk);
    await expect.poll(() => seen.length).toBe(4);
    hall.journal.hold();
    const answered = vi.fn();
    void send(desk, issue('command-1')).then(answered);
    await vi.waitUntil(() => hall.hub.state.totals.issued === 1);
    const newcomer = await hall.screen('desk', undefined, 'desk');
    const shown = views(newcomer);
    await expect.poll(() => shown.map((v) => v.view).sort()).toEqual(['cases', 'devices', 'ratings']);
    expect(answered).not.toHaveBeenCalled();
    expect(seen).toHaveLength(4);
    hall.journal.letGo();
    await expect.poll(() => issued(seen.at(-1))).toBe(1);
    await expect.poll(() => issued(shown.find((v) => v.view === 'queue'))).toBe(1);
    expect(answered).toHaveBeenCalledOnce();
  });

  it('is told when the disk is gone, rather than that it has a ticket', async () => {
    const desk = await hall.screen('desk', undefined, 'desk');
    hall.journal.failNextFlush();
    expect(await send(desk, issue('command-1'))).toEqual({ ok: false, fault: 'unavailable' });
    expect(await send(desk, issue('command-2'))).toEqual({ ok: false, fault: 'unavailable' });
  });

  it('asks for its views and is sent them again', async () => {
    const kiosk = await hall.screen('kiosk', 'k1', 'desk');
    const seen = views(kiosk);
    await expect.poll(() => seen.length).toBe(1);
    kiosk.emit('view:ask');
    await expect.poll(() => seen.length).toBe(2);
    expect(seen[1]).toEqual(seen[0]);
  });

  it('asks without a pause and is sent its views at once, and once more afterwards', async () => {
    const kiosk = await hall.screen('kiosk', 'k1', 'desk');
    const seen = views(kiosk);
    await expect.poll(() => seen.length).toBe(1);
    for (let i = 0; i < 50; i += 1) {
      kiosk.emit('view:ask');
      await send(kiosk, { id: `unknown-${i}`, type: 'IssueTicket', service: 'nowhere' });
    }
    expect(seen.length).toBeLessThan(8);
    const before = seen.length;
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(before + 1);
  });

  it('hears every three seconds the clock and the number of each of its views', async () => {
    const kiosk = await hall.screen('kiosk', 'k1', 'desk');
    const seen = views(kiosk);
    const beats = hearing<{ at: number; seqs: object }>(kiosk, 'hub:beat');
    const withNumber = () => beats.filter((beat) => 'kiosk' in beat.seqs);
    await expect.poll(() => withNumber().length, { timeout: 5_000 }).toBe(1);
    expect(withNumber()[0]).toEqual({ at: hall.now, seqs: { kiosk: seen.at(-1)?.seq } });
  });

  it('opens with the hall, at the full minute and without anything happening', async () => {
    const halfPastEight = NINE - 30 * 60_000;
    const early = await TestGateway.open(undefined, halfPastEight - 200);
    const kiosk = await early.screen('kiosk', 'k1', 'desk');
    const hours = () => (views(kiosk).at(-1)?.data as KioskView | undefined)?.hours.open;
    await expect.poll(hours).toBe('closed');
    early.now = halfPastEight;
    await expect.poll(hours).toBe('open');
    await early.close();
  });

  it('follows one ticket without anyone signed in, and sees nothing of others', async () => {
    const answer = await hall.ticket();
    const key = answer.ok ? answer.ticket?.key : undefined;
    const phone = await hall.screen('follow', key, 'clerk');
    const seen = views(phone);
    await expect.poll(() => seen.length).toBe(1);
    expect(seen[0]).toMatchObject({ view: 'follow', data: { number: 'A001', status: 'waiting' } });
    expect(await send(phone, issue('command-1'))).toEqual({ ok: false, refused: 'not-allowed' });
  });

  it('works over long polling where a proxy forbids websockets', async () => {
    const desk = await hall.screen('desk', undefined, 'desk', { transports: ['polling'] });
    const seen = views(desk);
    await expect.poll(() => seen.length).toBe(4);
    expect(await send(desk, issue('command-1'))).toMatchObject({ ok: true });
    await expect.poll(() => issued(seen.filter((v) => v.view === 'queue').at(-1))).toBe(1);
  });
});

describe('a malformed or hostile client', () => {
  const NONSENSE: unknown[] = [
    undefined,
    null,
    0,
    '',
    'CallNext',
    [],
    {},
    [issue('command-1')],
    { type: 'CallNext' },
    { id: 'command-1', type: 'CallNext', counter: { toString: 'c1' } },
    { id: 'short', type: 'CallNext', counter: 'c1' },
    { id: 'command-1', type: 'CallNext', counter: 'c1', extra: true },
    { id: 'command-1', type: 'IssueTicket', service: '../../etc' },
    JSON.parse('{"id":"command-1","type":"IssueTicket","service":"social","__proto__":{"class":"elderly"}}'),
    { id: 'command-1', type: 'CancelTicket', ticket: '2026-11-23-A001', reason: 'x'.repeat(61) },
    Buffer.from('bytes'),
  ];

  it('is told for each piece of nonsense what is wrong with it, and nothing happens', async () => {
    const desk = await hall.screen('desk', undefined, 'admin');
    const before = hall.hub.state.seq;
    for (const nonsense of NONSENSE) {
      const answer = await send(desk, nonsense as object);
      expect(answer).toEqual({ ok: false, problems: expect.any(Array) as unknown });
      expect('problems' in answer && answer.problems.length).toBeGreaterThan(0);
    }
    expect(hall.hub.state.seq).toBe(before);
  });

  it('is not answered with what it sent', async () => {
    const desk = await hall.screen('desk', undefined, 'admin');
    const answer = await send(desk, { id: 'command-1', type: 'IssueTicket', service: '<script>' });
    expect(JSON.stringify(answer)).not.toContain('script');
  });

  it('may leave out the place for an answer, or send more than one', async () => {
    const desk = await hall.screen('desk', undefined, 'admin');
    desk.emit('command:send', issue('command-1'));
    desk.emit('command:send');
    desk.emit('command:send', issue('command-2'), 'more', { and: 'more' });
    const empty = await new Promise((resolve) => desk.emit('command:send', resolve));
    expect(empty).toMatchObject({ ok: false, problems: [{}] });
    expect(await send(desk, issue('command-3'))).toMatchObject({ ok: true, ticket: { number: 'A003' } });
  });

  it('is answered when it says what nobody listens for', async () => {
    const desk = await hall.screen('desk', undefined, 'admin');
    expect(await desk.timeout(1_000).emitWithAck('admin:everything', {})).toMatchObject({ ok: false });
  });

  it('loses its connection for a giant message, and nobody else theirs', async () => {
    const good = await hall.screen('desk', undefined, 'admin');
    const bad = await hall.screen('desk', undefined, 'admin');
    const gone = once(bad as never, 'disconnect');
    bad.emit('command:send', { id: 'x'.repeat(300_000) });
    await gone;
    expect(await send(good, issue('command-1'))).toMatchObject({ ok: true });
  });

  it('stays what it began as: what a stranger may say by a websocket is counted from its first byte', async () => {
    const at = `http://127.0.0.1:${hall.gateway.port}/socket.io/?EIO=4&transport=polling`;
    expect(await (await fetch(at)).text()).toContain('"upgrades":[]');
  });

  it('loses its connection for bytes that are no message', async () => {
    const bad = await hall.screen('desk', undefined, 'admin');
    const gone = once(bad as never, 'disconnect');
    bad.io.engine.write('2{"not":"a packet"');
    await gone;
    expect(await send(await hall.screen('desk', undefined, 'admin'), issue('command-1'))).toMatchObject({
      ok: true,
    });
  });

  it('that breaks off in the middle of a request leaves the others alone', async () => {
    const half = connect(hall.gateway.port, '127.0.0.1');
    await once(half, 'connect');
    half.write('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"acc');
    half.destroy();
    expect((await fetch(`${hall.url}/readyz`)).status).toBe(200);
  });
});

describe('a counter', () => {
  it('works for the clerk who holds it and refuses the one who does not', async () => {
    const console1 = await hall.screen('counter', 'c1', 'clerk');
    expect(await send(console1, { id: 'command-1', type: 'OpenCounter', counter: 'c1' })).toMatchObject({
      ok: true,
    });
    await hall.ticket();
    await hall.hub.handle({ id: 'command-2', type: 'OpenCounter', counter: 'c2' }, CLERK);
    expect(await send(console1, { id: 'command-3', type: 'CallNext', counter: 'c2' })).toEqual({
      ok: false,
      refused: 'counter-not-yours',
    });
    expect(await send(console1, { id: 'command-4', type: 'CallNext', counter: 'c1' })).toMatchObject({
      ok: true,
      ticket: { status: 'called', counter: 'c1' },
    });
  });
});

describe('a hub that stops', () => {
  it('says so, takes nothing new, and gives what is in flight its answer', async () => {
    const desk = await hall.screen('desk', undefined, 'desk');
    hall.journal.hold();
    const inFlight = send(desk, issue('command-1'));
    await vi.waitUntil(() => hall.hub.state.totals.issued === 1);
    hall.gateway.beginStop();
    expect((await fetch(`${hall.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${hall.url}/healthz`)).status).toBe(200);
    expect(await send(desk, issue('command-2'))).toEqual({ ok: false, fault: 'stopping' });
    await expect(hall.screen('desk', undefined, 'desk')).rejects.toThrow('stopping');
    hall.journal.letGo();
    expect(await inFlight).toMatchObject({ ok: true, ticket: { number: 'A001' } });
  });

  it('does not wait for a frozen screen, and does not record its agents as lost', async () => {
    await hall.agent('hall-1');
    const frozen = await hall.screen('desk', undefined, 'desk');
    const { transport } = frozen.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void } } };
    };
    transport.ws._socket.pause();
    const from = performance.now();
    await hall.gateway.stop();
    expect(performance.now() - from).toBeLessThan(2_000);
    expect(hall.journal.onDisk.filter((e) => e.type === 'AgentLost')).toEqual([]);
  });
});
