import {
  FOLLOWED_KINDS,
  VISIT_KINDS,
  type RatingRows,
  type RowKind,
  type RowsOf,
} from '@bandecheng/shared/rating/rating-report';
import { rowsOfSignal } from './honesty/honesty-report.ts';
import { followedVisits } from './rating-mending.ts';
import type { Opened, RatingReporting } from './rating-report.ts';
import { rowsBehind, shownRows } from './rating-rows.ts';
import { shownVisits, visitsBehind } from './visit-rows.ts';

/** The newest rows behind a number of a period's figures, and how many there are: just as many as the number says. */
export function openedRows(
  { state, hall, nameOf }: Pick<RatingReporting, 'state' | 'hall' | 'nameOf'>,
  { period, pages }: Opened,
  { check, subject, kind, ...asked }: Omit<RowsOf, 'period'>,
): RatingRows {
  if (check !== undefined && subject !== undefined)
    return shownRows(rowsOfSignal(pages, period, hall, { check, subject }), pages, hall, nameOf);
  const filter = { ...asked, from: period.from, to: period.to };
  if (isOneOf(VISIT_KINDS, kind)) {
    const none = asked.level !== undefined || asked.reason !== undefined;
    return shownVisits(none ? [] : visitsBehind(pages, filter, kind, hall), pages, hall, nameOf);
  }
  const ratings = isOneOf(FOLLOWED_KINDS, kind)
    ? { ...filter, kind: 'bad' as const, among: followedVisits(state.desk, pages, period)[kind] }
    : { ...filter, ...(kind === undefined ? {} : { kind }) };
  return shownRows(rowsBehind(pages, ratings, hall), pages, hall, nameOf);
}

function isOneOf<K extends RowKind>(kinds: readonly K[], kind: RowKind | undefined): kind is K {
  return kinds.some((one) => one === kind);
}
