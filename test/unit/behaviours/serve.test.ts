import { describe, expect, it } from 'vitest';
import { CLERK, DESK, HUB, OTHER_CLERK, t } from '../../given.ts';
import { callAtC1, hallWith, serve, serving, statusOf, take } from './hall-of-behaviours.ts';

const A001 = { counter: 'c1', ticket: t('A001') };

describe('serve', () => {
  it('34 start only after call', () => {
    take(hallWith())
      .when({ type: 'StartService', ...A001 })
      .thenRefused('cannot-start-waiting');
  });

  it('35 finish only after start; needs ≥1 done service when configured', () => {
    const on = take(hallWith({ queue: { finishNeedsMatter: true } }));
    callAtC1(on);
    on.when({ type: 'FinishService', ...A001 }).thenRefused('cannot-finish-called');
    on.when({ type: 'StartService', ...A001 });
    on.when({ type: 'FinishService', ...A001 }).thenRefused('matter-undone');
    on.when({ type: 'EndMatter', ...A001, matter: 0 }).when({ type: 'FinishService', ...A001 });
    on.thenEvents('ServiceFinished', 'RatingInvited');
  });

  it('36 add a second service in one visit, switch between, finish all', () => {
    const on = serving().when({ type: 'AddMatter', ...A001, service: 'estate' });
    on.when({ type: 'TakeUpMatter', ...A001, matter: 0 }).when({ type: 'FinishService', ...A001 });
    expect(on.data('ServiceFinished').matters.map((m) => m.service)).toEqual(['social', 'estate']);
  });

  it('37 change service/quantity during service', () => {
    const on = serving().when({ type: 'ChangeMatter', ...A001, matter: 0, service: 'tax', quantity: 2 });
    expect(on.data('MattersChanged').matters).toMatchObject([{ service: 'tax', quantity: 2 }]);
  });

  it('38 hold → call from hold → finish; exactly one open period at any time', () => {
    const on = serving().when({ type: 'HoldTicket', ...A001, reason: '去复印' });
    expect(on.state.counters.get('c1')?.ticket).toBeUndefined();
    on.when({ type: 'CallTicket', ...A001 }).when({ type: 'StartService', ...A001 });
    on.when({ type: 'CallTicket', counter: 'c2', ticket: t('A001') }, OTHER_CLERK);
    on.thenRefused('cannot-call-serving');
    on.when({ type: 'FinishService', ...A001 });
    expect(statusOf(on, 'A001')).toBe('finished');
  });

  it('39 timed hold returns by itself with raised priority', () => {
    const on = take(serving()).when({ type: 'HoldTicket', ...A001, reason: '缴费', minutes: 5 });
    on.after(5 * 60).when({ type: 'EndHold', ticket: t('A001') }, HUB);
    expect(callAtC1(on)).toBe('A001');
  });

  it('40 transfer to service/person keeps history and link', () => {
    const on = serving().when({ type: 'TransferTicket', ticket: t('A001'), to: { service: 'tax' } });
    expect(on.state.tickets.get(t('A001'))).toMatchObject({
      ...{ number: 'A001', service: 'tax', key: on.state.tickets.get(t('A001'))?.key },
      moves: [{ service: 'social', counter: 'c1' }],
    });
    on.when({ type: 'TransferTicket', ticket: t('A001'), to: { counter: 'c2' } }, DESK);
    expect(on.state.tickets.get(t('A001'))?.moves).toHaveLength(2);
  });

  it('41 return-after-redirect', () => {
    const on = serving().when({
      ...{ type: 'TransferTicket', ticket: t('A001'), to: { counter: 'c2' }, returnHere: true },
    });
    const at2 = { counter: 'c2', ticket: t('A001') };
    on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK).when(
      { type: 'StartService', ...at2 },
      OTHER_CLERK,
    );
    on.when({ type: 'FinishService', ...at2 }, OTHER_CLERK);
    expect(on.state.tickets.get(t('A001'))).toMatchObject({ status: 'waiting', sentTo: 'c1' });
  });

  it('42 multi-service ticket visits all queues', () => {
    const on = take(hallWith(), 'social', { more: ['estate'] });
    serve(on, callAtC1(on));
    expect(on.state.tickets.get(t('A001'))).toMatchObject({ status: 'waiting', service: 'estate' });
    serve(on, callAtC1(on));
    expect(statusOf(on, 'A001')).toBe('finished');
  });

  it('43 leave at creation / waiting / serving closes every open period and records the stage', () => {
    for (const [on, stage] of [
      [take(hallWith()), 'waiting'],
      [serving(), 'serving'],
    ] as const) {
      on.when({ type: 'CancelTicket', ticket: t('A001'), reason: '不办了' }, DESK);
      expect(on.data('TicketCancelled').stage).toBe(stage);
      expect(on.state.counters.get('c1')?.ticket).toBeUndefined();
      expect([...on.state.lines.values()].flat()).toEqual([]);
    }
  });

  it('44 no-show only after call; reactivate only from cancelled/no-show', () => {
    const on = take(hallWith()).when({ type: 'MarkNoShow', ...A001 });
    on.thenRefused('cannot-no-show-waiting');
    on.when({ type: 'RequeueTicket', ticket: t('A001') }, DESK).thenRefused('cannot-requeue-waiting');
    callAtC1(on);
    const back = () => on.when({ type: 'RequeueTicket', ticket: t('A001') }, DESK);
    on.when({ type: 'MarkNoShow', ...A001 });
    back().thenEvents('TicketRequeued');
    on.when({ type: 'CancelTicket', ticket: t('A001'), reason: '不办了' }, DESK);
    back().thenEvents('TicketRequeued');
    expect(statusOf(on, 'A001')).toBe('waiting');
    serve(on, callAtC1(on));
    back().thenRefused('cannot-requeue-finished');
  });

  it('45 finished ticket cannot be restarted, recalled or cancelled', () => {
    const on = serve(take(hallWith()), 'A001');
    callAtC1(on);
    serve(on, 'A001');
    on.when({ type: 'StartService', ...A001 }).thenRefused('cannot-start-finished');
    on.when({ type: 'RecallTicket', ...A001 }).thenRefused('cannot-recall-finished');
    on.when({ type: 'CancelTicket', ticket: t('A001'), reason: '误' }, DESK).thenRefused(
      'cannot-cancel-finished',
    );
  });

  it('46 break with reason stops calls', () => {
    const on = take(hallWith()).when({ type: 'PauseCounter', counter: 'c1', reason: '用餐' }, CLERK);
    on.when({ type: 'CallNext', counter: 'c1' }).thenRefused('counter-paused');
    expect(on.state.counters.get('c1')?.pauseReason).toBe('用餐');
  });
});
