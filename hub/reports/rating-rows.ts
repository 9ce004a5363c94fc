import type { Hall } from '@bandecheng/shared/hall';
import type { BookRow } from '@bandecheng/shared/rating/book-row';
import type {
  RatingPart,
  RatingRows,
  RowKind,
  RowsOf,
  ShownRow,
} from '@bandecheng/shared/rating/rating-report';
import { LEVELS, RATING_CHANNELS } from '@bandecheng/shared/vocabulary';
import { DEFAULT, FIRST, OFFLINE, type BookMonth } from '../book/book-month.ts';
import type { BookPages } from '../book/book-pages.ts';
import { isAdditional, isGood } from './rating-count.ts';
import { hallNames, type NameOf } from './rating-parts.ts';

/** Rows that are sent at most. */
const MOST_ROWS = 200;

/** Where a row stands in the pages. */
export interface RowPlace {
  month: BookMonth;
  row: number;
}

export type RowFilter = Omit<RowsOf, 'period' | 'check' | 'subject'> & { from: string; to: string };

/** The ratings behind a number, in the order in which they were recorded within their months. */
export function rowsBehind(pages: BookPages, filter: RowFilter, hall: Hall): RowPlace[] {
  const found: RowPlace[] = [];
  for (const month of pages.months) {
    const fits = fitting(month, filter, hall);
    for (let row = 0; row < month.ratings.day.length; row++)
      if (fits(row) && isOfKind(pages, month, row, filter.kind ?? 'standing')) found.push({ month, row });
  }
  return found;
}

/** The newest rows with the names they are shown by, and how many there are. */
export function shownRows(
  places: readonly RowPlace[],
  { remarks }: BookPages,
  hall: Hall,
  nameOf: NameOf,
): RatingRows {
  const newest = [...places].sort((a, b) => seqAt(b) - seqAt(a)).slice(0, MOST_ROWS);
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

function shownNames(
  { counter, service, clerk, ticket }: BookRow,
  named: ReturnType<typeof hallNames>,
  nameOf: NameOf,
): Partial<ShownRow> {
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

/** Which rows of a month lie in the days, the part, the level and the hour that are asked for. */
function fitting(
  month: BookMonth,
  { from, to, part, id, level, weekday, hour }: RowFilter,
  hall: Hall,
): (row: number) => boolean {
  const { ratings, names } = month;
  const within = names.days.texts.map((day) => day >= from && day <= to);
  const isPart = part === undefined || id === undefined ? () => true : partIs(month, part, id, hall);
  const levelCode = level === undefined ? -1 : LEVELS.indexOf(level);
  return (row) => {
    const slot = ratings.slot.at(row);
    return (
      within[ratings.day.at(row)] === true &&
      (levelCode < 0 || ratings.level.at(row) === levelCode) &&
      (weekday === undefined || Math.floor(slot / 24) === weekday - 1) &&
      (hour === undefined || slot % 24 === hour) &&
      isPart(row)
    );
  };
}

function partIs(
  { ratings, names }: BookMonth,
  part: RatingPart,
  id: string,
  hall: Hall,
): (row: number) => boolean {
  if (part === 'channel') {
    const code = RATING_CHANNELS.findIndex((channel) => channel === id);
    return (row) => ratings.channel.at(row) === code;
  }
  if (part === 'department') {
    const { departmentOf } = hallNames(hall);
    const inside = names.services.texts.map((service) => service !== '' && departmentOf(service) === id);
    return (row) => inside[ratings.service.at(row)] === true;
  }
  const [column, dictionary] = {
    counter: [ratings.counter, names.counters] as const,
    clerk: [ratings.clerk, names.clerks] as const,
    service: [ratings.service, names.services] as const,
  }[part];
  const code = dictionary.known(id) ?? -1;
  return (row) => column.at(row) === code;
}

function isOfKind({ remarks }: BookPages, month: BookMonth, row: number, kind: RowKind): boolean {
  const { ratings } = month;
  const flags = ratings.flags.at(row);
  const seq = ratings.seq.at(row);
  if (kind === 'uncounted') return !remarks.leaves(seq);
  if (kind === 'appealed') return remarks.of(seq).appeal !== undefined;
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
function isStanding({ ratings }: BookMonth, row: number, kind: RowKind, good: boolean): boolean {
  if (kind === 'good' || kind === 'bad') return good === (kind === 'good');
  if (kind === 'standing') return true;
  const answered = (ratings.flags.at(row) & OFFLINE) === 0;
  return answered && (kind === 'answered' || ratings.typedBy.at(row) === 0);
}
