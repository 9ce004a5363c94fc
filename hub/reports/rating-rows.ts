import type { Hall } from '@bandecheng/shared/hall';
import type { BookRow } from '@bandecheng/shared/rating/book-row';
import { derivedLevel } from '@bandecheng/shared/rating/derive-level';
import {
  ROWS_SENT,
  type RatingKind,
  type RatingRows,
  type RowsOf,
  type ShownRow,
} from '@bandecheng/shared/rating/rating-report';
import { LEVELS, type VisitId } from '@bandecheng/shared/vocabulary';
import { DEFAULT, FIRST, OFFLINE, type BookMonth } from '../book/book-month.ts';
import type { BookPages } from '../book/book-pages.ts';
import { isAdditional, isGood } from './rating-count.ts';
import { hallNames, type NameOf } from './rating-parts.ts';
import { fitting, type RowFilter, type RowPlace } from './row-filter.ts';

export interface RatingFilter extends RowFilter, Pick<RowsOf, 'level' | 'scale' | 'reason'> {
  /** Absent where `counted` says which. */
  kind?: RatingKind;
  counted?: (month: BookMonth, row: number) => boolean;
  /** Only of these visits. */
  among?: ReadonlySet<VisitId>;
}

/** The ratings behind a number, in the order in which they were recorded within their months. */
export function rowsBehind(pages: BookPages, filter: RatingFilter, hall: Hall): RowPlace[] {
  const found: RowPlace[] = [];
  for (const month of pages.months) {
    const liesIn = fitting(month, 'ratings', filter, hall);
    const { counted = (of, row) => isOfKind(pages, of, row, filter.kind ?? 'standing') } = filter;
    const fits = (row: number) => liesIn(row) && isSaid(month, row, filter);
    for (let row = 0; row < month.ratings.day.length; row++)
      if (fits(row) && counted(month, row)) found.push({ month, row });
  }
  return found;
}

/** The newest rows behind `skip` with the names they are shown by, and how many there are. */
export function shownRows(
  places: readonly RowPlace[],
  { remarks }: BookPages,
  hall: Hall,
  nameOf: NameOf,
  skip = 0,
): RatingRows {
  const newest = [...places].sort((a, b) => seqAt(b) - seqAt(a)).slice(skip, skip + ROWS_SENT);
  const named = hallNames(hall);
  const rows = newest.map(({ month, row }): ShownRow => {
    const bare = month.rowAt(row);
    return { ...bare, ...remarks.of(bare.seq), ...shownNames(bare, named, nameOf) };
  });
  const names = Object.fromEntries(
    rows.flatMap(speakersOf).map((account) => [account, nameOf(account) ?? account]),
  );
  return { of: places.length, rows, names };
}

/** Whoever said something of a rating, or typed it in. */
function speakersOf({ corrected, appeal, typedBy }: BookRow): string[] {
  return [corrected?.by, appeal?.by, appeal?.decidedBy, typedBy].filter((account) => account !== undefined);
}

/** The names of where it happened, and the ticket's number. */
export function shownNames(
  { counter, service, clerk, ticket }: Pick<BookRow, 'counter' | 'service' | 'clerk' | 'ticket'>,
  named: ReturnType<typeof hallNames>,
  nameOf: NameOf,
): Pick<ShownRow, 'counterZh' | 'serviceZh' | 'clerkZh' | 'number'> {
  return {
    ...(counter === undefined ? {} : { counterZh: named.counter(counter) }),
    ...(service === undefined ? {} : { serviceZh: named.service(service) }),
    ...(clerk === undefined ? {} : { clerkZh: nameOf(clerk) ?? clerk }),
    // After the business day, without the mark of a number that was given twice.
    ...(ticket === undefined ? {} : { number: ticket.slice(11).replace(/-\d+$/, '') }),
  };
}

function seqAt({ month, row }: RowPlace): number {
  return month.ratings.seq.at(row);
}

/** Whether it says what is asked for, of a visit that is asked for. */
function isSaid(month: BookMonth, row: number, { level, scale, reason, among }: RatingFilter): boolean {
  const said = LEVELS[month.ratings.level.at(row)] ?? 'satisfied';
  return (
    (level === undefined || derivedLevel(said, scale ?? 5) === level) &&
    (reason === undefined || month.reasons.get(row)?.includes(reason) === true) &&
    (among === undefined || among.has(month.visitOf[row] ?? ''))
  );
}

function isOfKind({ remarks }: BookPages, month: BookMonth, row: number, kind: RatingKind): boolean {
  const { ratings } = month;
  const flags = ratings.flags.at(row);
  const seq = ratings.seq.at(row);
  if (kind === 'uncounted') return !remarks.leaves(seq);
  if (kind === 'appealed') return remarks.of(seq).appeal !== undefined;
  const isCompared = (flags & FIRST) > 0 || ratings.list.at(row) > 0;

  if (kind === 'compared') return isCompared;
  if (kind === 'compared-good') return isCompared && isGood(month, row);
  if (!remarks.leaves(seq)) return false;
  if (kind === 'called') return ratings.list.at(row) > 0;
  if (kind === 'stray' || kind === 'repeated') return month.fateAt(row) === kind;
  if (kind === 'default') return (flags & DEFAULT) > 0;
  const good = isGood(month, row);
  if (kind === 'additional') return isAdditional(month, row, flags);
  if (kind === 'additional-good') return good && isAdditional(month, row, flags);
  return (flags & FIRST) > 0 && isStanding(month, row, kind, good);
}

/** Of the standing ratings, those asked for. */
function isStanding({ ratings }: BookMonth, row: number, kind: RatingKind, good: boolean): boolean {
  if (kind === 'good' || kind === 'bad') return good === (kind === 'good');
  if (kind === 'standing') return true;
  const answered = (ratings.flags.at(row) & OFFLINE) === 0;
  return answered && (kind === 'answered' || ratings.typedBy.at(row) === 0);
}
