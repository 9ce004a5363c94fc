import { counterView } from '@bandecheng/hub/views/counter-view';
import { queueView } from '@bandecheng/hub/views/queue-view';
import type { CurrentTicket } from '@bandecheng/shared/views';
import { describe, expect, it, vi } from 'vitest';
import { GivenDesk } from '../../fakes/case-desk.ts';
import {
  DESK,
  given,
  HUB,
  KIOSK,
  OPEN_COUNTERS,
  OTHER_CLERK,
  SMALL_HALL,
  t,
  type Given,
} from '../../given.ts';

const take = (on: Given, also: object = {}): Given =>
  on.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh', ...also }, KIOSK);
const current = (on: Given, counter: string): CurrentTicket | null | undefined =>
  counterView(on.state, on.state.hall ?? SMALL_HALL, counter, on.now)?.current;

describe('what a clerk sees of the visits before', () => {
  const seen = (on: Given) => counterView(on.state, on.state.hall ?? SMALL_HALL, 'c1', on.now)?.ownVisits;
  function afterVisits(count: number): Given {
    const on = given(...OPEN_COUNTERS);
    for (let n = 1; n <= count; n += 1) {
      const ticket = t(`A${String(n).padStart(3, '0')}`);
      take(on).when({ type: 'CallNext', counter: 'c1' });
      on.when({ type: 'StartService', counter: 'c1', ticket });
      on.after(1).when({ type: 'FinishService', counter: 'c1', ticket });
    }
    return on;
  }

  it('is the newest thirty, the last one first', () => {
    const numbers = seen(afterVisits(32))?.map(({ number }) => number);
    expect(numbers).toHaveLength(30);
    expect([numbers?.[0], numbers?.[29]]).toEqual(['A032', 'A003']);
  });

  it('costs no more late in the day: the hub became slower with every visit', () => {
    const on = afterVisits(90);
    const looked = vi.spyOn(on.state.visits, 'get');
    seen(on);
    expect(looked.mock.calls.length).toBeLessThan(35);
  });
});

describe('what a clerk sees of the number at the counter', () => {
  it('is what is being done, who came, and what comes afterwards', () => {
    const on = take(given(...OPEN_COUNTERS), { people: 3, more: ['tax'] });
    on.after(14 * 60).when({ type: 'CallNext', counter: 'c1' });
    expect(current(on, 'c1')).toMatchObject({ people: 3, more: ['tax'], matters: [], moves: [] });
    expect(current(on, 'c1')?.why).toMatchObject({ reason: 'first-come', waitedMinutes: 14 });
    on.when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
    on.when({ type: 'AddMatter', counter: 'c1', ticket: t('A001'), service: 'estate' });
    expect(current(on, 'c1')?.matters).toEqual([
      { service: 'social', quantity: 1, state: 'open' },
      { service: 'estate', quantity: 1, state: 'active' },
    ]);
  });

  it('is where it was sent from, and the counter it goes back to', () => {
    const on = take(given(...OPEN_COUNTERS));
    on.when({ type: 'CallNext', counter: 'c1' });
    on.when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
    const moved = on.now;
    on.when({ type: 'TransferTicket', ticket: t('A001'), to: { counter: 'c2' }, returnHere: true });
    on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK);
    expect(current(on, 'c2')).toMatchObject({
      returnTo: 1,
      moves: [{ at: moved, service: 'social', counter: 1 }],
    });
  });
});

describe('what the desk sees of numbers on hold', () => {
  it('is why, at which counter and until when', () => {
    const on = take(given(...OPEN_COUNTERS));
    on.when({ type: 'CallNext', counter: 'c1' });
    on.when({ type: 'HoldTicket', counter: 'c1', ticket: t('A001'), reason: '复印', minutes: 20 });
    const held = () => queueView(on.state, on.state.hall ?? SMALL_HALL, on.now).held;
    const until = on.now + 20 * 60_000;
    expect(held()).toEqual([{ number: 'A001', counter: 1, reason: '复印', since: on.now, until }]);
    on.after(20 * 60).when({ type: 'EndHold', ticket: t('A001') }, HUB);
    expect(held()).toEqual([]);
  });

  it('is an appointment that came early, at no counter', () => {
    const on = given(...OPEN_COUNTERS);
    const startsAt = on.now + 20 * 60_000;
    on.when({ type: 'BookAppointment', service: 'social', startsAt, code: 'K7QP3M' }, DESK);
    on.when({ type: 'CheckIn', code: 'K7QP3M', language: 'zh' }, DESK);
    const view = queueView(on.state, on.state.hall ?? SMALL_HALL, on.now);
    expect(view.held).toEqual([{ number: 'A001', since: on.now, until: startsAt }]);
    expect(view.appointments).toEqual({ booked: 0, arrived: 1, missed: 0, cancelled: 0 });
  });
});

describe('a counter under the rules of a city', () => {
  it.each([
    ['chizhou', true],
    ['wushen', false],
  ])('of %s offers its clerk to begin a case: %s', (city, offered) => {
    const { state, now } = new GivenDesk(city);
    expect(counterView(state, SMALL_HALL, 'c1', now)?.clerkOpensCases).toBe(offered);
  });

  it('of none offers nothing', () => {
    const { state, now } = given();
    expect(counterView(state, SMALL_HALL, 'c1', now)?.clerkOpensCases).toBe(false);
  });
});
