import { emptyMemory, linesOf } from '@bandecheng/hub/book/book-fold';
import { figureDay } from '@bandecheng/hub/book/book-line';
import { onJoin } from '@bandecheng/hub/react';
import { pack, unpack } from '@bandecheng/hub/state/pack-state';
import type { HallState } from '@bandecheng/hub/state/hall-state';
import { queueView } from '@bandecheng/hub/views/queue-view';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import { describe, expect, it } from 'vitest';
import {
  AGENT,
  AGENT_JOINED,
  given,
  HUB,
  KIOSK,
  NINE,
  OPEN_COUNTERS,
  SMALL_HALL,
  t,
  type Given,
} from '../../given.ts';

const MINUTE = 60_000;
const THREE = NINE + 6 * 60 * MINUTE;
const NEXT_DAY = '2026-11-24';
const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;
const issued = (number: string, more: object = {}): OutageStep => ({
  ...{ kind: 'issued', number, service: 'social', class: 'ordinary', language: 'zh', kiosk: 'k1' },
  ...{ key: `key-of-${number}-0000000`, ahead: 0, estimateMinutes: 0, ...more },
});
const at = (kind: string, number: string): OutageStep => ({ kind, counter: 'c1', number }) as OutageStep;
const step = (on: Given, taken: OutageStep, when: number): Given =>
  on.when({ type: 'RecordOutageStep', at: when, step: taken }, AGENT);
const press = (on: Given, pressedAt: number): Given =>
  on.when({ type: 'RecordPress', device: 'evaluator-c1', level: 'dissatisfied', pressedAt }, AGENT);

/** A hub that died at three with A001 waiting and came back at nine on the next day, which has its own A001 by now. */
function nextMorning(day = NEXT_DAY, days = 1): Given {
  const on = given(...OPEN_COUNTERS).when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB);
  on.now = THREE;
  on.when(issue, KIOSK).when({ type: 'LoseAgent', agent: 'hall-1' }, HUB);
  on.now = NINE + days * 24 * 60 * MINUTE;
  return on
    .when({ type: 'OpenDay', day }, HUB)
    .when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB)
    .when({ type: 'OpenCounter', counter: 'c1' })
    .when(issue, KIOSK);
}

/** What a day's queue is made of. */
const queueOf = ({ state }: Given): unknown => {
  const { numbers, given: gave, tickets, byNumber, lines, passedOver, totals, calls, missed, held } = state;
  const { jobs, openJobs, recentSeconds, printed } = state;
  const counters = [...state.counters.values()].map(({ visits: _, ...counter }) => counter);
  return structuredClone({
    ...{ numbers, gave, tickets, byNumber, lines, passedOver, totals, calls, missed, held, counters },
    ...{ jobs, openJobs, recentSeconds, printed },
  });
};

describe('what agents did in an afternoon after which the hub came back only on the next day', () => {
  it('counts for that afternoon: numbers, calls, visits, and their ratings', () => {
    const on = nextMorning();
    step(on, issued('A950', { printer: 'printer-k1' }), THREE + MINUTE).thenEvents(
      'TicketIssued',
      'PrintRequested',
    );
    expect(on.data('TicketIssued').ticket).toBe(t('A950'));
    on.when({ type: 'RecordPrint', job: `${t('A950')}/0`, state: 'printed' }, AGENT).thenEvents(
      'PrintChanged',
    );
    step(on, at('called', 'A001'), THREE + 2 * MINUTE).thenEvents('TicketCalled');
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('A001'), clerk: 'li' });
    step(on, at('started', 'A001'), THREE + 3 * MINUTE).thenEvents('ServiceStarted');
    step(on, at('finished', 'A001'), THREE + 9 * MINUTE).thenEvents('ServiceFinished', 'RatingInvited');
    press(on, THREE + 9 * MINUTE + 5_000).thenEvents('PressRecorded');
    expect(on.data('PressRecorded')).toMatchObject({ fate: 'rated', visit: `${t('A001')}.1`, clerk: 'li' });
    step(on, at('called', 'A950'), THREE + 10 * MINUTE).thenEvents('TicketCalled');
    step(on, at('no-show', 'A950'), THREE + 12 * MINUTE).thenEvents('TicketNoShow');

    const over = on.state.daysOver.get('2026-11-23');
    expect(over?.totals).toEqual({ issued: 2, finished: 1, noShow: 1 });
    expect(over?.counters.get('c1')).toMatchObject({ finished: 1, noShow: 1, serviceSeconds: 360 });
    expect(over?.jobs.get(`${t('A950')}/0`)?.state).toBe('printed');
    expect(on.state.visits.get(`${t('A001')}.1`)).toMatchObject({
      ...{ day: '2026-11-23', finishedAt: THREE + 9 * MINUTE, rating: 'rated', clerk: 'li' },
    });
    expect(
      [...on.state.ratedByDay].map(([day, { levels }]) => [day, levels.evaluator?.dissatisfied]),
    ).toEqual([['2026-11-23', 1]]);
    expect(on.state.ratings).toMatchObject({ invited: 0, lapsed: 0 });
    expect(on.state.desk.badVisits.has(`${t('A001')}.1`)).toBe(true);
  });

  it('leaves today’s queue, numbers, counters and prints as they are', () => {
    const on = nextMorning();
    const before = queueOf(on);
    step(on, issued('A950', { printer: 'printer-k1' }), THREE + MINUTE);
    for (const kind of ['called', 'started', 'finished'])
      step(on, at(kind, 'A001'), THREE + 2 * MINUTE).thenEvents(
        ...(kind === 'called' ? (['TicketCalled'] as const) : []),
        ...(kind === 'started' ? (['ServiceStarted'] as const) : []),
        ...(kind === 'finished' ? (['ServiceFinished', 'RatingInvited'] as const) : []),
      );
    step(on, { kind: 'paused', counter: 'c1', reason: '' }, THREE + 20 * MINUTE).thenEvents('CounterPaused');
    step(on, { kind: 'closed', counter: 'c1' }, THREE + 30 * MINUTE).thenEvents('CounterClosed');
    expect(queueOf(on)).toEqual(before);
    expect(onJoin('hall-1', on.state, '', on.now).map(({ name }) => name)).not.toContain('print:requested');
    // The number is free again today.
    step(on, issued('A950', { key: 'key-of-today-0000000' }), on.now).thenEvents('TicketIssued');
    expect(on.data('TicketIssued').ticket).toBe(`${NEXT_DAY}-A950`);
    on.when({ type: 'CallNext', counter: 'c1' }).thenEvents('TicketCalled');
    expect(on.data('TicketCalled').ticket).toBe(`${NEXT_DAY}-A001`);
  });

  it('takes a press for a visit of that day that came between two of its visits to the right one', () => {
    const on = nextMorning();
    for (const number of ['A001', 'A950']) {
      if (number === 'A950') step(on, issued(number), THREE + 10 * MINUTE);
      step(on, at('called', number), THREE + (number === 'A001' ? 1 : 11) * MINUTE);
      step(on, at('finished', number), THREE + (number === 'A001' ? 5 : 15) * MINUTE);
    }
    press(on, THREE + 5 * MINUTE + 3_000);
    expect(on.data('PressRecorded').visit).toBe(`${t('A001')}.1`);
    press(on, THREE + 15 * MINUTE + 3_000);
    expect(on.data('PressRecorded').visit).toBe(`${t('A950')}.1`);
    expect(on.state.counters.get('c1')?.visits).toEqual([`${t('A001')}.1`, `${t('A950')}.1`]);
  });

  it('stands in the rating book under that day, and shuts no counter there today', () => {
    const memory = emptyMemory();
    const stamp = { seq: 1, version: 1, actor: 'agent:hall-1', command: 'x#1', at: NINE + 24 * 60 * MINUTE };
    linesOf(memory, { ...stamp, type: 'DayOpened', data: { day: NEXT_DAY, ended: [] } });
    linesOf(memory, {
      ...{ ...stamp, happenedAt: THREE, type: 'CounterClosed', data: { counter: 'c1', clerk: 'li' } },
    });
    expect(memory.shut).toEqual({});
    const [line] = linesOf(memory, {
      ...{ ...stamp, happenedAt: THREE, type: 'ServiceFinished' },
      data: {
        ticket: t('A001'),
        counter: 'c1',
        clerk: 'li',
        visit: `${t('A001')}.1`,
        service: 'social',
        seconds: 9,
      },
    } as unknown as RecordedEvent);
    expect(line).toMatchObject({ kind: 'visit', at: THREE });
    expect(line && figureDay(line)).toBe('2026-11-23');
  });

  it('goes on from a snapshot as it would have gone on', () => {
    const on = nextMorning();
    step(on, at('called', 'A001'), THREE + MINUTE);
    const saved = unpack(JSON.parse(JSON.stringify(pack(on.state)))) as HallState;
    Object.assign(on.state, saved);
    step(on, at('finished', 'A001'), THREE + 5 * MINUTE).thenEvents(
      'ServiceStarted',
      'ServiceFinished',
      'RatingInvited',
    );
    expect(on.state.daysOver.get('2026-11-23')?.totals.finished).toBe(1);
    press(on, THREE + 5 * MINUTE);
    expect(on.data('PressRecorded').fate).toBe('rated');
  });

  it('is on the desk board as one time without the hub', () => {
    const on = nextMorning();
    step(on, issued('A950'), THREE + MINUTE);
    step(on, at('called', 'A444'), THREE + 2 * MINUTE);
    on.when({ type: 'EndOutage', from: THREE, to: on.now }, AGENT).thenEvents('OutageEnded');
    const [row] = queueView(on.state, SMALL_HALL, on.now).outages;
    expect(row).toMatchObject({ from: THREE, to: on.now, issued: 1, called: 0, numbers: ['A950'] });
    expect(row?.setAside).toMatchObject([{ number: 'A444', why: 'ticket-unknown' }]);
  });
});

describe('what agents did on a day on which the hub was never there', () => {
  it('counts for that day, by whoever signed in at the keypad', () => {
    const on = nextMorning('2026-11-26', 3).where({ isClerk: (account) => account === 'wang' });
    const tuesday = NINE + 24 * 60 * MINUTE;
    expect(step(on, at('called', 'A950'), tuesday).data('OutageStepSetAside').why).toBe('counter-closed');
    step(on, issued('A950'), tuesday + MINUTE).thenEvents('TicketIssued');
    step(on, { kind: 'opened', counter: 'c1', clerk: 'wang' }, tuesday + 2 * MINUTE).thenEvents(
      'CounterOpened',
    );
    step(on, at('called', 'A950'), tuesday + 3 * MINUTE).thenEvents('TicketCalled');
    step(on, at('finished', 'A950'), tuesday + 9 * MINUTE);
    press(on, tuesday + 9 * MINUTE);
    expect(on.data('PressRecorded')).toMatchObject({
      fate: 'rated',
      visit: '2026-11-24-A950.1',
      clerk: 'wang',
    });
    expect(on.state.daysOver.get('2026-11-24')?.totals).toEqual({ issued: 1, finished: 1, noShow: 0 });
    expect(on.state.daysOver.get('2026-11-23')?.totals.issued).toBe(1);
    expect(on.state.totals).toEqual({ issued: 1, finished: 0, noShow: 0 });
  });

  it('is put aside with its number, service and time where two days have been opened since', () => {
    const on = nextMorning();
    on.after(24 * 3600).when({ type: 'OpenDay', day: '2026-11-25' }, HUB);
    expect([...on.state.daysOver.keys()]).toEqual([NEXT_DAY]);
    step(on, issued('A950'), THREE).thenEvents('OutageStepSetAside');
    expect(on.data('OutageStepSetAside')).toMatchObject({
      number: 'A950',
      service: 'social',
      why: 'day-over',
    });
  });
});
