import { ratedDays } from '@bandecheng/hub/reports/rating-days';
import { ratingReport } from '@bandecheng/hub/reports/rating-report';
import { periodBefore, ratingPeriodOf, yearBefore } from '@bandecheng/hub/reports/rating-period';
import { rowsBehind, shownRows, type RatingFilter } from '@bandecheng/hub/reports/rating-rows';
import type { HallState } from '@bandecheng/hub/state/hall-state';
import { standsInFigures } from '@bandecheng/shared/rating/book-row';
import type { RatingReport } from '@bandecheng/shared/rating/rating-report';
import type { Level } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../fakes/rules.ts';
import { WrittenBook } from '../../../fakes/written-book.ts';
import { SMALL_HALL } from '../../../given.ts';

function reportOf(book: WrittenBook, asked: string): RatingReport {
  const period = ratingPeriodOf(asked);
  if (period === null) throw new Error(`no period ${asked}`);
  const opened = (of: typeof period | null) => (of === null ? null : { period: of, pages: book.pages });
  return ratingReport(
    { state: book.state, hall: SMALL_HALL, now: book.now, nameOf: (account) => `${account}先生` },
    { period, pages: book.pages },
    { before: opened(periodBefore(period)), yearBefore: opened(yearBefore(period)) },
  );
}

function rows(book: WrittenBook, filter: Partial<RatingFilter>) {
  const all = { from: '2026-01-01', to: '2026-12-31', ...filter };
  return shownRows(rowsBehind(book.pages, all, SMALL_HALL), book.pages, SMALL_HALL, () => null);
}

/** A quarter as in Huancui's worked example: 950 of 1000, 80 of 100, 45 of 50; or a tenth, a fifth of that. */
function quarterOfHuancui(
  book: WrittenBook,
  day: string,
  [presses, messages, calls]: [number, number, number] = [1000, 100, 50],
): void {
  book.on(day);
  const rated = (n: number, share: number, say: (level: Level) => void) => {
    for (let i = 0; i < n; i++) say(i < Math.round(n * share) ? 'satisfied' : 'dissatisfied');
  };
  rated(presses, 0.95, (level) => void book.press(book.visit(), level));
  rated(messages, 0.8, (level) => void book.given(book.visit(), 'sms', level));
  rated(calls, 0.9, (level) => {
    const visit = book.visit();
    const list = { list: `${day.slice(0, 4)}-list` };
    book.given(visit, 'phone', level, list);
    book.happened({ type: 'CallRecorded', data: { ...list, visit: visit.visit, outcome: 'valid' } });
  });
}

function underHuancui(): WrittenBook {
  const book = new WrittenBook();
  const policy = policyOf('huancui');
  return book.happened({ type: 'PolicyAdopted', data: { policy, mark: 'huancui@1' } });
}

const ratedOn = (book: WrittenBook, year: string) =>
  levelsOf(ratedDays(book.pages, { from: `${year}-01-01`, to: `${year}-12-31` }));
const levelsOf = (days: HallState['ratedByDay']) =>
  [...days].map(([day, { levels, calls, additional }]) => ({ day, levels, calls: calls.levels, additional }));
const metric = (report: RatingReport, id: string) => report.metrics.find((one) => one.metric === id);

describe("the figures of a hall's ratings", () => {
  it('are those of Huancui to the digit, with the counts behind them and the literal sum beside the mean', () => {
    const book = underHuancui();
    quarterOfHuancui(book, '2027-02-01');
    for (const day of ['2027-05-06', '2027-08-02', '2027-11-01']) quarterOfHuancui(book, day, [100, 10, 10]);
    book.on('2028-01-03');

    const quarter = reportOf(book, '2027-Q1');
    expect(metric(quarter, 'M-eval')).toMatchObject({
      numerator: { n: 950 },
      denominator: { n: 1000 },
      value: 0.95,
    });
    expect(metric(quarter, 'M-sms')).toMatchObject({
      numerator: { n: 80 },
      denominator: { n: 100 },
      value: 0.8,
    });
    expect(metric(quarter, 'M-call')).toMatchObject({
      numerator: { n: 45 },
      denominator: { n: 50 },
      value: 0.9,
    });
    expect(metric(quarter, 'M-quarter')?.value).toBeCloseTo(0.885, 12);
    const year = metric(reportOf(book, '2027'), 'M-year');
    expect(year?.value).toBeCloseTo(3.54, 12);
    expect(year?.soFar?.mean).toBeCloseTo(0.885, 12);
    // What a sample's call says is not the visit's own rating.
    expect(quarter.whole.satisfied).toMatchObject({ numerator: 1030, denominator: 1100 });
    // The state counts the same events into the same figures.
    expect(ratedOn(book, '2027')).toEqual(levelsOf(book.state.ratedByDay));
  });

  it('show no number without a sample, and say of what there was none', () => {
    const book = underHuancui();
    quarterOfHuancui(book, '2027-02-01', [100, 0, 10]);
    book.on('2027-04-01');
    const quarter = reportOf(book, '2027-Q1');
    expect(metric(quarter, 'M-quarter')).toMatchObject({ value: null, none: '短信评价满意率：没有样本' });
    const before = reportOf(book, '2027-03-01').whole;
    expect(before.satisfied).toEqual({
      ...{ numerator: 0, denominator: 0, value: null },
      ...{ none: '没有评价', small: true },
    });
    expect(before.response.none).toBe('没有办结的服务');
  });

  it('count each visit once, keep everything else aside, and show the rows of each number', () => {
    const book = new WrittenBook();
    const changed = book.visit();
    book.after(5).press(changed, 'satisfied');
    book.after(3).press(changed, 'dissatisfied', 'changed');
    book.after(60).press(changed, 'satisfied', 'repeated');
    book.happened({ type: 'ReasonsGiven', data: { visit: changed.visit, reasons: ['等得太久'] } });
    const quiet = book.visit({ counter: 'c2', clerk: 'wang' });
    book.given(quiet, 'qr', 'very-satisfied');
    book.given(quiet, 'web', 'dissatisfied', { fate: 'added', times: 2 });
    book.given(book.visit({ counter: 'c3', service: 'tax' }), 'paper', 'satisfied', { typedBy: 'zhao' });
    book.given(book.visit({ counter: 'c3', service: 'tax' }), 'sms', 'basically-satisfied', {
      source: 'default',
    });
    book.visit();
    book.stray('c1').after(1);

    const report = reportOf(book, '2026-11-23');

    expect(report.whole).toMatchObject({
      visits: 5,
      levels: { 'very-satisfied': 1, satisfied: 1, 'basically-satisfied': 0, dissatisfied: 1 },
      satisfied: { numerator: 2, denominator: 3, value: 2 / 3, small: true },
      response: { numerator: 3, denominator: 5 },
      active: { numerator: 2, denominator: 5 },
      additional: { numerator: 0, denominator: 1 },
    });
    expect(report.aside).toEqual({
      ...{ stray: 1, repeated: 1, default: 1, uncounted: 0, appealed: 0, additional: 1 },
    });
    expect(report.reasons).toEqual([{ zh: '等得太久', n: 1 }]);
    expect(report.parts.department.map(({ zh, visits }) => [zh, visits])).toEqual([
      ['社会保险局', 3],
      ['税务局', 2],
    ]);
    expect(report.parts.clerk.map(({ zh }) => zh)).toContain('wang先生');
    expect(report.parts.channel.map(({ id }) => id)).toEqual(['evaluator', 'qr', 'paper', 'web']);
    expect(report.byHour.rated[0]?.[9]).toBe(3);
    expect(report.trend).toMatchObject([{ id: '9', rated: 3, visits: 5 }]);
    expect(report.before).toBeNull();
    for (const kind of ['stray', 'repeated', 'default', 'additional', 'uncounted', 'appealed'] as const)
      expect([kind, rows(book, { kind }).of]).toEqual([kind, report.aside[kind]]);
    expect(rows(book, { kind: 'bad' }).rows).toMatchObject([
      { number: 'A001', counterZh: '1号窗口', reasons: ['等得太久'], afterSeconds: 8, fate: 'changed' },
    ]);
    for (const line of report.parts.counter)
      expect(rows(book, { part: 'counter', id: line.id }).of).toBe(line.satisfied.denominator);
    expect(rows(book, { part: 'department', id: '税务局', weekday: 1, hour: 9, level: 'satisfied' }).of).toBe(
      1,
    );
    for (const row of rows(book, {}).rows) expect(standsInFigures(row)).toBe(true);
  });

  it('leave out what was corrected or appealed with reason, and take back what was corrected again', () => {
    const book = new WrittenBook();
    const of = book.visit();
    const rating = book.after(5).press(of, 'dissatisfied');
    const about = { visit: of.visit, rating, day: of.day };
    const text = { record: '202611-00000001', field: 'text', digest: '0'.repeat(32) };
    const satisfied = () => reportOf(book, '2026-11').whole.satisfied.denominator;
    book.happened({ type: 'RatingAppealed', data: { ...about, ground: 'malicious', by: 'li', text } });
    expect(satisfied()).toBe(1);
    book.happened({ type: 'AppealDecided', data: { ...about, outcome: 'upheld', by: 'wu', text } });
    expect(satisfied()).toBe(0);
    expect(reportOf(book, '2026-11').aside).toMatchObject({ uncounted: 1, appealed: 1 });
    expect(rows(book, { kind: 'uncounted' }).rows).toMatchObject([
      { seq: rating, level: 'dissatisfied', appeal: { outcome: 'upheld', by: 'li', decidedBy: 'wu' } },
    ]);
    expect(rows(book, { kind: 'uncounted' }).rows.some(standsInFigures)).toBe(false);
    const back = { ...about, counts: true, reason: 'other' as const, by: 'wu' };
    book.happened({ type: 'RatingCorrected', data: back });
    expect(satisfied()).toBe(1);
    expect(ratedOn(book, '2026')).toEqual(levelsOf(book.state.ratedByDay));
  });

  it('count a rating on the day of its visit, whenever it was recorded', () => {
    const book = new WrittenBook();
    book.on('2026-11-30');
    const late = book.visit();
    book.on('2026-12-01');
    book.given(late, 'paper', 'satisfied', { typedBy: 'zhao' });
    expect(reportOf(book, '2026-11').whole.satisfied.denominator).toBe(1);
    const december = reportOf(book, '2026-12');
    expect(december.whole.satisfied.denominator).toBe(0);
    expect(december.before?.whole.satisfied.value).toBe(1);
    expect(rows(book, { from: '2026-11-30', to: '2026-11-30' }).rows[0]?.day).toBe('2026-12-01');
  });

  it('leave visits out of the response rate that ended while no evaluator of the counter could be pressed', () => {
    const book = new WrittenBook();
    const device = { id: 'e-c1', kind: 'evaluator' as const, profile: 'p', counter: 'c1' };
    book.happened({ type: 'AgentJoined', data: { agent: 'hall-1', devices: [device] } });
    book.press(book.visit(), 'satisfied');
    const since = book.now;
    book.happened({
      type: 'DeviceStateChanged',
      data: { device: 'e-c1', agent: 'hall-1', problems: ['port-missing'], since },
    });
    book.given(book.visit(), 'qr', 'satisfied');
    book.visit();
    book.visit({ counter: 'c2' });
    const { whole, parts } = reportOf(book, '2026-11-23');
    expect(whole).toMatchObject({ visits: 4, offline: 2, satisfied: { denominator: 2 } });
    expect(whole.response).toMatchObject({ numerator: 1, denominator: 2 });
    expect(parts.counter.find(({ id }) => id === 'c2')?.offline).toBe(0);
  });
});
