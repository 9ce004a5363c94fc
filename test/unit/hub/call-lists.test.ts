import type { DrawnSample } from '@bandecheng/shared/rating/call-commands';
import { callListView } from '@bandecheng/hub/views/call-list-view';
import { describe, expect, it } from 'vitest';
import { DESK, given, SMALL_HALL, t, TODAY, type Given } from '../../given.ts';

const LIST = '2026-Q4.1';
const visit = (number: string) => ({
  ...{
    visit: `${t(number)}.1`,
    ticket: t(number),
    counter: 'c1',
    service: 'social',
    clerk: 'li',
    day: TODAY,
  },
});
const sample = (...numbers: string[]): DrawnSample => ({ seed: '0f', of: 40, visits: numbers.map(visit) });
const draw = (on: Given, drawn: DrawnSample, quarter = '2026-Q4') =>
  on.when({ type: 'DrawCallList', quarter, size: drawn.visits.length, drawn }, DESK);
const call = (on: Given, number: string, outcome: 'no-answer' | 'refused' | 'valid', list = LIST) => {
  const level = outcome === 'valid' ? { level: 'dissatisfied' as const } : {};
  return on.when({ type: 'RecordCall', list, visit: `${t(number)}.1`, outcome, ...level }, DESK);
};

describe('a call list', () => {
  it('is drawn once a quarter, and once more when the first is called through', () => {
    const on = draw(given(), sample('A001', 'A002')).thenEvents('CallListDrawn');
    draw(on, sample('A003')).thenRefused('call-list-open');
    call(on, 'A001', 'refused').thenEvents('CallRecorded');
    call(on, 'A002', 'valid').thenEvents('CallRecorded', 'RatingGiven');
    draw(on, sample('A003')).thenEvents('CallListDrawn');
    expect(on.data('CallListDrawn')).toMatchObject({ list: '2026-Q4.2', seed: '0f', of: 40 });
  });

  it('is not drawn of a quarter whose calls would come too late, nor without visits', () => {
    draw(given(), sample('A001'), '2026-Q2').thenRefused('quarter-over');
    draw(given(), sample(), '2026-Q3').thenRefused('no-visits');
  });

  it('makes a valid call a rating by telephone, counted as a call-back and beside the visit’s own', () => {
    const on = call(draw(given(), sample('A001')), 'A001', 'valid');
    expect(on.data('RatingGiven')).toEqual({
      ...visit('A001'),
      ...{ level: 'dissatisfied', channel: 'phone', fate: 'added', times: 1, ratedAt: on.now, reasons: [] },
      ...{ named: true, list: LIST, typedBy: 'zhao' },
    });
    expect(on.state.ratedByDay.get(TODAY)?.calls).toMatchObject({ valid: 1, levels: { dissatisfied: 1 } });
    expect(on.state.ratedByDay.get(TODAY)?.levels.phone).toBeUndefined();
  });

  it('tries who does not answer three times and nobody else twice', () => {
    const on = draw(given(), sample('A001', 'A002'));
    for (let i = 0; i < 3; i += 1) call(on, 'A001', 'no-answer').thenEvents('CallRecorded');
    call(on, 'A001', 'valid').thenRefused('call-settled');
    call(on, 'A002', 'refused');
    call(on, 'A002', 'valid').thenRefused('call-settled');
    call(on, 'A009', 'valid').thenRefused('visit-unknown');
    expect(on.state.ratedByDay.get(TODAY)).toBeUndefined();
  });

  it('shows its caller number, service and counter, and neither clerk nor rating', () => {
    const on = call(draw(given(), sample('A001', 'A002')), 'A001', 'no-answer');
    const view = callListView(on.state, SMALL_HALL, LIST);
    expect(view).toMatchObject({
      ...{ list: LIST, of: 40, size: 2, finished: false },
      outcomes: { 'no-answer': 1, none: 1, valid: 0 },
    });
    expect(view?.rows[0]).toEqual({
      ...{ visit: `${t('A001')}.1`, day: TODAY, number: 'A001', serviceZh: '社会保险', counterZh: '1号窗口' },
      ...{ telephoneZh: '由业务系统查询', tries: 1, outcome: 'no-answer', settled: false },
    });
    expect(JSON.stringify(view)).not.toContain('"li"');
  });

  it('stays in the state for this quarter and the last', () => {
    const on = draw(draw(given(), sample('A001'), '2026-Q3'), sample('A002'));
    on.happened({ type: 'DayOpened', data: { day: '2027-01-04', ended: [] } });
    draw(on, sample('A003'), '2027-Q1');
    expect([...on.state.callLists.keys()]).toEqual(['2026-Q4.1', '2027-Q1.1']);
  });
});
