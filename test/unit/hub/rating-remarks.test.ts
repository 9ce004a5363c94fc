import { actorText } from '@bandecheng/shared/commands';
import type { Level } from '@bandecheng/shared/vocabulary';
import { ratingsView } from '@bandecheng/hub/views/ratings-view';
import { describe, expect, it } from 'vitest';
import { GivenDesk } from '../../fakes/case-desk.ts';
import { holder, nextDay, press, rate, SUPERVISOR, TABLET, visit } from '../../fakes/given-visit.ts';
import { metricOf, reportOf } from '../../fakes/reported-desk.ts';
import {
  AGENT_JOINED,
  CLERK,
  DESK,
  HUB,
  OPEN_COUNTERS,
  OTHER_CLERK,
  SMALL_HALL,
  t,
  TODAY,
} from '../../given.ts';

const A001 = `${t('A001')}.1`;
const API = { kind: 'api', key: 'sms-gate' } as const;
const CHIEF = { kind: 'staff', account: 'qian', role: 'supervisor' } as const;

function hall(city = 'huancui'): GivenDesk {
  const on = new GivenDesk(city);
  for (const event of [...OPEN_COUNTERS, AGENT_JOINED]) on.happened(event);
  return on;
}

/** Types a rating of A001 in. */
function type(ratedAt: number, more: { channel?: 'paper' | 'sms'; level?: Level } = {}) {
  const typed = { type: 'TypeRating' as const, visit: A001, channel: 'paper' as const, reasons: [] };
  return { ...typed, level: 'dissatisfied' as const, ratedAt, ...more };
}

const appeal = { type: 'AppealRating' as const, visit: A001, ground: 'mistaken' as const, text: '按错了' };
const decide = { type: 'DecideAppeal' as const, visit: A001, outcome: 'upheld' as const, text: '情况属实' };

describe('a rating that somebody types in', () => {
  it('keeps the time it was given at and who typed it, and neither future nor past is made up', () => {
    const on = visit(hall(), 'A001');
    const finishedAt = on.now;
    on.after(3600)
      .asks(type(on.now + 1))
      .thenRefused('rating-time-impossible');
    on.asks(type(finishedAt - 1)).thenRefused('rating-time-impossible');
    on.asks({ ...type(finishedAt + 60_000), visit: `${t('A009')}.1` }).thenRefused('visit-unknown');
    on.asks(type(finishedAt + 60_000)).thenEvents('RatingGiven');
    expect(on.data('RatingGiven')).toMatchObject({
      ...{ channel: 'paper', fate: 'rated', ratedAt: finishedAt + 60_000, typedBy: 'zhao' },
    });
    on.asks({ ...type(on.now), level: 'satisfied' }).thenEvents('RatingGiven');
    expect(on.data('RatingGiven')).toMatchObject({ fate: 'added', times: 2 });
    on.asks(type(on.now)).thenRefused('rated-already');
  });

  it('is typed by nobody who served the visit, and as a text message’s answer by no person', () => {
    const on = visit(hall(), 'A001').after(60);
    on.asks(type(on.now), { kind: 'staff', account: 'li', role: 'desk' }).thenRefused('not-allowed');
    on.asks(type(on.now, { channel: 'sms' }), DESK).thenRefused('not-allowed');
    on.asks(type(on.now, { channel: 'sms' }), API).thenEvents('RatingGiven');
    expect(on.data('RatingGiven').typedBy).toBeUndefined();
  });
});

describe('a bad rating', () => {
  it.each([
    ['on the tablet', (on: GivenDesk) => rate(on.after(5), 'dissatisfied', TABLET)],
    ['by the ticket’s page', (on: GivenDesk) => rate(on.after(3600), 'very-dissatisfied', holder('A001'))],
    ['added to a good one', (on: GivenDesk) => rate(press(on, 'satisfied'), 'dissatisfied', holder('A001'))],
    ['on paper, days later', (on: GivenDesk) => nextDay(on, '2026-11-25').asks(type(on.now))],
  ])('%s opens one case of call-back', (_how, given) => {
    const on = given(visit(hall(), 'A001')).after(11);
    on.when({ type: 'OpenCallBack', visit: A001 }, HUB);
    expect(on.case).toMatchObject({ caseType: 'callBack', visit: A001, ticket: t('A001'), clerk: 'li' });
    // Another bad one of the same visit is in the hands of the same case.
    rate(on, 'dissatisfied', holder('A001')).when({ type: 'OpenCallBack', visit: A001 }, HUB);
    on.thenRefused('nothing-new');
  });

  it('of a ticket taken with an identity number is known to be no anonymous one', () => {
    const on = hall();
    const issue = { type: 'IssueTicket' as const, service: 'social', class: 'ordinary' as const };
    on.when({ ...issue, language: 'zh', person: 'marked-person' }, { kind: 'kiosk', kiosk: 'k1' });
    const at = { counter: 'c1', ticket: t('A001') };
    on.when({ type: 'CallNext', counter: 'c1' }).when({ type: 'StartService', ...at });
    rate(on.when({ type: 'FinishService', ...at }), 'dissatisfied', TABLET);
    expect(on.data('RatingGiven').named).toBe(true);
    on.after(11).when({ type: 'OpenCallBack', visit: A001 }, HUB);
    expect(on.data('CaseOpened').attributes).toEqual({ named: 'yes' });
  });

  it('asks for the city’s own dimensions where its rules name them', () => {
    const on = rate(visit(hall(), 'A001'), 'dissatisfied', TABLET);
    const give = { type: 'GiveReasons' as const, reasons: ['工作纪律'], text: '一直看手机' };
    on.asks(give, TABLET).thenEvents('ReasonsGiven');
    expect(JSON.stringify(on.data('ReasonsGiven'))).not.toContain('看手机');
    expect(on.data('ReasonsGiven').text?.field).toBe('text');
  });
});

describe('a correction', () => {
  it('takes a rating out of every figure and leaves it on record; another puts it back', () => {
    const on = rate(visit(hall(), 'A001'), 'dissatisfied', TABLET);
    const correct = {
      type: 'CorrectRating' as const,
      rating: on.state.seq,
      day: TODAY,
      reason: 'test' as const,
    };
    on.after(60)
      .asks({ ...correct, counts: true }, SUPERVISOR)
      .thenRefused('nothing-new');
    on.asks({ ...correct, counts: false, day: '2026-11-22' }, SUPERVISOR).thenRefused('rating-unknown');
    on.asks({ ...correct, counts: false, text: '培训时按的' }, SUPERVISOR).thenEvents('RatingCorrected');
    expect(on.data('RatingCorrected')).toMatchObject({
      visit: A001,
      counts: false,
      by: 'wu',
      reason: 'test',
    });
    expect(on.state.ratedByDay.get(TODAY)?.levels.tablet?.dissatisfied).toBe(0);
    expect(ratingsView(on.state, SMALL_HALL)).toMatchObject({ bad: [], latest: [] });
    expect([on.state.ratings.levels.dissatisfied, on.state.desk.badVisits.size]).toEqual([0, 0]);
    expect(on.state.visits.get(A001)?.first).toMatchObject({ level: 'dissatisfied', uncounted: true });

    on.asks({ ...correct, counts: true }, SUPERVISOR).thenEvents('RatingCorrected');
    expect(on.state.ratedByDay.get(TODAY)?.levels.tablet?.dissatisfied).toBe(1);
  });

  it('is for nobody who served the visit', () => {
    const on = rate(visit(hall(), 'A001'), 'dissatisfied', TABLET);
    const own = { kind: 'staff', account: 'li', role: 'supervisor' } as const;
    const correct = { type: 'CorrectRating' as const, rating: on.state.seq, day: TODAY };
    on.asks({ ...correct, counts: false, reason: 'other' }, own).thenRefused('not-allowed');
  });
});

describe('an appeal', () => {
  it('is answered alike whether the visit was rated badly, well or not at all', () => {
    const answers = [null, 'satisfied' as const, 'dissatisfied' as const].map((level) => {
      const on = visit(hall(), 'A001').after(5);
      if (level !== null) press(on, level);
      on.asks(appeal, CLERK).thenEvents('RatingAppealed');
      const { rating } = on.data('RatingAppealed');
      on.asks(appeal, CLERK).thenRefused('appealed-already');
      return rating !== undefined;
    });
    expect(answers).toEqual([false, false, true]);
  });

  it('is of a clerk’s own visit, today’s or the business day’s before', () => {
    const on = visit(hall(), 'A001');
    on.asks(appeal, OTHER_CLERK).thenRefused('visit-unknown');
    nextDay(on, '2026-11-24').asks(appeal, CLERK).thenEvents('RatingAppealed');
    const later = nextDay(nextDay(visit(hall(), 'A001'), '2026-11-24'), '2026-11-25');
    later.asks(appeal, CLERK).thenRefused('visit-unknown');
  });

  it('upheld by a second person takes the rating out of the figures; whoever appealed or corrected is no second', () => {
    const on = press(visit(hall(), 'A001').after(5), 'dissatisfied');
    const correct = {
      type: 'CorrectRating' as const,
      rating: on.state.seq,
      day: TODAY,
      reason: 'other' as const,
    };
    on.asks(decide, CHIEF).thenRefused('appeal-unknown');
    on.asks({ ...correct, counts: false }, SUPERVISOR).asks({ ...correct, counts: true }, SUPERVISOR);
    on.asks(appeal, CLERK);
    on.asks(decide, SUPERVISOR).thenRefused('second-person-needed');
    on.asks(decide, { kind: 'staff', account: 'li', role: 'admin' }).thenRefused('second-person-needed');
    on.asks(decide, CHIEF).thenEvents('AppealDecided');
    expect(on.data('AppealDecided')).toMatchObject({ rating: correct.rating, day: TODAY, by: 'qian' });
    expect(on.state.ratedByDay.get(TODAY)?.levels.evaluator?.dissatisfied).toBe(0);
    on.asks(decide, CHIEF).thenRefused('appeal-decided');
  });

  it('about nothing bad can be rejected and not upheld, and waits for its decision after the visit is old', () => {
    const on = visit(hall(), 'A001').asks(appeal, CLERK);
    nextDay(on, '2026-12-31').asks(decide, CHIEF).thenRefused('rating-unknown');
    on.asks({ ...decide, outcome: 'rejected' }, CHIEF).thenEvents('AppealDecided');
    expect(nextDay(on, '2027-01-04').state.visits.size).toBe(0);
  });
});

describe('the figures of a city’s rules', () => {
  it('of Huancui take each rating by its own channel, answers to calls beside the calls answered, nothing added', () => {
    const on = visit(visit(visit(hall(), 'A001'), 'A002'), 'A003');
    press(on, 'satisfied');
    rate(on.after(60), 'dissatisfied', holder('A003'));
    const sms = (number: string, level: Level) =>
      on.asks({ ...type(on.now, { channel: 'sms', level }), visit: `${t(number)}.1` }, API);
    sms('A001', 'satisfied');
    sms('A002', 'dissatisfied');
    const about = {
      visit: A001,
      ticket: t('A001'),
      counter: 'c1',
      service: 'social',
      clerk: 'li',
      day: TODAY,
    };
    const said = {
      channel: 'phone' as const,
      fate: 'rated' as const,
      times: 1,
      ratedAt: on.now,
      reasons: [],
    };
    const answer = { ...about, ...said, level: 'satisfied' as const, named: false, list: '2026-Q4' };
    on.happened({ type: 'RatingGiven', data: answer });
    const day = on.state.ratedByDay.get(TODAY);
    if (day !== undefined) day.calls.valid = 2;

    const report = reportOf(on, '2026-Q4');
    const value = (metric: string) => metricOf(report, metric).value;
    expect([value('M-eval'), value('M-sms'), value('M-call')]).toEqual([1, 0.5, 0.5]);
    expect(value('M-quarter')).toBeCloseTo(0.3 + 0.15 + 0.2, 10);
  });

  it('name 回访率 and 整改率 as two rates', () => {
    const on = rate(visit(hall(), 'A001'), 'dissatisfied', TABLET).after(11);
    rate(visit(on.when({ type: 'OpenCallBack', visit: A001 }, HUB), 'A002'), 'dissatisfied', TABLET);
    on.after(11).when({ type: 'OpenCallBack', visit: `${t('A002')}.1` }, HUB);
    const rates = () => {
      const report = reportOf(on, '2026-11');
      return [metricOf(report, 'called-back').value, metricOf(report, 'mended').value];
    };
    expect(rates()).toEqual([0, null]);
    const verified = { fields: { verification: '属实' }, attributes: { finding: 'clear', named: 'yes' } };
    on.step('verify', 'verifier', verified);
    expect(rates()).toEqual([0.5, 0]);
    on.step('mend', 'ratedUnit', { fields: { measure: '已改' } });
    expect(rates()).toEqual([0.5, 1]);
  });
});

it('whoever rates stands in the record by the place it was done at, and by nothing of the person', () => {
  expect([actorText(TABLET), actorText(holder('A001'))]).toEqual(['tablet:c1', `holder:${t('A001')}`]);
});
