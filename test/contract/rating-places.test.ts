import type { Answer, Published } from '@bandecheng/shared/protocol';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcome, TestHub } from '../fakes/test-hub.ts';

let hub: TestHub;
let counter: Socket;
let kiosk: Socket;
let tablet: Socket;
let commands = 0;
/** What the counter was answered. */
const toCounter: Answer[] = [];

const ask = (socket: Socket, type: string, more: object = {}): Promise<Answer> => {
  const command = { id: `command-${(commands += 1)}`, type, ...more };
  return socket.timeout(10_000).emitWithAck('command:send', command) as Promise<Answer>;
};

/** A number taken at the kiosk and served at counter c1. */
async function served(): Promise<{ number: string; key: string }> {
  const taken = await ask(kiosk, 'IssueTicket', { service: 'social', kiosk: 'k1' });
  if (!taken.ok || taken.ticket === undefined) throw new Error(JSON.stringify(taken));
  const { ticket, number, key } = taken.ticket;
  for (const type of ['CallNext', 'StartService', 'FinishService'])
    toCounter.push(await ask(counter, type, { counter: 'c1', ...(type === 'CallNext' ? {} : { ticket }) }));
  return { number, key };
}

async function open(screen: string, of: string, cookie: string): Promise<Socket> {
  const socket = hub.screen(screen, of, cookie);
  expect(await outcome(socket)).toBe('connected');
  return socket;
}

beforeAll(async () => {
  hub = await TestHub.start();
  counter = await open('counter', 'c1', await hub.as('clerk'));
  kiosk = await open('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
  tablet = await open('tablet', 'c1', await hub.paired('tablet', 'c1'));
  await ask(counter, 'OpenCounter', { counter: 'c1' });
});
afterAll(() => hub.stop());

const REFUSED = { ok: false, refused: 'not-allowed' };

describe('a rating over the wire', () => {
  it('is given on a paired tablet for its own counter, and by nobody of the staff there', async () => {
    await served();
    expect(await ask(tablet, 'RateVisit', { level: 'dissatisfied' })).toMatchObject({ ok: true });
    expect(await ask(tablet, 'GiveReasons', { reasons: ['服务态度'], text: '一直在聊天' })).toMatchObject({
      ok: true,
    });
    expect(await ask(tablet, 'RateVisit', { level: 'satisfied', ticket: 'A001' })).toEqual(REFUSED);
    const byStaff = await open('tablet', 'c1', await hub.asAdmin());
    expect(await ask(byStaff, 'RateVisit', { level: 'satisfied' })).toEqual(REFUSED);
    expect(await outcome(hub.screen('tablet', 'c2', ''))).toBe('not-signed-in');
    const { body } = await hub.api(
      'POST',
      '/api/pairings',
      { screen: 'tablet', of: 'c99' },
      await hub.asAdmin(),
    );
    expect(body).toEqual({ ok: false, refused: 'counter-unknown' });
  });

  it('is given by whoever holds the ticket’s key, for that ticket alone', async () => {
    const { key } = await served();
    const other = await served();
    // The clerk who called and served the number has never been told the key.
    expect(JSON.stringify(toCounter)).not.toContain(key);
    const holder = await open('follow', key, '');
    expect(await ask(holder, 'RateVisit', { level: 'satisfied', ticket: other.number })).toEqual(REFUSED);
    expect(await ask(holder, 'CancelTicket', { ticket: other.number, reason: '不办了' })).toEqual(REFUSED);
    expect(await ask(holder, 'RateVisit', { level: 'satisfied' })).toMatchObject({ ok: true });
  });

  it('by number at a kiosk brings back nothing by which somebody else’s ticket could be followed', async () => {
    const { number } = await served();
    const answer = await ask(kiosk, 'RateVisit', { level: 'very-satisfied', ticket: number });
    expect(answer).toEqual({ ok: true, seq: expect.any(Number) as number });
    expect(await ask(kiosk, 'RateVisit', { level: 'very-satisfied' })).toEqual(REFUSED);
  });

  it('keeps its words out of the journal and its level out of what the counter is sent', async () => {
    const sent: Published[] = [];
    counter.on('view:published', (view: Published) => sent.push(view));
    await served();
    await ask(tablet, 'RateVisit', { level: 'very-dissatisfied', text: '当着大家的面骂我' });
    await expect
      .poll(() => JSON.stringify(sent.at(-1)?.data), { timeout: 10_000 })
      .toContain('"rating":"rated"');
    expect(JSON.stringify(sent)).not.toMatch(/satisfied/);
    expect(await hub.seen('RatingGiven')).toBe(4);
    expect(await hub.journalText()).not.toMatch(/骂我|聊天/);
  });
});
