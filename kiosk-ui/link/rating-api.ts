import type {
  HonestyReport,
  RatingReport,
  RatingRows,
  RowsOf,
} from '@bandecheng/shared/rating/rating-report';
import type { VisitsToType } from '@bandecheng/shared/rating/typed-visit';
import type { VisitWords } from '@bandecheng/shared/rating/visit-words';
import type {
  AppealGround,
  AppealOutcome,
  BusinessDay,
  HonestyCheck,
  Instant,
  Level,
  RatingChannel,
  SeenReason,
  VisitId,
} from '@bandecheng/shared/vocabulary';
import { ask, type ApiAnswer } from './session.ts';
import { withQuery } from './with-query.ts';

/** A year of a large hall is read from disk the first time, ms. */
const REPORT_WITHIN_MS = 30_000;

/** `rating`: a line of the book by its journal number; `day`: the business day it was recorded on. */
export interface Correction {
  rating: number;
  day: BusinessDay;
  counts: boolean;
  reason: AppealGround;
  text?: string;
}
export interface AppealDecision {
  visit: VisitId;
  outcome: AppealOutcome;
  text: string;
}
export interface LookedInto {
  check: HonestyCheck;
  subject: string;
  period: string;
  text: string;
}

/** `id`: the same for what is sent again after a lost answer. */
export interface TypedRating {
  id: string;
  visit: VisitId;
  channel: RatingChannel;
  level: Level;
  ratedAt: Instant;
  reasons: string[];
  text?: string;
}

export const ratingReport = (period: string): Promise<ApiAnswer<{ report: RatingReport }>> =>
  ask('GET', withQuery('/api/ratings/report', { period }), undefined, REPORT_WITHIN_MS);

/** Address of the same figures as a file. */
export const ratingFile = (kind: 'xlsx' | 'csv', period: string): string =>
  withQuery(`/api/ratings/report.${kind}`, { period });

export const ratingRows = (of: RowsOf): Promise<ApiAnswer<RatingRows>> =>
  ask('GET', withQuery('/api/ratings/rows', of), undefined, REPORT_WITHIN_MS);

export const honestyReport = (period: string): Promise<ApiAnswer<{ report: HonestyReport }>> =>
  ask('GET', withQuery('/api/ratings/checks', { period }), undefined, REPORT_WITHIN_MS);

export const correctRating = (correction: Correction): Promise<ApiAnswer<object>> =>
  ask('POST', '/api/ratings/correct', correction);

export const decideAppeal = (decision: AppealDecision): Promise<ApiAnswer<object>> =>
  ask('POST', '/api/ratings/decide', decision);

export const lookIntoCheck = (looked: LookedInto): Promise<ApiAnswer<object>> =>
  ask('POST', '/api/ratings/looked-into', looked);

export const visitsToType = (day: BusinessDay, number: string): Promise<ApiAnswer<VisitsToType>> =>
  ask('GET', withQuery('/api/ratings/visits', { day, number }));

/** What was written about a visit; the hub records who asks, and why, before it answers. */
export const seeWords = (visit: VisitId, reason: SeenReason): Promise<ApiAnswer<{ words: VisitWords[] }>> =>
  ask('POST', '/api/ratings/words', { visit, reason });

export const typeRating = (typed: TypedRating): Promise<ApiAnswer<object>> =>
  ask('POST', '/api/ratings/typed', typed);
