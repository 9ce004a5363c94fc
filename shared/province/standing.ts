import type { BusinessDay, Instant, Level } from '../vocabulary.ts';

export const HANDED_STATES = ['sent', 'pending', 'refused', 'not-exportable'] as const;
export type HandedCounts = Record<(typeof HANDED_STATES)[number], number>;

/** A service record or a rating in the hand-over. */
export interface HandedRow {
  /** Names it to `/api/province/again`: a rating's journal number, or a visit for its service record. */
  row: number | string;
  kind: 'service' | 'rating';
  visit: string;
  day: BusinessDay;
  level?: Level;
  project?: string;
  /** The province's own words where it refused, otherwise why it waits or is not handed over; empty: for no reason. */
  words: string;
  /** When the province answered; before that, when the visit ended or was rated. */
  at: Instant;
}

/** Which rows stand behind a number of the hand-over: every key given must fit. */
export interface HandedOf {
  kind: HandedRow['kind'];
  state: (typeof HANDED_STATES)[number];
  /** Of ratings that wait or are not handed over. */
  reason?: string;
  day?: BusinessDay;
}
export interface HandedRows {
  /** The newest 200. */
  rows: HandedRow[];
  /** All there are, those included of which only the number is kept. */
  of: number;
  /** Ratings sent, or never to be, more than 30 days ago: their number is kept, they themselves stand in the record. */
  counted: number;
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
  refused: HandedRow[];
  /** The words for the levels beside what the province is told. */
  levels: { level: Level; zh: string; code: string | number }[];
}
