import { estimate } from '@bandecheng/hub/state/estimate';
import { queueView } from '@bandecheng/hub/views/queue-view';
import { Hall } from '@bandecheng/shared/hall';
import { describe, expect, it } from 'vitest';
import { CLERK, given, KIOSK, OPEN_COUNTERS, OTHER_CLERK, SMALL_HALL, t, type Given } from '../../given.ts';

const take = (on: Given, service = 'social'): Given =>
  on.when({ type: 'IssueTicket', service, class: 'ordinary', language: 'zh' }, KIOSK);

/** One visit of so many minutes at c2, which takes social alone. */
function visit(on: Given, minutes: number): void {
  take(on);
  const { ticket } = on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK).data('TicketCalled');
  on.when({ type: 'StartService', counter: 'c2', ticket }, OTHER_CLERK).after(minutes * 60);
  on.when({ type: 'FinishService', counter: 'c2', ticket }, OTHER_CLERK);
}

describe('the estimate of a wait', () => {
  it('is nothing where nobody is ahead and a counter stands free', () => {
    const on = given(...OPEN_COUNTERS);
    expect(estimate(on.state, 'social', 0)).toEqual({ minutes: 0, low: 0, high: 0 });
  });

  it('with no counter open is reckoned for one, at the usual length of a visit', () => {
    expect(estimate(given().state, 'social', 3)).toMatchObject({ minutes: 35 });
  });

  it('follows the newest visits of the day', () => {
    const on = given(...OPEN_COUNTERS);
    for (let i = 0; i < 6; i++) visit(on, 4);
    expect(estimate(on.state, 'social', 4).minutes).toBe(9);
  });

  it('has a wider range where visits vary more', () => {
    const rangeAfter = (...lengths: number[]): number => {
      const on = given(...OPEN_COUNTERS);
      for (const minutes of lengths) visit(on, minutes);
      const { minutes, low, high } = estimate(on.state, 'social', 4);
      expect(low).toBeLessThan(minutes);
      expect(high).toBeGreaterThan(minutes);
      return high - low;
    };
    expect(rangeAfter(1, 9, 2, 8, 1, 9)).toBeGreaterThan(rangeAfter(5, 5, 5, 5, 5, 5));
  });

  it('gives a service only its share of a counter that has other work', () => {
    const alone = given(OPEN_COUNTERS[0] ?? { type: 'CounterResumed', data: { counter: 'c1' } });
    for (let i = 0; i < 4; i++) take(alone);
    const before = estimate(alone.state, 'social', 4).minutes;
    for (let i = 0; i < 4; i++) take(alone, 'estate');
    expect(estimate(alone.state, 'social', 4).minutes).toBe(2 * before);
  });
});

describe('crowding', () => {
  it('is told for an area over its limit, with the closed counters that could open for it', () => {
    const hall = Hall.parse({
      ...SMALL_HALL,
      queue: { crowded: [{ area: '一楼东区', waiting: 2 }] },
    });
    const on = given({ type: 'HallConfigured', data: { hall } });
    on.happened({ type: 'CounterOpened', data: { counter: 'c2', clerk: 'wang' } });
    expect(queueView(take(on).state, hall, on.now).crowded).toEqual([]);
    expect(queueView(take(on).state, hall, on.now).crowded).toEqual([
      { area: '一楼东区', waiting: 2, limit: 2, couldOpen: [1] },
    ]);
  });
});

describe('how a counter spends its day', () => {
  const dayOf = (on: Given, counter: string) =>
    queueView(on.state, SMALL_HALL, on.now).counters.find((c) => c.counter === counter)?.today;

  it('is idle only while the next one waits', () => {
    const on = given(...OPEN_COUNTERS).after(600);
    take(on).after(180).when({ type: 'CallNext', counter: 'c1' });
    expect(dayOf(on, 'c1')?.idleMinutes).toBe(3);
  });

  it('keeps its pauses by their reason', () => {
    const on = given(...OPEN_COUNTERS);
    for (const minutes of [10, 5]) {
      on.when({ type: 'PauseCounter', counter: 'c1', reason: '用餐' }, CLERK).after(minutes * 60);
      on.when({ type: 'ResumeCounter', counter: 'c1' }, CLERK);
    }
    expect(dayOf(on, 'c1')?.pauses).toEqual([{ reason: '用餐', times: 2, minutes: 15 }]);
  });

  it('counts numbers called out of turn and those that did not come', () => {
    const on = take(take(given(...OPEN_COUNTERS)));
    on.when({ type: 'CallTicket', counter: 'c1', ticket: t('A002') });
    on.when({ type: 'MarkNoShow', counter: 'c1', ticket: t('A002') });
    expect(dayOf(on, 'c1')).toMatchObject({ chosen: 1, noShow: 1 });
  });
});
