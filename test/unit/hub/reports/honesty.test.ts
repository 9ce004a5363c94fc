import { honestyReport, rowsOfSignal } from '@bandecheng/hub/reports/honesty/honesty-report';
import { ratingPeriodOf } from '@bandecheng/hub/reports/rating-period';
import { shownRows } from '@bandecheng/hub/reports/rating-rows';
import type { HonestyReport, RatingPeriod } from '@bandecheng/shared/rating/rating-report';
import { HONESTY_CHECKS, type HonestyCheck, type Level } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { WrittenBook } from '../../../fakes/written-book.ts';
import { NINE, SMALL_HALL } from '../../../given.ts';

const QUARTER = ratingPeriodOf('2026-Q4') as RatingPeriod;
const MINUTE_MS = 60_000;
const LEVELS_OF_TEN: Level[] = [
  ...['very-satisfied', 'very-satisfied', 'satisfied', 'very-satisfied', 'very-satisfied'],
  ...['very-satisfied', 'basically-satisfied', 'very-satisfied', 'very-satisfied', 'dissatisfied'],
] as Level[];

/** Two counters on two days, each visit rated some seconds after its end, now and then not at all. */
function cleanHall(): WrittenBook {
  const book = new WrittenBook();
  for (const day of ['2026-11-24', '2026-11-25']) {
    book.on(day);
    for (const [counter, clerk] of [
      ['c1', 'li'],
      ['c2', 'wang'],
    ] as const)
      book.happened({ type: 'CounterOpened', data: { counter, clerk } });
    for (let i = 0; i < 40; i++)
      for (const [counter, clerk] of [
        ['c1', 'li'],
        ['c2', 'wang'],
      ] as const) {
        const of = book.after(240).visit({ counter, clerk, seconds: 200 + (i % 7) * 20 });
        const level = LEVELS_OF_TEN[i % 10] ?? 'satisfied';
        book.after(3 + (i % 5) * 4);
        if (i % 4 < 2) book.press(of, level);
        else if (i % 4 === 2) book.given(of, 'qr', level);
      }
    book.stray('c1', 'satisfied');
    // The last applicant presses while the clerk is already leaving.
    const last = book.visit();
    book.happened({ type: 'CounterClosed', data: { counter: 'c1', clerk: 'li' } });
    book.after(40).press(last, 'satisfied');
  }
  return book;
}

const checked = (book: WrittenBook): HonestyReport =>
  honestyReport(book.pages, QUARTER, SMALL_HALL, { nameOf: () => null, now: book.now });

/** What one check finds, each with its rows. */
function found(book: WrittenBook, check: HonestyCheck): [string, number, string][] {
  return checked(book)
    .signals.filter((one) => one.check === check)
    .map(({ subject, n, found: words }) => {
      const rows = rowsOfSignal(book.pages, QUARTER, SMALL_HALL, { check, subject });
      expect(shownRows(rows, book.pages, SMALL_HALL, () => null).of).toBe(n);
      return [subject, n, words];
    });
}

interface Way {
  level?: Level;
  after?: number;
  pause?: number;
  seconds?: number;
  clerk?: string;
}

/** So many visits, each rated after so many seconds. */
function rated(
  book: WrittenBook,
  times: number,
  { level = 'very-satisfied', after = 7, pause = 300, seconds = 300, clerk = 'li' }: Way = {},
): void {
  for (let i = 0; i < times; i++) {
    const of = book.after(pause).visit({ seconds, clerk });
    // Nobody waits for the same number of seconds every time.
    book.after(after + (after > 5 ? (i % 4) * 2 : 0)).press(of, level);
  }
}

describe('the honesty checks', () => {
  it('say nothing of an honest hall, and say of each what it looks for and who set its limit', () => {
    const { signals, checks, channels } = checked(cleanHall());
    expect(signals).toEqual([]);
    expect(checks.map(({ check }) => check)).toEqual([...HONESTY_CHECKS]);
    for (const { looksFor, limit } of checks) expect(looksFor.length * limit.length).toBeGreaterThan(0);
    expect(channels.map(({ channel }) => channel)).toEqual(['evaluator', 'qr']);
  });

  it('see an evaluator pressed over and over with nothing to rate', () => {
    const book = cleanHall();
    for (let i = 0; i < 12; i++) book.after(9).stray('c2');
    expect(found(book, 'stray')).toEqual([
      ['device/e-c2', 12, '1 天超过限度，共 12 次，最多的一天是 2026-11-25，12 次'],
    ]);
  });

  it('see ratings that come faster than a person can leave', () => {
    const book = cleanHall();
    rated(book, 6, { after: 1 });
    expect(found(book, 'hasty')).toEqual([['counter/c1', 6, '68 条评价中有 6 条在办结后 2 秒以内（8.8%）']]);
  });

  it('see one level again and again, at a pace at which nobody can change places', () => {
    const book = cleanHall().after(60);
    rated(book, 9, { level: 'satisfied', pause: 10, after: 8 });
    expect(found(book, 'run')).toEqual([['counter/c1', 9, '连续 9 条相同等级，最长间隔 24 秒']]);
  });

  it('see numbers typed one after another at a kiosk by somebody who was none of them', () => {
    const book = cleanHall().after(60);
    const visits = [...Array(9)].map(() => book.after(200).visit());
    for (const of of visits) book.after(15).given(of, 'kiosk', 'very-satisfied');
    expect(found(book, 'run')).toEqual([['counter/c1', 9, '连续 9 条相同等级，最长间隔 15 秒']]);
  });

  it('see one level always at the same second after the visit', () => {
    const book = cleanHall();
    rated(book, 16, { level: 'satisfied', after: 3 });
    expect(found(book, 'run')).toEqual([['counter/c1', 16, '连续 16 条相同等级，都在办结后第 3 秒前后']]);
  });

  it('see visits that were over before the matter could be done', () => {
    const book = cleanHall();
    rated(book, 6, { seconds: 15 });
    expect(found(book, 'early')).toEqual([
      ['clerk/li', 6, '68 条评价中有 6 条的服务时间过短（8.8%），最短 15 秒'],
    ]);
  });

  it('see presses at a counter that has long been closed, and none by the applicant who is still answering', () => {
    const book = cleanHall();
    book.after(600);
    for (let i = 0; i < 3; i++) book.after(30).stray('c1');
    expect(found(book, 'away')).toEqual([['counter/c1', 3, '3 次按键，最晚的一次在窗口停办 12 分钟后']]);
  });

  it('see praise at the counter that telephone and messages do not repeat', () => {
    const book = cleanHall();
    for (let i = 0; i < 60; i++) {
      const of = book.after(300).visit();
      if (i % 2 === 0) book.after(7 + (i % 3)).press(of, i % 4 === 0 ? 'satisfied' : 'very-satisfied');
      else book.given(of, 'sms', i % 4 === 1 ? 'dissatisfied' : 'satisfied');
    }
    const [hall, counter] = found(book, 'apart');
    expect(hall).toEqual(['hall', 70, expect.stringContaining('相差') as string]);
    expect(counter?.[0]).toBe('counter/c1');
  });

  it('see a burst at closing time', () => {
    const book = cleanHall();
    // 16:50 in the hall.
    book.on('2026-11-26').after(7 * 3600 + 50 * 60);
    rated(book, 9, { level: 'satisfied', pause: 31, after: 8 });
    expect(found(book, 'closing')).toEqual([
      ['counter/c1', 9, '1 天如此，共 9 条，最多的一天是 2026-11-26，9 条'],
    ]);
  });

  it('see a clerk of whom nobody ever said anything but the best, where of others they do', () => {
    const book = cleanHall();
    for (const day of ['2026-11-26', '2026-11-27', '2026-11-28']) rated(book.on(day), 17, { clerk: 'sun' });
    expect(found(book, 'unbroken')).toEqual([
      ['clerk/sun', 51, expect.stringMatching(/^51 条全部为非常满意；其他人的非常满意率为 \d/) as string],
    ]);
  });

  it('show who has looked into a signal, and leave its rows as they were', () => {
    const book = cleanHall();
    for (let i = 0; i < 12; i++) book.after(9).stray('c2');
    const text = { record: '202611-00000001', field: 'text', digest: '0'.repeat(32) };
    const about = { check: 'stray', subject: 'device/e-c2', period: '2026-Q4', by: 'wu', text };
    book.happened({ type: 'CheckLookedInto', data: about });
    expect(checked(book).signals).toMatchObject([{ n: 12, lookedInto: { by: 'wu', at: book.now } }]);
  });

  it('count the minutes of opening hours in which an evaluator could not be pressed, over the night too', () => {
    const book = new WrittenBook();
    const devices = [{ id: 'e-c1', kind: 'evaluator' as const, profile: 'p', counter: 'c1' }];
    book.happened({ type: 'AgentJoined', data: { agent: 'hall-1', devices } });
    // 16:30; the hall closes at 17:00 and opens at 08:30.
    book.after(7.5 * 3600).happened({ type: 'AgentLost', data: { agent: 'hall-1' } });
    book
      .on('2026-11-24')
      .after(600)
      .happened({ type: 'AgentJoined', data: { agent: 'hall-1', devices } });
    expect(checked(book).offline).toEqual([
      {
        device: 'e-c1',
        counter: 'c1',
        counterZh: '1号窗口',
        minutes: 40,
        spans: [
          { from: NINE + 450 * MINUTE_MS, to: NINE + 480 * MINUTE_MS },
          { from: NINE + 1440 * MINUTE_MS, to: NINE + 1450 * MINUTE_MS },
        ],
      },
    ]);
  });
});
