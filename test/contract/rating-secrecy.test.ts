import { BAD_LEVELS, LEVELS } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RatedHall } from '../fakes/rated-hall.ts';
import { outcome } from '../fakes/test-hub.ts';

const WITHIN = { timeout: 20_000 };

let hall: RatedHall;
let tablet: Socket;
/** Everything the hub sent to a counter's clerk since the hall opened, as it came off the wire. */
const clerkHeard: string[] = [];

/** Screens that a clerk may open, beside the counter's own. */
const OPEN_TO_CLERKS = ['kiosk', 'display', 'tablet', 'cases'] as const;
const OF = { kiosk: 'k1', display: undefined, tablet: 'c1', cases: undefined };

beforeAll(async () => {
  hall = await RatedHall.open();
  const clerk = await hall.hub.signIn('a-clerk', 'password-1');
  const hear = (socket: Socket) =>
    socket.onAny((name: string, message: unknown) => clerkHeard.push(JSON.stringify([name, message])));
  hear(hall.counters.c1);
  for (const screen of OPEN_TO_CLERKS) {
    const socket = hall.hub.screen(screen, OF[screen], clerk);
    hear(socket);
    expect(await outcome(socket), screen).toBe('connected');
  }
  tablet = hall.hub.screen('tablet', 'c1', await hall.hub.paired('tablet', 'c1'));
  expect(await outcome(tablet)).toBe('connected');
});
afterAll(() => hall.close());

/** What grows with every visit, however it was rated. */
const COUNTED = /"finished":\d+|"ownVisits":\[[^\]]*\]/g;

/** The newest view that the counter's clerk was sent. */
function counterView(): string {
  const views = clerkHeard.filter((line) => line.includes('"view":"counter"'));
  const [, published] = JSON.parse(views.at(-1) ?? '[]') as [string, { data: object }];
  return JSON.stringify(published?.data);
}

describe('what a clerk is told of ratings', () => {
  it('is the same to the byte for every level, on every screen that is open to clerks', async () => {
    const seen = new Set<string>();
    for (const level of LEVELS) {
      const { number, ticket } = await hall.visit('c1');
      await hall.ask(tablet, 'RateVisit', { ticket, level, reasons: [] });
      if (BAD_LEVELS.includes(level))
        await hall.ask(tablet, 'GiveReasons', { ticket, reasons: ['服务态度'] });
      const rated = `"lastVisit":{"visit":"${ticket}.1","number":"${number}","rating":"rated"}`;
      await expect.poll(counterView, WITHIN).toContain(rated);
      seen.add(counterView().split(number).join('A000').replace(COUNTED, ''));
    }
    expect([...seen]).toHaveLength(1);

    // A tablet is told which levels there are; nobody, which one was given.
    const told = clerkHeard.map((line) => line.replace(/"levels":\[[^\]]*\]/g, ''));
    expect(told.filter((line) => line.includes('satisfied') || line.includes('"level"'))).toEqual([]);
  });

  it('never holds the key with which a ticket’s holder reads and says how it was', async () => {
    const taken = await hall.ask(hall.kiosk, 'IssueTicket', { service: 's1', kiosk: 'k1' });
    expect(taken.ticket?.key).toMatch(/^[A-Za-z0-9_-]{8,}$/);
    const { ticket } = taken.ticket ?? {};
    for (const type of ['CallTicket', 'StartService', 'FinishService']) {
      const answer = await hall.ask(hall.counters.c1, type, { counter: 'c1', ticket });
      expect(answer.ticket?.number, type).toBe(taken.ticket?.number);
      expect(answer.ticket?.key, type).toBe('');
    }
    expect(clerkHeard.join('')).not.toContain(taken.ticket?.key ?? '');
  });
});
