import type { BusinessDay, Instant, VisitId } from '../vocabulary.ts';

/** A finished visit with a number, for whoever types its rating in. How it was rated is not in it. */
export interface TypedVisit {
  visit: VisitId;
  day: BusinessDay;
  number: string;
  serviceZh: string;
  counterZh: string;
  finishedAt: Instant;
  /** A rating given later is not taken any more. */
  until: Instant;
  /** `first`: nobody has rated it; `added`: one more is taken; `nothing`: both were given; `own`: whoever asks served it. */
  takes: 'first' | 'added' | 'nothing' | 'own';
}

/** The visits with a number on a day, the newest first, and what may be ticked after a bad level. */
export interface VisitsToType {
  visits: TypedVisit[];
  reasons: string[];
}
