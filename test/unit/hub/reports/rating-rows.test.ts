import { honestyReport } from '@bandecheng/hub/reports/honesty/honesty-report';
import { openedRows } from '@bandecheng/hub/reports/opened-rows';
import { ratingPeriodOf } from '@bandecheng/hub/reports/rating-period';
import { ratingReport } from '@bandecheng/hub/reports/rating-report';
import type { RatingCounts, RowKind, RowsOf } from '@bandecheng/shared/rating/rating-report';
import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../fakes/rules.ts';
import { WrittenBook, type Said } from '../../../fakes/written-book.ts';
import { SMALL_HALL, TODAY } from '../../../given.ts';

const MARK = 'huancui@1';
const nameOf = (account: string) => ({ zhao: '赵敏', wu: '吴芳' })[account] ?? null;

const MORE_THAN_SENT = 210;

/**
 * Good and bad presses, one typed in, one while the evaluator was out of order, additional ones, an answer to a call, one
 * corrected; a visit that nobody rated.
 */
function writtenBook(): WrittenBook {
  const book = new WrittenBook();
  book.happened({ type: 'PolicyAdopted', data: { policy: policyOf('huancui'), mark: MARK } });
  const device = { id: 'e-c1', kind: 'evaluator' as const, profile: 'p', counter: 'c1' };
  book.happened({ type: 'AgentJoined', data: { agent: 'hall-1', devices: [device] } });
  for (const level of ['very-satisfied', 'satisfied', 'dissatisfied'] as const)
    book.press(book.visit(), level);
  book.given(book.visit(), 'paper', 'basically-satisfied', { typedBy: 'zhao' });
  const again = book.visit();
  book.press(again, 'very-dissatisfied');
  book.given(again, 'qr', 'satisfied', { fate: 'added', times: 2 });
  const worse = book.visit();
  book.press(worse, 'satisfied');
  book.given(worse, 'qr', 'dissatisfied', { fate: 'added', times: 2 });
  book.given(worse, 'phone', 'very-satisfied', { list: '2026-Q4.1', times: 3 });
  const wrong = book.visit();
  const rating = book.press(wrong, 'dissatisfied');
  const corrected = {
    visit: wrong.visit,
    rating,
    day: wrong.day,
    counts: false,
    reason: 'test' as const,
    by: 'wu',
  };
  book.happened({ type: 'RatingCorrected', data: corrected });
  book.visit({ counter: 'c3', service: 'tax', clerk: 'wang' });
  badOnes(book);
  const broken = { device: 'e-c1', agent: 'hall-1', problems: ['port-missing' as const], since: book.now };
  book.happened({ type: 'DeviceStateChanged', data: broken });
  book.given(book.visit(), 'qr', 'satisfied');
  return book;
}

/** Bad ratings that were mended, merely explained, only called back about, and left alone, each for a reason. */
function badOnes(book: WrittenBook): void {
  const bad = (reason: string): Said => {
    const of = book.visit({ counter: 'c2' });
    book.given(of, 'qr', 'dissatisfied', { reasons: [reason] });
    return of;
  };
  followed(book, bad('等得太久'), ['callBack.verified', 'callBack.mended']);
  followed(book, bad('等得太久'), ['callBack.verified', 'callBack.explained']);
  followed(book, bad('态度不好'), ['callBack.verified']);
  bad('态度不好');
}

/** The case that a bad rating opened, with what its steps told. */
function followed(book: WrittenBook, { visit, ticket, counter }: Said, told: readonly string[]): void {
  const type = policyOf('huancui').caseTypes.find(({ opensOn }) => opensOn === 'bad-rating')!;
  const of = { case: `H-${visit}`, done: { as: 'desk' }, marks: [], attributes: {}, fields: {} };
  book.happened({
    type: 'CaseOpened',
    data: {
      ...of,
      ...{ caseType: type.id, policy: MARK, intake: 'bad-rating', state: type.initial, emitted: [] },
      ...{ visit, ticket, counter, confidential: false },
    },
  });
  for (const emitted of told)
    book.happened({
      type: 'CaseStepped',
      data: {
        ...of,
        ...{ step: 'x', from: type.initial, to: type.initial, emitted: [emitted] },
        ...{ filed: [], print: [], told: [], closed: false },
      },
    });
}

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
    const { report, rows } = asked(writtenBook());
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
    const { report, rows } = asked(writtenBook());
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
    const { report, rows } = asked(writtenBook());
    const { calledBack, mended } = report.mending;
    expect([calledBack.numerator, calledBack.denominator]).toEqual([3, 6]);
    expect([mended.numerator, mended.denominator]).toEqual([1, 5]);
    const kinds = ['called-back', 'bad', 'mended', 'to-mend'] as const;
    expect(kinds.map((kind) => rows({ kind }).of)).toEqual([3, 6, 1, 5]);
    for (const kind of kinds) expect(rows({ kind }).rows.every(({ level }) => isBad(level))).toBe(true);
  });

  it('of each channel that the honesty checks compare, answers to calls and corrected ones too', () => {
    const { honesty, rows } = asked(writtenBook());
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
    const { rows } = asked(writtenBook());
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
