import type { Instant } from '../vocabulary.ts';

/** Where something was written about a visit: the event that holds it. */
export type WrittenWith =
  'RatingGiven' | 'ReasonsGiven' | 'CallRecorded' | 'RatingCorrected' | 'RatingAppealed' | 'AppealDecided';

/** What was written about a visit, as whoever said why is shown it. */
export interface VisitWords {
  /** Journal number of the line. */
  line: number;
  at: Instant;
  with: WrittenWith;
  /** Null: it is forgotten. */
  text: string | null;
}
