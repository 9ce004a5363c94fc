import { reasonsAsked } from '@bandecheng/hub/state/visits-kept';
import { USUAL_RATING } from '@bandecheng/shared/rating/usual-rating';
import { followView } from '@bandecheng/hub/views/follow-view';
import { counterView } from '@bandecheng/hub/views/counter-view';
import { pack, unpack } from '@bandecheng/hub/state/pack-state';
import { describe, expect, it } from 'vitest';
import { hallTime } from '../../fakes/case-desk.ts';
import { holder, nextDay, openHall, press, rate, TABLET, visit } from '../../fakes/given-visit.ts';
import { HUB, KIOSK, SMALL_HALL, t, TODAY } from '../../given.ts';

const A001 = `${t('A001')}.1`;

describe('a rating on the counter’s tablet', () => {
  it('names the visit just finished, whom and what it was about, and where it was given', () => {
    const on = rate(visit(openHall(), 'A001').after(5), 'dissatisfied', TABLET);
    expect(on.data('RatingGiven')).toEqual({
      ...{ visit: A001, ticket: t('A001'), counter: 'c1', service: 'social', clerk: 'li', day: TODAY },
      ...{ level: 'dissatisfied', channel: 'tablet', fate: 'rated', times: 1, ratedAt: on.now },
      ...{ reasons: [], named: false },
    });
    expect(on.state.ratings.bad).toMatchObject([{ visit: A001, channel: 'tablet', number: 'A001' }]);
    expect(on.state.ratedByDay.get(TODAY)?.levels).toMatchObject({ tablet: { dissatisfied: 1 } });
  });

  it('is the only one of its visit: a button pressed afterwards is repeated, and the other way round', () => {
    const on = rate(visit(openHall(), 'A001').after(5), 'satisfied', TABLET);
    expect(press(on.after(2), 'dissatisfied').data('PressRecorded').fate).toBe('repeated');
    rate(press(visit(on, 'A002').after(2), 'satisfied').after(2), 'dissatisfied', TABLET);
    expect(on.data('RatingGiven').fate).toBe('repeated');
    expect(on.state.ratings.levels).toMatchObject({ satisfied: 2, dissatisfied: 0 });
  });

  it('is of the visit that the tablet showed, though its counter has finished another one since', () => {
    const on = visit(visit(openHall(), 'A001'), 'A002', 20);
    expect(rate(on, 'dissatisfied', TABLET, t('A001')).data('RatingGiven').visit).toBe(A001);
    const late = visit(on, 'A003').after(5);
    rate(late, 'dissatisfied', TABLET, t('A002')).thenRefused('rating-not-invited');
    const elsewhere = { kind: 'tablet', counter: 'c2' } as const;
    rate(late, 'dissatisfied', elsewhere, t('A003')).thenRefused('rating-not-invited');
  });

  it('is taken back by a second tap within ten seconds, and by none after that', () => {
    const on = rate(visit(openHall(), 'A001').after(5), 'satisfied', TABLET);
    expect(rate(on.after(10), 'dissatisfied', TABLET).data('RatingGiven').fate).toBe('changed');
    expect(rate(on.after(1), 'satisfied', TABLET).data('RatingGiven').fate).toBe('repeated');
    expect(on.state.ratedByDay.get(TODAY)?.levels.tablet).toMatchObject({ satisfied: 0, dissatisfied: 1 });
  });

  it('is not asked for before a visit was finished, nor once its time is over', () => {
    const on = rate(openHall(), 'satisfied', TABLET).thenRefused('rating-not-invited');
    expect(rate(visit(on, 'A001').after(61), 'satisfied', TABLET).data('RatingGiven').fate).toBe('late');
    rate(visit(on, 'A002').after(91), 'satisfied', TABLET).thenRefused('rating-not-invited');
  });

  it('is of the levels that the counter offers', () => {
    const hall = { ...SMALL_HALL, rating: { ...SMALL_HALL.rating, levels: 3 as const } };
    const [first, ...others] = hall.counters;
    const counters = first === undefined ? [] : [{ ...first, levels: 2 as const }, ...others];
    const on = openHall().happened({ type: 'HallConfigured', data: { hall: { ...hall, counters } } });
    rate(visit(on, 'A001'), 'very-satisfied', TABLET).thenRefused('grade-unknown');
    rate(on, 'basically-satisfied', TABLET).thenRefused('grade-unknown');
    rate(on, 'dissatisfied', TABLET).thenEvents('RatingGiven');
  });
});

describe('a rating by the ticket’s holder', () => {
  it('comes after nobody pressed in time, and the visit is no longer 未评价', () => {
    const on = visit(openHall(), 'A001').after(60).when({ type: 'LapseRating', visit: A001 }, HUB);
    expect(on.state.ratings.lapsed).toBe(1);
    expect(rate(on.after(3600), 'satisfied', holder('A001')).data('RatingGiven')).toMatchObject({
      ...{ channel: 'qr', fate: 'rated', times: 1 },
    });
    expect(on.state.ratings.lapsed).toBe(0);
  });

  it('is of the newest visit that is finished, and not asked for before there is one', () => {
    const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;
    const on = rate(openHall().when(issue, KIOSK), 'satisfied', holder('A001'));
    on.thenRefused('rating-not-invited');
    for (let n = 0; n < 2; n++) {
      const at = { counter: 'c1', ticket: t('A001') };
      on.when({ type: 'CallNext', counter: 'c1' }).when({ type: 'StartService', ...at });
      on.after(60).when({ type: 'FinishService', ...at });
      if (n === 0)
        on.happened({
          type: 'TicketSentOn',
          data: { ticket: t('A001'), from: { service: 'social', counter: 'c1' }, to: { service: 'estate' } },
        });
    }
    expect(rate(on, 'satisfied', holder('A001')).data('RatingGiven').visit).toBe(`${t('A001')}.2`);
  });

  it('is added once to what was pressed at the counter, and counted apart', () => {
    const on = press(visit(openHall(), 'A001').after(5), 'satisfied').after(7200);
    expect(rate(on, 'dissatisfied', holder('A001')).data('RatingGiven')).toMatchObject({
      ...{ fate: 'added', times: 2 },
    });
    rate(on.after(60), 'satisfied', holder('A001')).thenRefused('rated-already');
    const day = on.state.ratedByDay.get(TODAY);
    expect(day?.levels).toEqual({
      evaluator: expect.objectContaining({ satisfied: 1, dissatisfied: 0 }) as object,
    });
    expect(day?.additional).toEqual({ good: 0, all: 1 });
    expect(on.state.desk.badVisits.get(A001)?.level).toBe('dissatisfied');
  });

  it('is taken up to the close of the fifth working day, and not a second longer', () => {
    const on = visit(openHall(), 'A001');
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'])
      nextDay(on, day);
    on.now = hallTime('2026-11-30 17:00') + 1000;
    rate(on, 'satisfied', holder('A001')).thenRefused('rating-over');
    on.now = hallTime('2026-11-30 17:00');
    rate(on, 'satisfied', holder('A001')).thenEvents('RatingGiven');
    expect(on.state.ratedByDay.get(TODAY)?.levels.qr?.satisfied).toBe(1);
    expect([...on.state.ratedByDay.keys()]).toEqual([TODAY]);
  });

  it('finds its page by the key of a ticket of days ago, until it can no longer be given', () => {
    const on = visit(openHall(), 'A001');
    const [key = ''] = on.state.keys.keys();
    nextDay(on, '2026-11-30');
    expect(followView(on.state, SMALL_HALL, key)).toMatchObject({ number: 'A001', status: 'finished' });
    nextDay(on, '2026-12-01');
    expect(followView(on.state, SMALL_HALL, key)).toBeNull();
    expect([on.state.visits.size, on.state.keys.size, on.state.invited.size]).toEqual([0, 0, 0]);
  });

  it('leaves a rated visit in memory for three weeks, and out of what late presses look through', () => {
    const on = press(visit(openHall(), 'A001').after(5), 'satisfied');
    nextDay(nextDay(on, '2026-11-24'), '2026-12-14');
    expect([on.state.visits.size, on.state.counters.get('c1')?.visits]).toEqual([1, []]);
    nextDay(on, '2026-12-15');
    expect(on.state.visits.size).toBe(0);
  });
});

describe('a rating by number at a kiosk', () => {
  it('is taken of today’s newest visit that nobody has rated, and of no other', () => {
    const on = rate(visit(openHall(), 'A001').after(3500), 'satisfied', KIOSK, 'A001');
    expect(on.data('RatingGiven')).toMatchObject({ channel: 'kiosk', fate: 'rated', visit: A001 });
    expect(rate(on.after(5), 'dissatisfied', KIOSK, 'A001').data('RatingGiven').fate).toBe('changed');
    rate(on.after(60), 'satisfied', KIOSK, 'A001').thenRefused('rated-already');
    rate(on, 'satisfied', KIOSK, 'A999').thenRefused('ticket-unknown');
    rate(press(visit(on, 'A002').after(2), 'satisfied'), 'satisfied', KIOSK, 'A002').thenRefused(
      'rated-already',
    );
    rate(nextDay(on, '2026-11-24'), 'satisfied', KIOSK, t('A001')).thenRefused('ticket-unknown');
  });

  it('is taken within an hour of the visit, so that nobody types in at closing what a day left unrated', () => {
    const on = visit(openHall(), 'A001').after(3601);
    rate(on, 'very-satisfied', KIOSK, 'A001').thenRefused('rating-over');
    rate(on, 'satisfied', holder('A001')).thenEvents('RatingGiven');
  });

  it('that a stranger gave yields to the first one of the ticket’s holder, who may say why and add to it', () => {
    const on = rate(visit(openHall(), 'A001').after(60), 'very-satisfied', KIOSK, 'A001').after(1800);
    rate(on, 'dissatisfied', holder('A001'));
    expect(on.data('RatingGiven')).toMatchObject({ channel: 'qr', fate: 'changed', times: 1 });
    const { levels } = on.state.ratedByDay.get(TODAY) ?? {};
    expect([levels?.kiosk?.['very-satisfied'], levels?.qr?.dissatisfied]).toEqual([0, 1]);
    on.when({ type: 'GiveReasons', reasons: ['服务态度'] }, holder('A001')).thenEvents('ReasonsGiven');
    expect(rate(on.after(60), 'satisfied', holder('A001')).data('RatingGiven').fate).toBe('added');
    rate(on, 'very-satisfied', KIOSK, 'A001').thenRefused('rated-already');
  });
});

describe('the reasons of a rating', () => {
  const give = { type: 'GiveReasons' as const, reasons: ['服务态度'] };

  it('are asked after a bad level alone, from the list, and within ten minutes', () => {
    const on = rate(visit(openHall(), 'A001').after(5), 'satisfied', TABLET);
    on.when(give, TABLET).thenRefused('reasons-not-asked');
    rate(visit(on, 'A002').after(5), 'very-dissatisfied', TABLET);
    on.when({ ...give, reasons: ['天气'] }, TABLET).thenRefused('reason-unknown');
    on.when({ ...give, reasons: [] }, TABLET).thenRefused('nothing-new');
    on.after(600).when(give, TABLET).thenEvents('ReasonsGiven');
    expect(on.data('ReasonsGiven')).toEqual({ visit: `${t('A002')}.1`, reasons: ['服务态度'] });
    on.after(1).when(give, TABLET).thenRefused('reasons-not-asked');
  });

  it('may come with the level, and never with a good one', () => {
    const on = visit(openHall(), 'A001');
    const rated = { type: 'RateVisit' as const, reasons: ['办事效率'] };
    on.when({ ...rated, level: 'satisfied' as const }, TABLET).thenRefused('reasons-not-asked');
    on.when({ ...rated, level: 'dissatisfied' as const }, TABLET).thenEvents('RatingGiven');
  });

  it('are the usual ones where the hall names none, and none at all where its list is empty', () => {
    const { state } = openHall();
    expect(reasonsAsked(state)).toEqual(USUAL_RATING.reasons);
    const asked = (reasons: string[]) =>
      reasonsAsked({ desk: state.desk, hall: { ...SMALL_HALL, rating: { ...SMALL_HALL.rating, reasons } } });
    expect([asked(['排队太久']), asked([])]).toEqual([['排队太久'], []]);
  });

  it('are said where the level was: not on the tablet of what was rated by telephone page', () => {
    const on = rate(visit(openHall(), 'A001').after(5), 'dissatisfied', holder('A001'));
    on.when(give, TABLET).thenRefused('reasons-not-asked');
    on.when(give, holder('A001')).thenEvents('ReasonsGiven');
  });
});

describe('what a clerk is shown of their ratings', () => {
  const shown = (on: ReturnType<typeof openHall>) =>
    counterView(on.state, SMALL_HALL, 'c1', on.now)?.ownRatings;

  it('is a share from ten on, moved by every fifth, so that no single press can be read off it', () => {
    const on = openHall();
    const seen: unknown[] = [];
    for (let n = 1; n <= 15; n++) {
      const level = n % 6 === 0 ? 'dissatisfied' : 'satisfied';
      press(visit(on, `A0${String(n).padStart(2, '0')}`).after(2), level);
      seen.push(shown(on));
    }
    const ten = { good: 9, of: 10 };
    expect(seen).toEqual([...Array<null>(9).fill(null), ten, ten, ten, ten, ten, { good: 13, of: 15 }]);
    // A change of mind stays unseen too.
    press(on.after(2), 'very-dissatisfied');
    expect(shown(on)).toEqual({ good: 13, of: 15 });
    expect(JSON.stringify(counterView(on.state, SMALL_HALL, 'c1', on.now))).not.toContain('satisfied');
  });

  it('is saved with the snapshot, and begins anew with the day', () => {
    const on = press(visit(openHall(), 'A001').after(2), 'satisfied');
    expect(unpack(JSON.parse(JSON.stringify(pack(on.state))))).toEqual(on.state);
    expect(nextDay(on, '2026-11-24').state.ratings.clerks.size).toBe(0);
  });
});
