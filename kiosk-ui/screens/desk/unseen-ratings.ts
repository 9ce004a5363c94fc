import type { RatingRow } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';

/**
 * Bad ratings nobody at this desk has acknowledged, newest first. Counted by the hub's clock and not by journal
 * number: a demo hall that starts afresh counts its journal from 1 again.
 * @param seenAt `recordedAt` of the newest one acknowledged; 0 for none
 */
export function unseen(bad: readonly RatingRow[], seenAt: Instant): RatingRow[] {
  return bad.filter(({ recordedAt }) => recordedAt > seenAt);
}

/** `recordedAt` of the newest of them; 0 for an empty list. */
export function newest(bad: readonly RatingRow[]): Instant {
  return bad.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), 0);
}
