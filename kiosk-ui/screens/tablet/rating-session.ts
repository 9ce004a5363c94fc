import type { TabletView } from '@bandecheng/shared/rating/tablet-view';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { THANKS_MS, type RateVisit } from '../rate/rate-visit.ts';

export type Asked = NonNullable<TabletView['asked']>;

/** The visit that this tablet is rating, or has just rated. */
export interface Session {
  asked: Asked;
  rating: RateVisit;
}

/**
 * Which visit the tablet shows now; null: it rests. A new visit takes the place of the one before. What was begun goes on
 * to its end, though the hub asks no more: a tap is on its way, thanks are being read, or why it was not recorded.
 * @param asked what the hub asks about now
 */
export function shownSession(
  before: Session | null,
  asked: Asked | null,
  now: Instant,
  begin: (asked: Asked) => RateVisit,
): Session | null {
  const fresh = asked !== null && now <= asked.closesAt && asked.visit !== before?.asked.visit;
  if (fresh && before?.rating.busy.value !== true) return { asked, rating: begin(asked) };
  if (before === null) return null;
  const { step, busy, problem, problemAt } = before.rating;
  if (busy.value) return before;
  if (step.value.at !== 'asking') return before.rating.isOver(now) ? null : before;
  if (problem.value !== '' && now - problemAt.value <= THANKS_MS) return before;
  const asks = asked?.visit === before.asked.visit && now <= before.asked.closesAt;
  return asks ? before : null;
}
