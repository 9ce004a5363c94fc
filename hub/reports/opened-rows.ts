import {
  FOLLOWED_KINDS,
  VISIT_KINDS,
  type RatingRows,
  type RowKind,
  type RowsOf,
} from '@bandecheng/shared/rating/rating-report';
import { countAt } from './evaluate.ts';
import { countedBy } from './formula-rows.ts';
import { rowsOfSignal } from './honesty/honesty-report.ts';
import { followedVisits } from './rating-mending.ts';
import type { Opened, RatingReporting } from './rating-report.ts';
import { rowsBehind, shownRows } from './rating-rows.ts';
import type { RowPlace } from './row-filter.ts';
import { shownVisits, visitsBehind } from './visit-rows.ts';

/** The newest rows behind a number of a period's figures, and how many there are: just as many as the number says. */
export function openedRows(
  { state, hall, nameOf }: Pick<RatingReporting, 'state' | 'hall' | 'nameOf'>,
  { period, pages }: Opened,
  { check, subject, beside, kind, metric, count, skip, ...asked }: Omit<RowsOf, 'period'>,
): RatingRows {
  const shown = (places: readonly RowPlace[]) => shownRows(places, pages, hall, nameOf, skip);
  if (check !== undefined && subject !== undefined)
    return shown(rowsOfSignal(pages, period, hall, { check, subject, beside }));
  const filter = { ...asked, from: period.from, to: period.to };
  if (metric !== undefined && count !== undefined) {
    const policy = state.desk.policies.get(state.desk.policy);
    const counting = policy === undefined ? undefined : countAt(policy, metric, count);
    if (policy === undefined || counting === undefined) return shown([]);
    return shown(rowsBehind(pages, { ...filter, counted: countedBy(counting, policy, pages) }, hall));
  }
  if (isOneOf(VISIT_KINDS, kind)) {
    const none = asked.level !== undefined || asked.reason !== undefined;
    return shownVisits(none ? [] : visitsBehind(pages, filter, kind, hall), pages, hall, nameOf, skip);
  }
  const ratings = isOneOf(FOLLOWED_KINDS, kind)
    ? { ...filter, kind: 'bad' as const, among: followedVisits(state.desk, pages, period)[kind] }
    : { ...filter, ...(kind === undefined ? {} : { kind }) };
  return shown(rowsBehind(pages, ratings, hall));
}

function isOneOf<K extends RowKind>(kinds: readonly K[], kind: RowKind | undefined): kind is K {
  return kinds.some((one) => one === kind);
}
