import type { Command } from '@bandecheng/shared/commands';
import { createHub, type Hub } from '@bandecheng/hub/handle-command';
import { emptyState } from '@bandecheng/hub/state/hall-state';
import { counterView } from '@bandecheng/hub/views/counter-view';
import { queueView } from '@bandecheng/hub/views/queue-view';
import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../fakes/memory-journal.ts';
import {
  AGENT,
  AGENT_JOINED,
  DESK,
  given,
  HUB,
  KIOSK,
  NINE,
  OPEN_COUNTERS,
  SMALL_HALL,
  t,
  type Given,
} from '../../given.ts';
import { callAtC1, hallWith, take } from './hall-of-behaviours.ts';

async function runningHub(): Promise<{ hub: Hub; clock: { now: number } }> {
  const clock = { now: NINE };
  const parts = { state: emptyState(), journal: new MemoryJournal(), makeKey: () => 'key' };
  const hub = createHub({ ...parts, clock: () => clock.now });
  await hub.handle({ id: 'hub:configure', type: 'ConfigureHall', hall: SMALL_HALL, file: 'test' }, HUB);
  return { hub, clock };
}

const issue = (id: string): Command => ({
  ...{ id, type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' },
});

describe('issue', () => {
  it('1 empty hall lists nobody', () => {
    const on = hallWith();
    expect(queueView(on.state, SMALL_HALL, on.now).totals).toMatchObject({ waiting: 0, serving: 0 });
    expect(counterView(on.state, SMALL_HALL, 'c1', on.now)).toMatchObject({ waiting: [], current: null });
  });

  it('2 ticket gets prefix + next number, format stable', () => {
    const on = hallWith();
    const numbers = ['social', 'estate', 'social'].map((s) => take(on, s).data('TicketIssued').number);
    expect(numbers).toEqual(['A001', 'B001', 'A002']);
  });

  it('3 N parallel kiosks → N distinct numbers, no gap, no error', async () => {
    const { hub } = await runningHub();
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, i) => hub.handle(issue(`kiosk-${i}-tap`), KIOSK)),
    );
    const numbers = answers.map((answer) => ('ticket' in answer ? answer.ticket?.number : undefined));
    expect(numbers).toEqual(Array.from({ length: 64 }, (_, i) => `A${String(i + 1).padStart(3, '0')}`));
  });

  it('4 repeated submit/double tap with same key → one ticket', async () => {
    const { hub } = await runningHub();
    const [first, second] = await Promise.all([
      hub.handle(issue('the-same-tap'), KIOSK),
      hub.handle(issue('the-same-tap'), KIOSK),
    ]);
    expect(second).toMatchObject({ ok: true, ticket: { number: 'A001' } });
    expect(first).toMatchObject({ ok: true, ticket: { number: 'A001' } });
    expect(hub.state.totals.issued).toBe(1);
  });

  it('5 numbering restarts on local business day, not UTC', async () => {
    const { hub, clock } = await runningHub();
    await hub.handle(issue('monday-one'), KIOSK);
    // 2026-11-24 00:00 UTC is 08:00 of the hall's same Tuesday, which began eight hours before.
    clock.now = Date.UTC(2026, 10, 24, 0, 35);
    expect(await hub.handle(issue('tuesday-one'), KIOSK)).toMatchObject({ ticket: { number: 'A001' } });
    clock.now = Date.UTC(2026, 10, 24, 8, 0);
    expect(await hub.handle(issue('tuesday-two'), KIOSK)).toMatchObject({ ticket: { number: 'A002' } });
  });

  it('6 range end wraps/blocks as configured; >999 safe', () => {
    const past = (atEnd: string): Given => {
      const on = hallWith({}, { numbers: { from: 998, atEnd } });
      const taken = () => take(on).data('TicketIssued').number;
      expect([taken(), taken()]).toEqual(['A998', 'A999']);
      return take(on);
    };
    expect(past('grow').data('TicketIssued').number).toBe('A1000');
    past('block').thenRefused('service-full');
    const wrapped = past('wrap').thenRefused('service-full');
    wrapped.when({ type: 'CancelTicket', ticket: 'A998', reason: '不办了' }, DESK);
    expect(take(wrapped).data('TicketIssued')).toMatchObject({ number: 'A998', ticket: t('A998-2') });
    take(wrapped).thenRefused('service-full');
  });

  it('7 daily maximum refuses with reason', () => {
    take(take(hallWith({}, { dailyMost: 1 }))).thenRefused('service-full');
  });

  it('8 per-person limit by ID', () => {
    const on = take(hallWith({}, { person: {} }), 'social', { person: 'a'.repeat(32) });
    take(on, 'social', { person: 'a'.repeat(32) }).thenRefused('person-has-ticket');
  });

  it('9 time-sliced quota and opening hours', () => {
    const slices = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '10:00', most: 1 }];
    const on = take(hallWith({}, { slices }));
    take(on).thenRefused('slice-full');
    take(on.after(3600)).thenRefused('service-closed');
    take(on.after(8 * 3600)).thenRefused('hall-closed');
  });

  it('10 "queue longer than N, continue?"', () => {
    const on = take(take(hallWith({}, { askBeyond: 1 })));
    take(on).thenRefused('queue-long');
    take(on, 'social', { confirmed: true }).thenEvents('TicketIssued');
  });

  it('11 category alone is not a service → refused', () => {
    const on = hallWith({ departments: [{ id: 'people', name: { zh: '个人办事' } }] }, { under: 'people' });
    take(on, 'people').thenRefused('department-not-service');
  });

  it('12 print failure leaves ticket valid, reprint possible, never "paper without record"', () => {
    const on = given(...OPEN_COUNTERS, AGENT_JOINED);
    take(on, 'social', { kiosk: 'k1' }).thenEvents('TicketIssued', 'PrintRequested');
    const { job } = on.data('PrintRequested');
    on.when({ type: 'RecordPrint', job, state: 'failed', reason: 'paper-out' }, AGENT);
    on.when({ type: 'ReprintTicket', ticket: t('A001'), kiosk: 'k1' }, DESK);
    expect(on.data('PrintRequested')).toMatchObject({ ticket: t('A001'), copy: 1 });
    expect(callAtC1(on)).toBe('A001');
  });

  it('13 mandatory field enforced when service says so', () => {
    take(hallWith({}, { person: { required: true } })).thenRefused('person-needed');
  });

  it('14 ticket shows people ahead', () => {
    expect(take(take(take(hallWith()))).data('TicketIssued').ahead).toBe(2);
  });
});
