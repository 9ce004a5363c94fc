import type { Level } from '@bandecheng/shared/vocabulary';
import { ratingsView } from '@bandecheng/hub/views/ratings-view';
import { counterView } from '@bandecheng/hub/views/counter-view';
import { describe, expect, it } from 'vitest';
import { openHall as hall, press, visit } from '../../fakes/given-visit.ts';
import { AGENT, HUB, KIOSK, SMALL_HALL, t, TODAY, type Given } from '../../given.ts';

const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;

describe('a rating', () => {
  it('window opens for sixty seconds when a service is finished', () => {
    const on = visit(hall(), 'A001').thenEvents('ServiceFinished', 'RatingInvited');
    expect(on.data('RatingInvited')).toEqual({
      visit: `${t('A001')}.1`,
      counter: 'c1',
      closesAt: on.now + 60_000,
    });
  });

  it('is counted on the day of its visit for as long as figures are asked for, once though it was changed', () => {
    const on = press(press(visit(hall(), 'A001').after(5), 'satisfied').after(3), 'dissatisfied');
    on.happened({ type: 'DayOpened', data: { day: '2026-11-24', ended: [] } });
    const { ratedByDay, ratings } = on.state;
    expect(ratedByDay.get(TODAY)?.levels.evaluator).toMatchObject({ satisfied: 0, dissatisfied: 1 });
    expect([...ratedByDay.keys()]).toEqual([TODAY]);
    expect(ratings.levels.dissatisfied).toBe(0);
  });

  it('names counter, clerk, ticket, service, device, channel and both times', () => {
    const on = press(visit(hall(), 'A001').after(5), 'dissatisfied', 1);
    expect(on.data('PressRecorded')).toEqual({
      fate: 'rated',
      level: 'dissatisfied',
      channel: 'evaluator',
      device: 'evaluator-c1',
      counter: 'c1',
      visit: `${t('A001')}.1`,
      ticket: t('A001'),
      service: 'social',
      clerk: 'li',
      pressedAt: on.now - 1000,
      recordedAt: on.now,
    });
  });

  it('still belongs to the finished visit when the clerk has already called the next number', () => {
    const on = visit(hall(), 'A001').after(3).when(issue, KIOSK);
    on.when({ type: 'CallNext', counter: 'c1' });
    press(on.after(2), 'satisfied');
    expect(on.data('PressRecorded')).toMatchObject({ fate: 'rated', ticket: t('A001') });
  });

  it('belongs to the later of two visits whose windows are both open', () => {
    const on = visit(hall(), 'A001');
    on.when(issue, KIOSK).when({ type: 'CallNext', counter: 'c1' });
    on.when({ type: 'StartService', counter: 'c1', ticket: t('A002') });
    on.after(20).when({ type: 'FinishService', counter: 'c1', ticket: t('A002') });
    press(on.after(5), 'satisfied');
    expect(on.data('PressRecorded').ticket).toBe(t('A002'));
  });

  it('delivered hours late finds its own visit by the time it was pressed at', () => {
    const on = visit(hall(), 'A001');
    const pressedAt = on.now + 4000;
    visit(on.after(600), 'A002').after(7200);
    on.when({ type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied', pressedAt }, AGENT);
    expect(on.data('PressRecorded')).toMatchObject({ fate: 'rated', ticket: t('A001') });
  });

  it('of a second press within ten seconds replaces the first', () => {
    const on = press(press(visit(hall(), 'A001').after(5), 'satisfied').after(4), 'very-dissatisfied');
    expect(on.data('PressRecorded').fate).toBe('changed');
    expect(on.state.ratings.levels).toMatchObject({ satisfied: 0, 'very-dissatisfied': 1 });
  });

  it('is not changed by a child hammering on afterwards, and every press is counted', () => {
    const on = press(visit(hall(), 'A001').after(5), 'satisfied').after(11);
    for (let i = 0; i < 20; i++) press(on.after(0.2), 'very-dissatisfied').thenEvents('PressRecorded');
    expect(on.data('PressRecorded').fate).toBe('repeated');
    expect(on.state.ratings.fates).toMatchObject({ rated: 1, repeated: 20 });
    expect(on.state.ratings.levels).toMatchObject({ satisfied: 1, 'very-dissatisfied': 0 });
  });

  describe('that may be the device’s repetition of one before', () => {
    const again = (on: Given, level: Level): Given =>
      on.when({ type: 'RecordPress', device: 'evaluator-c1', level, pressedAt: on.now, again: true }, AGENT);

    it('is none where its visit has this very level already', () => {
      again(press(visit(hall(), 'A001').after(2), 'satisfied').after(2), 'satisfied').thenRefused(
        'nothing-new',
      );
    });

    it('is the next applicant’s where another visit has ended since', () => {
      const on = press(visit(hall(), 'A001').after(2), 'satisfied');
      again(visit(on, 'A002').after(1), 'satisfied').thenEvents('PressRecorded');
      expect(on.data('PressRecorded')).toMatchObject({ fate: 'rated', ticket: t('A002') });
    });

    it('changes a mind where the level is another', () => {
      const on = press(visit(hall(), 'A001').after(2), 'satisfied').after(2);
      expect(again(on, 'dissatisfied').data('PressRecorded').fate).toBe('changed');
    });

    it('is not a second stray press', () => {
      again(press(hall(), 'satisfied').after(2), 'satisfied').thenRefused('nothing-new');
    });
  });

  it('just after the window counts and is marked late', () => {
    const on = press(visit(hall(), 'A001').after(61), 'satisfied');
    expect(on.data('PressRecorded').fate).toBe('late');
    expect(on.state.ratings.levels.satisfied).toBe(1);
  });

  it('long after the window is stray: recorded, counted, bound to nobody', () => {
    const on = press(visit(hall(), 'A001').after(91), 'very-dissatisfied');
    expect(on.data('PressRecorded')).toMatchObject({ fate: 'stray', counter: 'c1' });
    expect(on.data('PressRecorded').ticket).toBeUndefined();
    expect(on.state.ratings.levels['very-dissatisfied']).toBe(0);
  });

  it('pressed while nobody has been served is stray', () => {
    expect(press(hall(), 'very-satisfied').data('PressRecorded').fate).toBe('stray');
  });

  it('pressed before the service ended is stray, even when its window is open by the time it arrives', () => {
    const on = visit(hall(), 'A001').after(5);
    press(on, 'very-satisfied', 30);
    expect(on.data('PressRecorded').fate).toBe('stray');
  });

  it('from an agent whose clock runs ahead is not placed in the future', () => {
    const on = visit(hall(), 'A001').after(5);
    press(on, 'satisfied', -3600);
    expect(on.data('PressRecorded')).toMatchObject({ fate: 'rated', pressedAt: on.now });
  });

  it('that never came is 未评价 and no level', () => {
    const on = visit(hall(), 'A001');
    on.when({ type: 'LapseRating', visit: `${t('A001')}.1` }, HUB).thenRefused('nothing-new');
    on.after(60)
      .when({ type: 'LapseRating', visit: `${t('A001')}.1` }, HUB)
      .thenEvents('RatingLapsed');
    expect(on.state.ratings.lapsed).toBe(1);
    expect(Object.values(on.state.ratings.levels)).toEqual([0, 0, 0, 0, 0]);
    on.when({ type: 'LapseRating', visit: `${t('A001')}.1` }, HUB).thenRefused('nothing-new');
  });

  it('delivered after the window had lapsed, but pressed inside it, is no longer 未评价', () => {
    const on = visit(hall(), 'A001');
    const pressedAt = on.now + 10_000;
    on.after(60).when({ type: 'LapseRating', visit: `${t('A001')}.1` }, HUB);
    on.when({ type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied', pressedAt }, AGENT);
    expect(on.data('PressRecorded').fate).toBe('rated');
    expect(on.state.ratings.lapsed).toBe(0);
  });

  it('of an unknown device is refused, and so is another agent speaking for a device', () => {
    const on = hall();
    on.when({ type: 'RecordPress', device: 'ghost', level: 'satisfied', pressedAt: on.now }, AGENT);
    on.thenRefused('device-unknown');
    const other = { kind: 'agent', agent: 'hall-2' } as const;
    on.when({ type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied', pressedAt: on.now }, other);
    on.thenRefused('device-unknown');
  });
});

describe('what the screens are told of ratings', () => {
  it('the desk has the bad ones apart, newest first, with counter and service', () => {
    const on = press(visit(hall(), 'A001').after(2), 'very-dissatisfied');
    press(visit(on.after(100), 'A002').after(2), 'satisfied');
    const view = ratingsView(on.state, SMALL_HALL);
    expect(view.bad).toMatchObject([
      { level: 'very-dissatisfied', number: 'A001', counterNumber: 1, serviceName: { zh: '社会保险' } },
    ]);
    expect(view.latest.map((row) => row.number)).toEqual(['A002', 'A001']);
  });

  it('a changed mind leaves the bad list', () => {
    const on = press(press(visit(hall(), 'A001').after(2), 'dissatisfied').after(3), 'satisfied');
    expect(ratingsView(on.state, SMALL_HALL).bad).toEqual([]);
  });

  it('the clerk sees whether, never how', () => {
    const on = press(visit(hall(), 'A001').after(2), 'very-dissatisfied');
    const view = counterView(on.state, SMALL_HALL, 'c1', on.now);
    expect(view?.lastVisit?.rating).toBe('rated');
    expect(JSON.stringify(view)).not.toContain('satisfied');
  });
});
