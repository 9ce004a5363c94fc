import { honestyReport } from '@bandecheng/hub/reports/honesty/honesty-report';
import { openedRows } from '@bandecheng/hub/reports/opened-rows';
import { ratingPeriodOf } from '@bandecheng/hub/reports/rating-period';
import { ratingReport } from '@bandecheng/hub/reports/rating-report';
import type { RatingCounts, RowKind, RowsOf } from '@bandecheng/shared/rating/rating-report';
import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { WrittenBook } from '../../../fakes/written-book.ts';
import { ratedDay } from '../../../fakes/rated-days.ts';
import { SMALL_HALL, TODAY } from '../../../given.ts';

const nameOf = (account: string) => ({ zhao: '赵敏', wu: '吴芳' })[account] ?? null;

const MORE_THAN_SENT = 210;

function asked(book: WrittenBook) {
  const period = ratingPeriodOf(TODAY);
  if (period === null) throw new Error(`no period ${TODAY}`);
  const about = { state: book.state, hall: SMALL_HALL, now: book.now, nameOf };
  const opened = { period, pages: book.pages };
  return {
    report: ratingReport(about, opened, { before: null, yearBefore: null }),
    honesty: honestyReport(book.pages, period, SMALL_HALL, about),
    rows: (of: Omit<RowsOf, 'period'>) => openedRows(about, opened, of),
  };
}

/** The numbers of a whole or of a part, each with the kind of its rows. */
function numbersOf(counts: RatingCounts): [RowKind, number][] {
  const { visits, satisfied, bad, response, active, additional } = counts;
  return [
    ['finished', visits],
    ['reachable', response.denominator],
    ['reachable', active.denominator],
    ['unreachable', counts.offline],
    ['standing', satisfied.denominator],
    ['good', satisfied.numerator],
    ['bad', bad.numerator],
    ['answered', response.numerator],
    ['active', active.numerator],
    ['additional', additional.denominator],
    ['additional-good', additional.numerator],
  ];
}

describe('every number of the figures opens just as many rows', () => {
  it('of the whole hall, of each level and of each reason, with the names of who spoke of them', () => {
    const { report, rows } = asked(ratedDay());
    const { satisfied, bad, response, active, additional } = report.whole;
    expect([satisfied, bad, response, active, additional].map(({ numerator }) => numerator)).toEqual([
      ...[5, 6, 10, 9, 1],
    ]);
    expect([report.whole.visits, response.denominator, report.whole.offline]).toEqual([13, 12, 1]);
    for (const [kind, n] of numbersOf(report.whole)) expect([kind, rows({ kind }).of]).toEqual([kind, n]);
    for (const level of LEVELS) expect(rows({ level }).of).toBe(report.whole.levels[level]);
    expect(report.reasons.map(({ n }) => n)).toEqual([2, 2]);
    for (const { zh, n } of report.reasons) expect(rows({ kind: 'bad', reason: zh }).of).toBe(n);
    expect(rows({ kind: 'uncounted' }).names).toEqual({ wu: '吴芳' });
    expect(rows({ kind: 'standing' }).names).toEqual({ zhao: '赵敏' });
  });

  it('of each department, counter, clerk and service, visits that nobody rated among them', () => {
    const { report, rows } = asked(ratedDay());
    for (const part of ['department', 'counter', 'clerk', 'service'] as const) {
      expect(report.parts[part].length).toBeGreaterThan(1);
      for (const line of report.parts[part])
        for (const [kind, n] of numbersOf(line))
          expect([part, line.id, kind, rows({ part, id: line.id, kind }).of]).toEqual([
            part,
            line.id,
            kind,
            n,
          ]);
    }
  });

  it('of bad ratings called back about and mended, as far as they had not merely to be explained', () => {
    const { report, rows } = asked(ratedDay());
    const { calledBack, mended } = report.mending;
    expect([calledBack.numerator, calledBack.denominator]).toEqual([3, 6]);
    expect([mended.numerator, mended.denominator]).toEqual([1, 5]);
    const kinds = ['called-back', 'bad', 'mended', 'to-mend'] as const;
    expect(kinds.map((kind) => rows({ kind }).of)).toEqual([3, 6, 1, 5]);
    for (const kind of kinds) expect(rows({ kind }).rows.every(({ level }) => isBad(level))).toBe(true);
  });

  it('of a count of the policy’s formula, of its channel and levels alone, and of a level of a shorter scale', () => {
    const { rows } = asked(ratedDay());
    const said = (of: Omit<RowsOf, 'period'>) =>
      rows(of).rows.map(({ channel, level }) => `${channel} ${level}`);
    expect(said({ metric: 'M-eval', count: 0 })).toEqual([
      ...['evaluator satisfied', 'evaluator satisfied', 'evaluator very-satisfied'],
    ]);
    expect(said({ metric: 'M-call', count: 1 })).toEqual(['phone very-satisfied']);
    expect(said({ metric: 'M-gone', count: 0 })).toEqual([]);
    expect(said({ level: 'satisfied', scale: 3, part: 'channel', id: 'evaluator' })).toHaveLength(3);
    expect(said({ level: 'basically-satisfied', scale: 3 })).toEqual(['paper basically-satisfied']);
    expect(said({ level: 'basically-satisfied', scale: 2 })).toEqual([]);
  });

  it('of each channel that the honesty checks compare, answers to calls and corrected ones too', () => {
    const { honesty, rows } = asked(ratedDay());
    expect(honesty.channels.map(({ channel }) => channel)).toEqual(['evaluator', 'phone', 'qr', 'paper']);
    for (const { channel, satisfied } of honesty.channels) {
      const of = { part: 'channel', id: channel } as const;
      expect([
        channel,
        rows({ ...of, kind: 'compared' }).of,
        rows({ ...of, kind: 'compared-good' }).of,
      ]).toEqual([...[channel, satisfied.denominator, satisfied.numerator]]);
    }
  });
});

describe('the rows of finished visits', () => {
  it('say when, where, what and how it was rated, and of one that nobody rated, or whose rating does not count, nothing', () => {
    const { rows } = asked(ratedDay());
    const { visits = [] } = rows({ kind: 'finished', part: 'counter', id: 'c1' });
    expect(visits.find(({ number }) => number === 'A003')).toEqual({
      ...{
        visit: `${TODAY}-A003.1`,
        at: expect.any(Number) as number,
        number: 'A003',
        level: 'dissatisfied',
      },
      ...{ counterZh: '1号窗口', serviceZh: '社会保险', clerkZh: 'li' },
    });
    expect(visits.find(({ number }) => number === 'A007')).not.toHaveProperty('level');
    const unrated = rows({ kind: 'finished', part: 'counter', id: 'c3' }).visits ?? [];
    expect(unrated).toHaveLength(1);
    expect(unrated[0]).not.toHaveProperty('level');
  });

  it('are the newest two hundred beside the count of all, and none by a channel, a level or a reason', () => {
    const book = new WrittenBook();
    for (let n = 0; n < MORE_THAN_SENT; n++) book.after(1).visit();
    const { rows } = asked(book);
    const { of, visits = [] } = rows({ kind: 'finished', weekday: 1, hour: 9 });
    expect([of, visits.length, visits[0]?.number]).toEqual([MORE_THAN_SENT, 200, 'A210']);
    expect(rows({ kind: 'finished', weekday: 2 }).of).toBe(0);
    expect(rows({ kind: 'finished', part: 'channel', id: 'qr' }).of).toBe(0);
    expect(rows({ kind: 'finished', level: 'satisfied' }).of).toBe(0);
  });
});

function isBad(level: Level): boolean {
  return level === 'dissatisfied' || level === 'very-dissatisfied';
}
