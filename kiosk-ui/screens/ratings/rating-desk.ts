import type { RowsOf } from '@bandecheng/shared/rating/rating-report';
import type { InjectionKey } from 'vue';

/** Rows behind a number: `what` is said above them. */
export interface OpenedRows {
  what: string;
  of: RowsOf;
}

/** Opens the rows behind a number; the period is added by the page. */
export type OpenRatings = (what: string, of: Partial<RowsOf>) => void;
export const OPEN_RATINGS: InjectionKey<OpenRatings> = Symbol('open-ratings');
