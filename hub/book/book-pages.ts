import type { BookMonth } from './book-month.ts';
import type { Remarks } from './remarks.ts';

/** Everything of some months, in memory. */
export interface BookPages {
  months: BookMonth[];
  remarks: Remarks;
  /** Journal number up to which it was counted. */
  seq: number;
}
