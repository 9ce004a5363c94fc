import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BookPages } from '@bandecheng/hub/book/book-pages';
import { RatingBook } from '@bandecheng/hub/book/rating-book';
import { openFileJournal } from '@bandecheng/hub/journal/file-journal';
import type { Position } from '@bandecheng/hub/journal/journal';
import { honestyReport } from '@bandecheng/hub/reports/honesty/honesty-report';
import { periodBefore, ratingPeriodOf, yearBefore } from '@bandecheng/hub/reports/rating-period';
import { ratingReport } from '@bandecheng/hub/reports/rating-report';
import { rowsBehind, shownRows } from '@bandecheng/hub/reports/rating-rows';
import { emptyState } from '@bandecheng/hub/state/hall-state';
import type { RatingPeriod } from '@bandecheng/shared/rating/rating-report';
import { median, printFigure, progress } from './figure.ts';
import { RatingTable } from './rating-sqlite.ts';
import { RATED_HALL, RATINGS_A_YEAR, VISITS_A_YEAR, writeYears } from './rating-years.ts';

const ROUNDS = 5;
const COLD_ROUNDS = 3;
const COUNTER = 'c7';
const NOW = Date.parse('2027-01-04T02:00:00Z');
const BOTH_YEARS = ['2025-01-01', '2026-12-31'] as const;
const nameOf = () => null;

/** A page of the figures, asked of the book and of SQLite; both give a number that must be the same. */
interface Page {
  name: string;
  period: RatingPeriod;
  ours(book: RatingBook): Promise<number>;
  peer(table: RatingTable): number;
}

/** The pages of a year of ratings, from memory and from disk, beside the same question asked of SQLite. */
export async function benchRatingFigures(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bandecheng-bench-'));
  try {
    progress(`ratings: writing ${2 * VISITS_A_YEAR} visits, ${2 * RATINGS_A_YEAR} ratings …`);
    await writeYears(folder, ...BOTH_YEARS);
    const began = performance.now();
    const first = await Shelf.open(folder, null, 0);
    const pages = await first.book.pages(...BOTH_YEARS);
    progress(`ratings: the book was made from the journal in ${Math.round(performance.now() - began)} ms`);
    const table = await RatingTable.of(pages);
    const image = join(folder, 'ratings.sqlite');
    writeFileSync(image, table.image());
    await first.close();
    for (const page of pagesAsked()) await benchPage(page, { folder, end: first.end, table, image });
    await benchStarted(folder, first.end);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchPage(
  page: Page,
  { folder, end, table, image }: { folder: string; end: Position; table: RatingTable; image: string },
): Promise<void> {
  const cold = { ours: [] as number[], peer: [] as number[] };
  const warm = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const shelf = await Shelf.open(folder, end, 0);
    await shelf.book.pages('2000-01-01', '2000-01-01');
    cold.ours.push(await msOf(() => page.ours(shelf.book)));
    cold.peer.push(
      await msOf(() => {
        table.reopen(readFileSync(image));
        return page.peer(table);
      }),
    );
    if (round === COLD_ROUNDS - 1)
      for (let again = 0; again < ROUNDS; again++) {
        warm.ours.push(await msOf(() => page.ours(shelf.book)));
        warm.peer.push(await msOf(() => page.peer(table)));
      }
    const [ours, peer] = [await page.ours(shelf.book), page.peer(table)];
    if (ours !== peer) throw new Error(`${page.name}: ${ours} in the book, ${peer} in SQLite`);
    await shelf.close();
  }
  const of = `${RATINGS_A_YEAR} ratings and ${VISITS_A_YEAR} visits a year, two years; peer: the same asked of SQLite (sql.js, in memory, indexed)`;
  printFigure({
    ...{ name: `ratings-${page.name}`, unit: 'ms', ours: median(warm.ours), peer: median(warm.peer) },
    how: `${page.period.id}, months in memory, median of ${ROUNDS}; ${of}`,
  });
  printFigure({
    ...{ name: `ratings-${page.name}-cold`, unit: 'ms', ours: median(cold.ours), peer: median(cold.peer) },
    how: `${page.period.id}, months read from disk, median of ${COLD_ROUNDS}; ${of}, its file read`,
  });
}

/** The page of a year as the first thing that anybody asks of a hub that has read ahead. */
async function benchStarted(folder: string, end: Position): Promise<void> {
  const page = pagesAsked().find(({ name }) => name === 'year');
  if (page === undefined) return;
  const [ahead, asked] = [[] as number[], [] as number[]];
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const shelf = await Shelf.open(folder, end, undefined);
    ahead.push(await msOf(() => shelf.book.ahead));
    asked.push(await msOf(() => page.ours(shelf.book)));
    await shelf.close();
  }
  printFigure({
    ...{ name: 'ratings-year-started', unit: 'ms', ours: median(asked) },
    how: `${page.period.id}, first page after a start, all months read ahead in ${Math.round(median(ahead))} ms, median of ${COLD_ROUNDS}`,
  });
}

function pagesAsked(): Page[] {
  const reports = [
    { id: '2026-11-23', name: 'day', trend: 'slot % 24' },
    { id: '2026-11', name: 'month', trend: 'day' },
    { id: '2026-Q4', name: 'quarter', trend: 'substr(day, 1, 7)' },
    { id: '2026', name: 'year', trend: 'substr(day, 1, 7)' },
  ].map(({ id, name, trend }): Page => {
    const period = named(id);
    const others = [periodBefore(period), yearBefore(period)].flatMap((one) => (one === null ? [] : [one]));
    return {
      ...{ name, period },
      ours: async (book) => (await report(book, period)).whole.satisfied.numerator,
      peer: (table) => Number(table.report(period, trend, others)[0]?.[1]),
    };
  });
  const year = named('2026');
  const rows: Page = {
    ...{ name: 'rows', period: year },
    ours: async (book) => {
      const pages = await book.pages(year.from, year.to);
      const { from, to } = year;
      const behind = rowsBehind(pages, { from, to, part: 'counter', id: COUNTER, kind: 'bad' }, RATED_HALL);
      return shownRows(behind, pages, RATED_HALL, nameOf).of;
    },
    peer: (table) => table.rows(year, COUNTER),
  };
  const checks: Page = {
    ...{ name: 'checks', period: year },
    ours: async (book) => {
      const pages = await book.pages(year.from, year.to);
      return honestyReport(pages, year, RATED_HALL, { nameOf, now: NOW }).signals.length;
    },
    peer: (table) => table.checks(year),
  };
  return [...reports, rows, checks];
}

async function report(book: RatingBook, period: RatingPeriod) {
  const opened = async (of: RatingPeriod | null) =>
    of === null ? null : { period: of, pages: await book.pages(of.from, of.to) };
  const about = { state: emptyState(), hall: RATED_HALL, now: NOW, nameOf };
  const pages: BookPages = await book.pages(period.from, period.to);
  const before = { before: await opened(periodBefore(period)), yearBefore: await opened(yearBefore(period)) };
  return ratingReport(about, { period, pages }, before);
}

function named(id: string): RatingPeriod {
  const period = ratingPeriodOf(id);
  if (period === null) throw new Error(`no period ${id}`);
  return period;
}

/** The book behind its journal, as after a start of the hub. */
class Shelf {
  private constructor(
    readonly book: RatingBook,
    /** Where the journal ends, as a snapshot of the state would know it at the next start. */
    readonly end: Position,
    readonly close: () => Promise<void>,
  ) {}

  /** @param monthsAhead undefined: as many as a hub reads */
  static async open(folder: string, from: Position | null, monthsAhead: number | undefined): Promise<Shelf> {
    const options = { folder, hall: 'bench', from, apply: () => undefined, onMisfit: () => undefined };
    const journal = await openFileJournal(options);
    const source = {
      onCommitted: () => undefined,
      whenDurable: (seq: number) => journal.whenDurable(seq),
      position: () => journal.position(),
    };
    const book = new RatingBook({
      ...{ dataFolder: folder, source, onNotice: (what: string) => progress(what) },
      ...(monthsAhead === undefined ? {} : { monthsAhead }),
    });
    return new Shelf(book, journal.position(), async () => {
      await book.stop();
      await journal.close();
    });
  }
}

async function msOf(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
