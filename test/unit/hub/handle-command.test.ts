import type { Actor, Command } from '@bandecheng/shared/commands';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { createHub, type Hub } from '@bandecheng/hub/handle-command';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState } from '@bandecheng/hub/state/hall-state';
import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../fakes/memory-journal.ts';
import { AGENT, AGENT_JOINED, CLERK, HUB, KIOSK, NINE, SMALL_HALL } from '../../given.ts';

interface Running {
  hub: Hub;
  journal: MemoryJournal;
  clock: { now: number };
}

async function openHall(): Promise<Running> {
  const journal = new MemoryJournal();
  const clock = { now: NINE };
  const hub = createHub({ state: emptyState(), journal, clock: () => clock.now, makeKey: () => 'key' });
  await hub.handle({ id: 'hub:configure', type: 'ConfigureHall', hall: SMALL_HALL, file: 'test' }, HUB);
  return { hub, journal, clock };
}

const issue = (id: string): Command => ({
  id,
  type: 'IssueTicket',
  service: 'social',
  class: 'ordinary',
  language: 'zh',
});
const press = (number: number): Command => ({
  id: `report:hall-1/outbox01#${number}`,
  type: 'RecordPress',
  device: 'evaluator-c1',
  level: 'satisfied',
  pressedAt: NINE,
});

/** Whether a promise is settled once everything that can run without the disk has run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  promise.then(
    () => (done = true),
    () => (done = true),
  );
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return done;
}

describe('the path of a command', () => {
  it('acknowledges nothing before it is on disk', async () => {
    const { hub, journal } = await openHall();
    journal.hold();
    const answer = hub.handle(issue('kiosk-tap-1'), KIOSK);
    expect(await settled(answer)).toBe(false);
    journal.letGo();
    expect(await answer).toMatchObject({ ok: true, ticket: { number: 'A001' } });
  });

  it('shows nothing as happened before it is on disk', async () => {
    const { hub, journal } = await openHall();
    const seen: string[] = [];
    hub.onCommitted((events) => void seen.push(...events.map((e) => e.type)));
    journal.hold();
    const answer = hub.handle(issue('kiosk-tap-1'), KIOSK);
    await settled(answer);
    expect(seen).toEqual([]);
    journal.letGo();
    await answer;
    await settled(Promise.resolve());
    expect(seen).toEqual(['TicketIssued']);
  });

  it('refuses too only on what is on disk', async () => {
    const { hub, journal } = await openHall();
    journal.hold();
    const taken = hub.handle({ id: 'open-by-wang', type: 'OpenCounter', counter: 'c1' }, other('wang'));
    const refused = hub.handle({ id: 'open-by-li-1', type: 'OpenCounter', counter: 'c1' }, CLERK);
    expect(await settled(refused)).toBe(false);
    journal.letGo();
    expect(await taken).toMatchObject({ ok: true });
    expect(await refused).toMatchObject({ ok: false, refused: 'counter-taken' });
  });

  it('gives a retried command its first answer and changes nothing', async () => {
    const { hub } = await openHall();
    await hub.handle(issue('kiosk-tap-1'), KIOSK);
    const { seq } = hub.state;
    expect(await hub.handle(issue('kiosk-tap-1'), KIOSK)).toMatchObject({
      ok: true,
      ticket: { number: 'A001' },
    });
    expect(hub.state.seq).toBe(seq);
  });

  it('answers a retry that overtakes the first flush only once that is on disk', async () => {
    const { hub, journal } = await openHall();
    journal.hold();
    const first = hub.handle(issue('kiosk-tap-1'), KIOSK);
    const retry = hub.handle(issue('kiosk-tap-1'), KIOSK);
    expect(await settled(retry)).toBe(false);
    journal.letGo();
    expect(await retry).toMatchObject({ ok: true, ticket: { number: 'A001' } });
    await first;
  });

  it('remembers answered commands when its state is rebuilt from the journal', async () => {
    const { hub, journal } = await openHall();
    await hub.handle(issue('kiosk-tap-1'), KIOSK);
    const state = emptyState();
    for (const event of journal.onDisk) evolve(state, event);
    const again = createHub({ state, journal, clock: () => NINE, makeKey: () => 'key' });
    expect(await again.handle(issue('kiosk-tap-1'), KIOSK)).toMatchObject({ ticket: { number: 'A001' } });
    expect(again.state.totals.issued).toBe(1);
  });

  it('two counters calling at once never get the same ticket', async () => {
    const { hub } = await openHall();
    for (let i = 0; i < 40; i++) await hub.handle(issue(`kiosk-tap-${i}`), KIOSK);
    await hub.handle({ id: 'open-c1-once', type: 'OpenCounter', counter: 'c1' }, CLERK);
    await hub.handle({ id: 'open-c2-once', type: 'OpenCounter', counter: 'c2' }, other('wang'));
    const calls = await Promise.all([
      hub.handle({ id: 'call-by-c1', type: 'CallNext', counter: 'c1' }, CLERK),
      hub.handle({ id: 'call-by-c2', type: 'CallNext', counter: 'c2' }, other('wang')),
    ]);
    expect(calls.map((a) => (a.ok ? a.ticket?.number : a)).sort()).toEqual(['A001', 'A002']);
  });

  it('rejects when the journal cannot be written, and never acknowledges what was lost', async () => {
    const { hub, journal } = await openHall();
    journal.failNextFlush();
    await expect(hub.handle(issue('kiosk-tap-1'), KIOSK)).rejects.toMatchObject({
      fault: 'journal-flush-failed',
    });
    await expect(hub.handle(issue('kiosk-tap-2'), KIOSK)).rejects.toMatchObject({
      fault: 'journal-flush-failed',
    });
    expect(journal.onDisk.some((e) => e.type === 'TicketIssued')).toBe(false);
  });

  it('opens the first day before anything else, so that every line has a day to lie in', async () => {
    const { journal } = await openHall();
    expect(journal.onDisk.map((e) => e.type)).toEqual(['DayOpened', 'HallConfigured']);
  });

  it('starts numbering again with the first command of a new business day', async () => {
    const { hub, clock } = await openHall();
    await hub.handle(issue('kiosk-tap-1'), KIOSK);
    clock.now += 24 * 3_600_000;
    expect(await hub.handle(issue('kiosk-tap-2'), KIOSK)).toMatchObject({
      ticket: { ticket: '2026-11-24-A001' },
    });
  });
});

describe('reports of an agent', () => {
  async function withAgent(): Promise<Running> {
    const running = await openHall();
    const joined = AGENT_JOINED.data;
    await running.hub.handle({ id: 'hub:join', type: 'JoinAgent', ...joined }, HUB);
    return running;
  }
  const presses = (events: readonly RecordedEvent[]) =>
    events.filter((e) => e.type === 'PressRecorded').length;

  it('sent again are taken once', async () => {
    const { hub, journal } = await withAgent();
    for (const number of [1, 2, 1, 2, 3, 3]) expect((await hub.handle(press(number), AGENT)).ok).toBe(true);
    expect(presses(journal.onDisk)).toBe(3);
    expect(hub.acceptedReport('hall-1', 'outbox01')).toBe(3);
  });

  it('count anew for an agent whose outbox was lost with its disk', async () => {
    const { hub, journal } = await withAgent();
    await hub.handle(press(1), AGENT);
    await hub.handle({ ...press(1), id: 'report:hall-1/outbox02#1' }, AGENT);
    expect(presses(journal.onDisk)).toBe(2);
  });

  it('that were refused stay refused when sent again, whatever has changed since', async () => {
    const { hub } = await withAgent();
    await hub.handle({ id: 'open-c1-once', type: 'OpenCounter', counter: 'c1' }, CLERK);
    const key = {
      id: 'report:hall-1/outbox01#1',
      type: 'UseKeypad',
      device: 'keypad-c1',
      key: 'next',
      pressedAt: NINE,
    } as const;
    expect(await hub.handle(key, AGENT)).toMatchObject({ refused: 'nobody-waiting' });
    await hub.handle(issue('kiosk-tap-1'), KIOSK);
    await hub.handle(key, AGENT);
    expect(hub.state.counters.get('c1')?.ticket).toBeUndefined();
  });
});

function other(account: string): Actor {
  return { kind: 'staff', account, role: 'clerk' };
}
