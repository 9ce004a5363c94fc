import { periodAt, periodId } from '../case/period.ts';
import type { BusinessDay, CallOutcome, Instant, Level, VisitId } from '../vocabulary.ts';

/** Calls to one number before it is given up. */
export const MOST_TRIES = 3;

/** The quarter of a day and the one before: whose visits are still remembered when somebody calls. */
export function quartersCalled(day: BusinessDay): [last: string, current: string] {
  const { kind, n } = periodAt(day, 'quarter');
  return [periodId({ kind, n: n - 1 }), periodId({ kind, n })];
}

/** How far a list is. */
export interface CallListRow {
  list: string;
  quarter: string;
  drawnAt: Instant;
  /** Finished visits of the quarter from which it was drawn, and the seed it was drawn by. */
  of: number;
  seed: string;
  size: number;
  /** Visits by the outcome of their last call; `none`: not called yet. */
  outcomes: Record<CallOutcome | 'none', number>;
  /** Nothing is left to call. */
  finished: boolean;
}

/** A visit as the caller sees it: no clerk and no rating, so that neither colours the call. */
export interface CallRow {
  visit: VisitId;
  day: BusinessDay;
  number: string;
  serviceZh: string;
  counterZh: string;
  /** Where the telephone number is found. */
  telephoneZh: string;
  tries: number;
  outcome?: CallOutcome;
  /** What was said on the telephone; absent before a valid call. */
  level?: Level;
  /** Nothing is left to do. */
  settled: boolean;
}

export interface CallListView extends CallListRow {
  /** What the caller says, in order. */
  script: string[];
  rows: CallRow[];
}
