import type { Hall } from '@bandecheng/shared/hall';
import {
  ROWS_SENT,
  type RatingRows,
  type ShownVisit,
  type VisitKind,
} from '@bandecheng/shared/rating/rating-report';
import { LEVELS, type Level, type VisitId } from '@bandecheng/shared/vocabulary';
import { FIRST, type BookMonth } from '../book/book-month.ts';
import type { BookPages } from '../book/book-pages.ts';
import { hallNames, type NameOf } from './rating-parts.ts';
import { shownNames } from './rating-rows.ts';
import { fitting, type RowFilter, type RowPlace } from './row-filter.ts';

/** The finished visits behind a number, rated or not, in the order in which they ended within their months. */
export function visitsBehind(
  { months }: BookPages,
  filter: RowFilter,
  kind: VisitKind,
  hall: Hall,
): RowPlace[] {
  const found: RowPlace[] = [];
  for (const month of months) {
    const fits = fitting(month, 'visits', filter, hall);
    const { day, offline } = month.visits;
    for (let row = 0; row < day.length; row++)
      if (fits(row) && (kind === 'finished' || (offline.at(row) === 1) === (kind === 'unreachable')))
        found.push({ month, row });
  }
  return found;
}

/** The newest visits behind `skip` with the names they are shown by and the level they were rated with, and how many there are. */
export function shownVisits(
  places: readonly RowPlace[],
  { remarks }: BookPages,
  hall: Hall,
  nameOf: NameOf,
  skip = 0,
): RatingRows {
  const newest = [...places].reverse().slice(skip, skip + ROWS_SENT);
  const rated = standingLevels(newest, remarks);
  const named = hallNames(hall);
  const visits = newest.map(({ month: { visits: column, names, finished }, row }): ShownVisit => {
    const visit = finished[row] ?? '';
    const level = rated.get(visit);
    const at = {
      counter: names.counters.text(column.counter.at(row)),
      service: names.services.text(column.service.at(row)),
      clerk: names.clerks.text(column.clerk.at(row)),
      ticket: visit.slice(0, visit.lastIndexOf('.')),
    };
    return {
      ...{ visit, at: column.at.at(row), ...shownNames(at, named, nameOf) },
      ...(level === undefined ? {} : { level }),
    };
  });
  return { of: places.length, rows: [], visits, names: {} };
}

/** How the visits were rated, as far as it stands in the figures; a visit's ratings lie in the month of the visit. */
function standingLevels(places: readonly RowPlace[], remarks: BookPages['remarks']): Map<VisitId, Level> {
  const wanted = new Set(places.map(({ month, row }) => month.finished[row]));
  const levels = new Map<VisitId, Level>();
  for (const { ratings, visitOf } of new Set<BookMonth>(places.map(({ month }) => month)))
    visitOf.forEach((visit, row) => {
      const level = LEVELS[ratings.level.at(row)];
      const stands = (ratings.flags.at(row) & FIRST) > 0 && remarks.leaves(ratings.seq.at(row));
      if (stands && level !== undefined && wanted.has(visit)) levels.set(visit, level);
    });
  return levels;
}
