import { dueCommands, nextLookMs } from '@bandecheng/hub/timers';
import { describe, expect, it } from 'vitest';
import {
  CLERK,
  DESK,
  given,
  HUB,
  KIOSK,
  NINE,
  OPEN_COUNTERS,
  OTHER_CLERK,
  SMALL_HALL,
  t,
  type Given,
} from '../../given.ts';

const LEADER = { kind: 'staff', account: 'sun', role: 'shift-leader' } as const;
const THIRD = { kind: 'staff', account: 'zhang', role: 'clerk' } as const;
const at1 = { counter: 'c1', ticket: t('A001') };

const take = (on: Given, also: { more?: string[]; people?: number } = {}, service = 'social'): Given =>
  on.when({ type: 'IssueTicket', service, class: 'ordinary', language: 'zh', ...also }, KIOSK);

/** A001 being served at c1; c3 is open too. */
function served(also: { more?: string[]; people?: number } = {}): Given {
  const on = given(...OPEN_COUNTERS, { type: 'CounterOpened', data: { counter: 'c3', clerk: 'zhang' } });
  take(on, also).when({ type: 'CallNext', counter: 'c1' }).after(60);
  return on.when({ type: 'StartService', ...at1 }).after(60);
}

const ticket = (on: Given, number = 'A001') => on.state.tickets.get(t(number));

describe('several matters in one visit', () => {
  it('adds a second service in one visit, switches between them and finishes all', () => {
    const on = served();
    on.when({ type: 'AddMatter', ...at1, service: 'estate' });
    on.when({ type: 'TakeUpMatter', ...at1, matter: 0 });
    expect(ticket(on)?.matters.map((m) => m.state)).toEqual(['active', 'open']);
    on.when({ type: 'FinishService', ...at1 });
    expect(on.data('ServiceFinished').matters).toEqual([
      { service: 'social', quantity: 1 },
      { service: 'estate', quantity: 1 },
    ]);
  });

  it('changes service and quantity during service', () => {
    const on = served().when({ type: 'ChangeMatter', ...at1, matter: 0, service: 'estate', quantity: 3 });
    expect(on.data('MattersChanged').matters).toEqual([{ service: 'estate', quantity: 3, state: 'active' }]);
    on.when({ type: 'ChangeMatter', ...at1, matter: 0, service: 'passport' }).thenRefused('service-unknown');
    on.when({ type: 'EndMatter', ...at1, matter: 7 }).thenRefused('matter-unknown');
  });

  it('needs at least one matter done before the end where the hall wants it', () => {
    const on = served();
    const hall = { ...SMALL_HALL, queue: { ...SMALL_HALL.queue, finishNeedsMatter: true } };
    on.happened({ type: 'HallConfigured', data: { hall } });
    on.when({ type: 'FinishService', ...at1 }).thenRefused('matter-undone');
    on.when({ type: 'EndMatter', ...at1, matter: 0 }).when({ type: 'FinishService', ...at1 });
    on.thenEvents('ServiceFinished', 'RatingInvited');
  });

  it('keeps what was begun across a hold', () => {
    const on = served().when({ type: 'AddMatter', ...at1, service: 'estate' });
    on.when({ type: 'HoldTicket', ...at1, reason: '去复印' }).when({ type: 'CallTicket', ...at1 });
    on.when({ type: 'StartService', ...at1 });
    expect(ticket(on)?.matters).toHaveLength(2);
  });

  it('has no matters outside a service', () => {
    const on = served().when({ type: 'FinishService', ...at1 });
    on.when({ type: 'AddMatter', ...at1, service: 'tax' }).thenRefused('cannot-finish-finished');
  });
});

describe('several services in one visit to the hall', () => {
  it('a multi-service ticket visits all its queues, in their order, and keeps its place in time', () => {
    const on = served({ more: ['tax', 'estate'] }).when({ type: 'FinishService', ...at1 });
    on.thenEvents('ServiceFinished', 'RatingInvited', 'TicketSentOn');
    expect(ticket(on)).toMatchObject({ status: 'waiting', service: 'tax', more: ['estate'], issuedAt: NINE });
    const at3 = { counter: 'c3', ticket: t('A001') };
    on.when({ type: 'CallNext', counter: 'c3' }, THIRD).when({ type: 'StartService', ...at3 }, THIRD);
    on.when({ type: 'FinishService', ...at3 }, THIRD);
    expect(ticket(on)).toMatchObject({ status: 'waiting', service: 'estate', more: [] });
    on.when({ type: 'CallNext', counter: 'c1' }).when({ type: 'StartService', ...at1 });
    on.when({ type: 'FinishService', ...at1 }).thenEvents('ServiceFinished', 'RatingInvited');
    expect(ticket(on)).toMatchObject({ status: 'finished', visits: 3 });
    expect(on.state.totals.finished).toBe(1);
  });

  it('refuses a further service the hall does not have', () => {
    take(given(...OPEN_COUNTERS), { more: ['passport'] }).thenRefused('service-unknown');
  });

  it('takes a group under one number', () => {
    const on = take(given(...OPEN_COUNTERS), { people: 6 });
    expect(on.data('TicketIssued').people).toBe(6);
    expect(ticket(on)?.people).toBe(6);
  });
});

describe('return after redirect', () => {
  it('sent to another service with a return, the ticket comes back to the counter that sent it', () => {
    const on = served().when({
      type: 'TransferTicket',
      ticket: t('A001'),
      to: { service: 'tax' },
      returnHere: true,
    });
    const at3 = { counter: 'c3', ticket: t('A001') };
    on.when({ type: 'CallNext', counter: 'c3' }, THIRD).when({ type: 'StartService', ...at3 }, THIRD);
    on.when({ type: 'FinishService', ...at3 }, THIRD);
    expect(ticket(on)).toMatchObject({ status: 'waiting', service: 'social', sentTo: 'c1' });
    on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK).thenRefused('nobody-waiting');
    expect(on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled').why.reason).toBe('sent-here');
  });

  it('waits in its service’s line where that counter has closed meanwhile', () => {
    const on = served().when({
      type: 'TransferTicket',
      ticket: t('A001'),
      to: { service: 'tax' },
      returnHere: true,
    });
    on.when({ type: 'CloseCounter', counter: 'c1' });
    const at3 = { counter: 'c3', ticket: t('A001') };
    on.when({ type: 'CallNext', counter: 'c3' }, THIRD).when({ type: 'StartService', ...at3 }, THIRD);
    on.when({ type: 'FinishService', ...at3 }, THIRD);
    expect(ticket(on)?.sentTo).toBeUndefined();
    expect(on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK).data('TicketCalled').ticket).toBe(
      t('A001'),
    );
  });

  it('a transfer to a service or a counter keeps the history and its link', () => {
    const on = served().when({ type: 'TransferTicket', ticket: t('A001'), to: { service: 'tax' } }, DESK);
    on.when({ type: 'TransferTicket', ticket: t('A001'), to: { counter: 'c3' } }, DESK);
    expect(ticket(on)?.moves).toMatchObject([{ service: 'social', counter: 'c1' }, { service: 'tax' }]);
    expect(ticket(on)?.number).toBe('A001');
  });
});

describe('a timed hold', () => {
  const hold = () => served().when({ type: 'HoldTicket', ...at1, reason: '去缴费', minutes: 10 });

  it('returns by itself to its counter, before everyone who waits there', () => {
    const on = take(hold()).after(9 * 60);
    expect(dueCommands(on.state, on.now)).toEqual([]);
    expect(nextLookMs(on.state, on.now)).toBeLessThanOrEqual(60_000);
    on.after(60);
    const due = dueCommands(on.state, on.now).filter((command) => command.type === 'EndHold');
    expect(due).toHaveLength(1);
    on.when({ type: 'EndHold', ticket: t('A001') }, HUB).thenEvents('TicketRequeued');
    expect(on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled')).toMatchObject({
      ticket: t('A001'),
      why: { reason: 'sent-here' },
    });
  });

  it('called from hold before its time, it does not return a second time', () => {
    const on = hold()
      .when({ type: 'CallTicket', ...at1 })
      .after(20 * 60);
    expect(dueCommands(on.state, on.now).filter((command) => command.type === 'EndHold')).toEqual([]);
    on.when({ type: 'EndHold', ticket: t('A001') }, HUB).thenRefused('nothing-new');
  });
});

describe('recalling', () => {
  it('repeats and is counted; beyond the limit the ticket is a no-show by itself', () => {
    const on = take(given(...OPEN_COUNTERS)).when({ type: 'CallNext', counter: 'c1' });
    for (let recall = 1; recall <= 5; recall++) {
      on.when({ type: 'RecallTicket', ...at1 });
      expect(on.data('TicketRecalled').times).toBe(recall + 1);
    }
    on.when({ type: 'RecallTicket', ...at1 }).thenEvents('TicketNoShow');
    expect(ticket(on)?.status).toBe('no-show');
  });
});

describe('the end of the day', () => {
  it('everyone left over is a no-show at once, with the reason kept', () => {
    const on = take(take(take(served()))).when({ type: 'HoldTicket', ...at1, reason: '复印' });
    on.when({ type: 'ClearQueue', reason: '下班' }, LEADER).thenRefused('hall-open');
    on.after(8 * 3600).when({ type: 'ClearQueue', reason: '下班' }, LEADER);
    on.thenEvents('TicketNoShow', 'TicketNoShow', 'TicketNoShow', 'TicketNoShow');
    expect([...on.state.tickets.values()].every((one) => one.reason === '下班')).toBe(true);
    expect([...on.state.lines.values()].flat()).toEqual([]);
    expect(on.state.totals.noShow).toBe(4);
    on.when({ type: 'ClearQueue', reason: '下班' }, LEADER).thenRefused('nobody-waiting');
  });
});

describe('paper numbers after an outage', () => {
  const backfill = (on: Given, fields: object): Given =>
    on.when(
      {
        type: 'BackfillTicket',
        service: 'social',
        number: 'A007',
        class: 'ordinary',
        takenAt: NINE,
        ...fields,
      },
      DESK,
    );

  it('wait from the time they were really taken at, and numbering goes on behind them', () => {
    const on = take(given(...OPEN_COUNTERS).after(1800));
    backfill(on, {}).thenEvents('TicketBackfilled');
    expect(on.when({ type: 'CallNext', counter: 'c1' }, CLERK).data('TicketCalled')).toMatchObject({
      ticket: t('A007'),
      why: { waitedSeconds: 1800 },
    });
    expect(take(on).data('TicketIssued').number).toBe('A008');
  });

  it('one served during the outage is on record as served, with its times', () => {
    const on = backfill(given(...OPEN_COUNTERS).after(1800), { finishedAt: NINE + 600_000, counter: 'c1' });
    expect(ticket(on, 'A007')).toMatchObject({ status: 'finished', issuedAt: NINE, since: NINE + 600_000 });
    expect(on.state.totals).toMatchObject({ issued: 1, finished: 1 });
  });

  it('a number that exists, of another service or with impossible times is refused with its reason', () => {
    const on = take(given(...OPEN_COUNTERS).after(600));
    backfill(on, { number: 'A001' }).thenRefused('number-taken');
    backfill(on, { number: 'B007' }).thenRefused('number-other-service');
    backfill(on, { number: 'A0007' }).thenRefused('number-other-service');
    backfill(on, { takenAt: NINE + 700_000 }).thenRefused('times-impossible');
    backfill(on, { takenAt: NINE - 86_400_000 }).thenRefused('times-impossible');
    backfill(on, { finishedAt: NINE - 1 }).thenRefused('times-impossible');
    backfill(on, { finishedAt: NINE + 1, counter: 'c9' }).thenRefused('counter-unknown');
  });
});
