import { createAnnouncements } from '@bandecheng/kiosk-ui/voice/announcements';
import { callFiles } from '@bandecheng/kiosk-ui/voice/phrase';
import type { Call } from '@bandecheng/shared/views';
import { displayView } from '@bandecheng/hub/views/display-view';
import { dueCommands } from '@bandecheng/hub/timers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CLERK, DESK, HUB, KIOSK, NINE, OTHER_CLERK, SMALL_HALL, t, type Given } from '../../given.ts';
import { callAtC1, hallWith, serve, serving, statusOf, take } from './hall-of-behaviours.ts';

const elderly = (on: Given) => take(on.after(1), 'social', { class: 'elderly' });
const TEN = NINE + 3_600_000;

/** An appointment at ten, checked in so many minutes after nine. */
function checkedIn(minutes: number, rules: object = {}): Given {
  const on = hallWith({ appointments: { earlyMinutes: 60, ...rules } });
  on.when({ type: 'BookAppointment', service: 'social', startsAt: TEN, code: 'K7QP3M' }, DESK);
  return on.after(minutes * 60).when({ type: 'CheckIn', code: 'K7QP3M', language: 'zh' }, KIOSK);
}

/** Rules of counter c1, estate being a quick service. */
const quickAt = (rules: object) => ({
  services: SMALL_HALL.services.map((s) => ({ ...s, quick: s.id === 'estate' })),
  counters: SMALL_HALL.counters.map((c) => (c.id === 'c1' ? { ...c, ...rules } : c)),
});

describe('order and priority', () => {
  it('15 FIFO within equal priority', () => {
    const on = take(take(hallWith()).after(1));
    expect(callAtC1(on)).toBe('A001');
    expect(callAtC1(serve(on, 'A001'))).toBe('A002');
  });

  it('16 higher priority first', () => {
    expect(callAtC1(elderly(take(hallWith())))).toBe('A002');
  });

  it('17 fair-mix: at most k priority calls in a row', () => {
    const on = elderly(elderly(elderly(take(hallWith()))));
    const called: string[] = [];
    for (let i = 0; i < 4; i++) {
      called.push(callAtC1(on));
      serve(on, called.at(-1) ?? '');
    }
    expect(called).toEqual(['A002', 'A003', 'A001', 'A004']);
  });

  it('18 quick-transaction counter takes quick first, falls back to others', () => {
    const on = take(hallWith());
    on.happened({ type: 'HallConfigured', data: { hall: { ...SMALL_HALL, ...quickAt({ quick: true }) } } });
    take(on.after(1), 'estate');
    expect(callAtC1(on)).toBe('B001');
    expect(callAtC1(serve(on, 'B001'))).toBe('A001');
  });

  it('19 non-quick counter takes non-quick first', () => {
    const on = take(hallWith(), 'estate');
    on.happened({ type: 'HallConfigured', data: { hall: { ...SMALL_HALL, ...quickAt({ quick: false }) } } });
    expect(callAtC1(take(on.after(1)))).toBe('A001');
  });

  it('20 appointment due → enters blended queue at its time; early is not callable', () => {
    const on = checkedIn(30);
    on.when({ type: 'CallNext', counter: 'c1' }).thenRefused('nobody-waiting');
    on.after(30 * 60).when({ type: 'EndHold', ticket: t('A001') }, HUB);
    expect(callAtC1(on)).toBe('A001');
  });

  it('21 late appointment rule', () => {
    expect(checkedIn(80).data('TicketIssued').class).toBe('ordinary');
    checkedIn(80, { late: 'refuse' }).thenRefused('appointment-late');
  });

  it('22 least-waiting desk gets common tickets', () => {
    const on = hallWith({}, { assign: 'least-waiting' });
    const desks = [1, 2, 3].map(() => take(on).data('TicketIssued').sentTo);
    expect(desks).toEqual(['c1', 'c2', 'c1']);
  });

  it('23 strict: only own services', () => {
    const on = take(hallWith(), 'tax');
    on.when({ type: 'CallNext', counter: 'c1' }).thenRefused('nobody-waiting');
    on.when({ type: 'CallTicket', counter: 'c1', ticket: t('C001') }).thenRefused('service-not-here');
  });
});

describe('call', () => {
  afterEach(() => vi.useRealTimers());

  it('24 two counters calling together never get the same ticket', () => {
    const on = take(take(hallWith()));
    on.when({ type: 'CallNext', counter: 'c1' }, CLERK);
    const first = on.data('TicketCalled').ticket;
    on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK);
    expect([first, on.data('TicketCalled').ticket]).toEqual([t('A001'), t('A002')]);
  });

  it('25 empty queue gives a clear "nobody", not an error', () => {
    hallWith().when({ type: 'CallNext', counter: 'c1' }).thenRefused('nobody-waiting');
  });

  it('26 pick a specific person; second pick refused', () => {
    const on = take(take(hallWith())).when({ type: 'CallTicket', counter: 'c1', ticket: t('A002') });
    on.thenEvents('TicketCalled');
    on.when({ type: 'CallTicket', counter: 'c2', ticket: t('A002') }, OTHER_CLERK);
    on.thenRefused('cannot-call-called');
  });

  it('27 counter with an open ticket cannot call another', () => {
    take(serving()).when({ type: 'CallNext', counter: 'c1' }).thenRefused('counter-busy');
  });

  it('28 two clerks cannot hold one counter number', () => {
    hallWith().when({ type: 'OpenCounter', counter: 'c1' }, OTHER_CLERK).thenRefused('counter-taken');
  });

  it('29 recall repeats and is counted; limit → automatic no-show', () => {
    const on = take(hallWith({ queue: { recallLimit: 2 } }));
    callAtC1(on);
    const recall = () => on.when({ type: 'RecallTicket', counter: 'c1', ticket: t('A001') });
    expect([recall(), recall()].map((one) => one.state.tickets.get(t('A001'))?.times)).toEqual([3, 3]);
    recall().thenEvents('TicketNoShow');
  });

  it('30 simultaneous calls announce one after another', async () => {
    vi.useFakeTimers({ now: NINE });
    let speaking = 0;
    let most = 0;
    const said: string[] = [];
    const announcements = createAnnouncements(async ({ number }: Call) => {
      most = Math.max(most, ++speaking);
      said.push(number);
      await new Promise((done) => setTimeout(done, 3_000));
      speaking -= 1;
    });
    const on = take(take(hallWith()));
    on.when({ type: 'CallNext', counter: 'c1' }, CLERK).when(
      { type: 'CallNext', counter: 'c2' },
      OTHER_CLERK,
    );
    announcements.update(displayView(on.state, SMALL_HALL, on.now).calls, on.now);
    await vi.advanceTimersByTimeAsync(10_000);
    expect({ said, most }).toEqual({ said: ['A001', 'A002'], most: 1 });
  });

  it('31 display shows the desk that called', () => {
    const on = take(hallWith());
    callAtC1(on);
    expect(displayView(on.state, SMALL_HALL, on.now).calls[0]).toMatchObject({
      ...{ number: 'A001', counterNumber: 1 },
    });
  });

  it('32 held tickets are skipped by next', () => {
    const on = take(serving()).when({ type: 'HoldTicket', counter: 'c1', ticket: t('A001'), reason: '复印' });
    expect(callAtC1(on)).toBe('A002');
    expect(statusOf(on, 'A001')).toBe('held');
    expect(dueCommands(on.state, on.now + 86_000)).not.toContainEqual(
      expect.objectContaining({ type: 'EndHold' }),
    );
  });

  it('33 chime works with speech off; speech works without internet', () => {
    const call = { number: 'A012', counterNumber: 3 };
    expect(callFiles(call, { sound: 'chime', voices: ['zh-CN'] }, {})).toEqual(['/voice/zh-CN/chime.wav']);
    const spoken = callFiles(call, { sound: 'speech', voices: ['zh-CN'] }, {});
    expect(spoken.length).toBeGreaterThan(5);
    // Every word is a file of the hub itself.
    expect(spoken.filter((file) => !file.startsWith('/voice/'))).toEqual([]);
  });
});
