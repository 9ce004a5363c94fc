import type { BusinessDay, Instant, Level } from '../vocabulary.ts';

export type HandedCounts = Record<'pending' | 'sent' | 'refused' | 'not-exportable', number>;

/** What the province refused, in its own words. */
export interface RefusedRow {
  /** Names it to `/api/province/again`: a rating's journal number, or a visit for its service record. */
  row: number | string;
  kind: 'service' | 'rating';
  visit: string;
  day: BusinessDay;
  level?: Level;
  project?: string;
  words: string;
  at: Instant;
}

/** How the hand-over of one connector stands: what the hall has beside what the province acknowledged. */
export interface ConnectorStanding {
  connector: string;
  zh: string;
  source: string;
  transport: 'http' | 'file';
  /** Written to files alone: nothing leaves the hall. */
  dryRun: boolean;
  /** Failures in a row on the way there, and the word for the last. */
  failures: number;
  failure: string | null;
  services: HandedCounts;
  ratings: HandedCounts;
  /** Ratings that are not handed over, or wait, by reason. */
  reasons: { state: 'pending' | 'not-exportable'; reason: string; zh: string; n: number }[];
  /** Ratings by the day of the visit, the newest 62 days first. */
  days: { day: BusinessDay; ratings: HandedCounts }[];
  /** The newest 200. */
  refused: RefusedRow[];
  /** The words for the levels beside what the province is told. */
  levels: { level: Level; zh: string; code: string | number }[];
}
