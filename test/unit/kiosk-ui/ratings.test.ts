import { hourMap } from '@bandecheng/kiosk-ui/screens/ratings/hour-map';
import {
  awaitsDecision,
  canBeCorrected,
  rowNotes,
  rowPlace,
  rowRemarks,
} from '@bandecheng/kiosk-ui/screens/ratings/row-text';
import { changeText, shareText } from '@bandecheng/kiosk-ui/screens/ratings/share-text';
import { sortLines } from '@bandecheng/kiosk-ui/screens/ratings/sort-lines';
import { trendBars } from '@bandecheng/kiosk-ui/screens/ratings/trend-bars';
import { ratingPeriodOf } from '@bandecheng/hub/reports/rating-period';
import {
  ratingPeriodId,
  ratingPlaceAs,
  ratingPlaceAt,
  ratingPlaceNamed,
} from '@bandecheng/shared/rating/rating-period';
import type { RatingLine, Share, ShownRow } from '@bandecheng/shared/rating/rating-report';
import { describe, expect, it } from 'vitest';
import { NINE, TODAY } from '../../given.ts';

const share = (numerator: number, denominator: number): Share => ({
  ...{ numerator, denominator, small: denominator < 30 },
  value: denominator === 0 ? null : numerator / denominator,
});

function line(id: string, good: number, of: number, visits = of): RatingLine {
  const levels = { 'very-satisfied': good, satisfied: 0, 'basically-satisfied': 0, dissatisfied: of - good };
  return {
    ...{ id, zh: id, visits, offline: 0, levels: { ...levels, 'very-dissatisfied': 0 } },
    ...{ satisfied: share(good, of), bad: share(of - good, of), response: share(of, visits) },
    ...{ active: share(of, visits), additional: share(0, 0) },
  };
}

describe('the figures of the page of ratings', () => {
  it('show a share with two digits at most, and a dash where there is nothing to divide by', () => {
    expect(shareText(share(1407, 1451))).toBe('96.97%');
    expect(shareText(share(0, 0))).toBe('—');
  });

  it.each([
    [share(97, 100), share(95, 100), '+2 个百分点'],
    [share(95, 100), share(963, 1000), '−1.3 个百分点'],
    [share(1, 2), share(50, 100), '持平'],
    [share(0, 0), share(50, 100), '—'],
    [share(1, 2), share(0, 0), '—'],
  ])('compare %o with %o in percentage points: %s', (now, then, text) => {
    expect(changeText(now, then)).toBe(text);
  });

  it('rank nobody with fewer than thirty ratings, and put them behind whatever is sorted by', () => {
    const lines = [
      line('a', 29, 29),
      line('b', 40, 50),
      line('c', 48, 50),
      line('d', 24, 30),
      line('e', 0, 5),
    ];
    const shown = (by: 'satisfied' | 'bad' | 'rated', down: boolean) =>
      sortLines(lines, { by, down }).map(({ line: { id }, rank }) => `${id}${rank ?? '—'}`);

    expect(shown('satisfied', true)).toEqual(['c1', 'b2', 'd2', 'a—', 'e—']);
    expect(shown('satisfied', false)).toEqual(['b2', 'd2', 'c1', 'a—', 'e—']);
    expect(shown('rated', false)).toEqual(['d2', 'b2', 'c1', 'a—', 'e—']);
  });

  it('draw a trend whose columns say how many rated and how content they were, never rounded up to 100', () => {
    const point = (id: string, good: number, of: number) => ({
      ...{ id, zh: id, satisfied: share(good, of), rated: of, visits: of },
    });
    const bars = trendBars([
      point('2026-11-02', 299, 300),
      point('2026-11-03', 0, 0),
      point('2026-11-04', 15, 20),
    ]);

    expect(bars.map(({ label, value, height }) => [label, value, height])).toEqual([
      ['2', '99', 1],
      ['3', '—', 0],
      ['4', '75*', 20 / 300],
    ]);
    expect(bars[2]?.bad).toBeCloseTo(0.25);
    expect(trendBars([point('9', 0, 0)])).toEqual([]);
  });

  it('map weekdays and hours without the empty edges, with the working days always', () => {
    const rated = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
    const bad = rated.map((day) => [...day]);
    rated[0]![9] = 8;
    rated[4]![11] = 2;
    bad[4]![11] = 1;

    const { hours, rows } = hourMap({ rated, bad });

    expect(hours).toEqual([9, 10, 11]);
    expect(rows.map(({ weekday }) => weekday)).toEqual([0, 1, 2, 3, 4]);
    expect(rows[4]?.cells[2]).toEqual({ hour: 11, rated: 2, bad: 1, shade: 1 });
    expect(hourMap({ rated: bad.map((day) => day.map(() => 0)), bad }).rows).toEqual([]);
  });
});

describe('a row behind a figure', () => {
  const row: ShownRow = {
    ...{
      seq: 7,
      day: TODAY,
      at: NINE,
      ratedAt: NINE,
      channel: 'paper',
      level: 'dissatisfied',
      fate: 'rated',
    },
    ...{ times: 1, visit: `${TODAY}-A001.1`, source: 'active', named: false, reasons: [], words: false },
    ...{ typedBy: 'zhao', counterZh: '1 号窗口', number: 'A001' },
  };
  const names = { zhao: '赵敏', li: '李静', wang: '王强' };

  it('says which rating it is, how it came, and what was later said of it and by whom', () => {
    const appeal = { ground: 'mistaken' as const, by: 'li', at: NINE };
    const corrected = { counts: false, reason: 'test' as const, by: 'wang', at: NINE };
    const decided = { ...appeal, outcome: 'rejected' as const, decidedBy: 'zhao' };

    expect(rowPlace(row)).toBe('1 号窗口 A001');
    expect(rowNotes(row, names)).toEqual(['有效', '赵敏 录入']);
    expect(rowRemarks({ ...row, corrected, appeal }, names)).toEqual([
      '不计入：调试设备（王强）',
      '申诉：按错（李静）：待裁定',
    ]);
    expect(rowRemarks({ ...row, appeal: decided }, names)).toEqual([
      '申诉：按错（李静）：不成立，由 赵敏 裁定',
    ]);
    expect([awaitsDecision({ appeal }), awaitsDecision({ appeal: decided }), awaitsDecision({})]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is corrected only where it could count', () => {
    const { visit: _none, ...stray } = row;
    expect(canBeCorrected(row)).toBe(true);
    expect(canBeCorrected({ ...stray, fate: 'stray' })).toBe(false);
    expect(canBeCorrected({ ...row, source: 'default' })).toBe(false);
    expect(canBeCorrected({ ...row, replaced: true })).toBe(false);
  });
});

describe('the period of the ratings', () => {
  it('is named as the hub names it, days among them, and steps over the ends of months', () => {
    for (const id of ['2026-11-23', '2024-02-29', '2026-11', '2026-Q4', '2026']) {
      const place = ratingPlaceNamed(id);
      expect(place === null ? null : ratingPeriodId(place)).toBe(id);
      expect(ratingPeriodOf(id)?.id).toBe(id);
    }
    for (const id of ['2026-02-31', '2026-11-3', '1999-01-01', '']) expect(ratingPlaceNamed(id)).toBeNull();
    const monday = ratingPlaceAt('2026-11-30', 'day');
    expect(ratingPeriodId({ ...monday, n: monday.n + 1 })).toBe('2026-12-01');
  });

  it('stays at today when another kind is picked, and at its beginning where today is not in it', () => {
    const as = (id: string, kind: 'day' | 'month' | 'quarter') => {
      const place = ratingPlaceNamed(id);
      return place === null ? null : ratingPeriodId(ratingPlaceAs(place, kind, TODAY));
    };
    expect(as('2026-11', 'day')).toBe('2026-11-23');
    expect(as('2026', 'quarter')).toBe('2026-Q4');
    expect(as('2026-Q2', 'day')).toBe('2026-04-01');
    expect(as('2026-09-17', 'month')).toBe('2026-09');
  });
});
