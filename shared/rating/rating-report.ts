import type { MetricFigure, Period, PeriodKind } from '../case/case-report.ts';
import type { AccountId, HonestyCheck, Instant, Level, RatingChannel, VisitId } from '../vocabulary.ts';
import type { BookRow } from './book-row.ts';

/** What the figures are split by. */
export const RATING_PARTS = ['department', 'counter', 'clerk', 'service', 'channel'] as const;
export type RatingPart = (typeof RATING_PARTS)[number];

/** Periods of the figures: those of cases, and the single day `2026-11-23`. */
export type RatingPeriod = Omit<Period, 'kind'> & { kind: PeriodKind | 'day' };

/**
 * Finished visits, rated or not: all; those after which an evaluator could be pressed; those after which none could.
 */
export const VISIT_KINDS = ['finished', 'reachable', 'unreachable'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/**
 * Standing bad ratings by what followed: called back about; mended; those that had not merely to be explained.
 */
export const FOLLOWED_KINDS = ['called-back', 'mended', 'to-mend'] as const;
export type FollowedKind = (typeof FOLLOWED_KINDS)[number];

/**
 * Which ratings, beside their place and level. `answered`: standing ones of visits for which an evaluator could be
 * pressed; `active`: of these, what nobody typed in for the applicant. `additional-good`: of the additional ones.
 * `compared`: what the honesty checks hold against each other by channel, first ratings and answers to calls, corrected
 * ones too.
 */
export const RATING_KINDS = [
  'standing',
  'good',
  'bad',
  'answered',
  'active',
  'additional',
  'additional-good',
  'default',
  'stray',
  'repeated',
  'uncounted',
  'appealed',
  'called',
  'compared',
  'compared-good',
] as const;
export type RatingKind = (typeof RATING_KINDS)[number];

export const ROW_KINDS = [...RATING_KINDS, ...FOLLOWED_KINDS, ...VISIT_KINDS] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** Which rows stand behind a number: every key given must fit. Sent as the query of `/api/ratings/rows`. */
export interface RowsOf {
  period: string;
  part?: RatingPart;
  /** Id within `part`: a department's name, a counter's, clerk's, service's id, a channel. */
  id?: string;
  /** A finished visit has neither a channel nor a level nor a reason of its own: asked with one, none fits. */
  level?: Level;
  /** The level is one of this shorter scale: every level that counts as it there. */
  scale?: 2 | 3;
  /** Absent: standing ratings alone. */
  kind?: RowKind;
  /** A reason given with the rating, in its words. */
  reason?: string;
  /** Weekday 1 (Monday) to 7 and hour 0 to 23 of the rating, or of the visit's end, in the hall's time zone. */
  weekday?: number;
  hour?: number;
  /** What a check found about a subject; `beside`: the place from 0 of what it was held against. */
  check?: HonestyCheck;
  subject?: string;
  beside?: number;
  /** A count of the policy's own formulas. */
  metric?: string;
  count?: number;
  /** So many of the newest are left out: they have been sent. */
  skip?: number;
}

/** A share as its two counts; null value: nothing to divide by, for the reason in `none`. */
export interface Share {
  numerator: number;
  denominator: number;
  value: number | null;
  none?: string;
  /** Fewer than 30 behind it: shown with a mark, and ranked nowhere. */
  small: boolean;
}

/** Everything counted of one department, counter, clerk, service or channel, or of the whole hall. */
export interface RatingCounts {
  /** Finished visits; 0 for a channel, which has no visits of its own. */
  visits: number;
  /** Standing ratings by level. */
  levels: Record<Level, number>;
  /** 满意率: the three good levels among standing ratings. */
  satisfied: Share;
  /** 差评率. */
  bad: Share;
  /** Of them, those that ended while every evaluator of the counter was out of order: left out of `response`. */
  offline: number;
  /** 评价率: visits with a standing rating among finished visits, without those of `offline` on both sides. */
  response: Share;
  /** 主动评价率: the same without what somebody else typed in. */
  active: Share;
  /** 二次评价满意率: the good ones among additional ratings. */
  additional: Share;
}

export interface RatingLine extends RatingCounts {
  id: string;
  zh: string;
}

/** One day, month or quarter of a trend. `value` null: nobody rated. */
export interface TrendPoint {
  id: string;
  zh: string;
  satisfied: Share;
  rated: number;
  visits: number;
}

/** A period's satisfaction in figures: page, spreadsheet, CSV and print are made from this alone. */
export interface RatingReport {
  hall: string;
  place: string;
  policy: string;
  timeZone: string;
  period: RatingPeriod;
  madeAt: Instant;
  /** The period is not over. */
  running: boolean;
  /** Journal number up to which it was counted. */
  seq: number;
  whole: RatingCounts;
  /** The same of the period before and of a year before, for 环比 and 同比; null: the hall has no record of it. */
  before: { period: RatingPeriod; whole: RatingCounts } | null;
  yearBefore: { period: RatingPeriod; whole: RatingCounts } | null;
  parts: Record<RatingPart, RatingLine[]>;
  /** Days of a month, months of a quarter or year; hours of a day. */
  trend: TrendPoint[];
  /** Standing ratings and bad ones, `[weekday 0..6 from Monday][hour 0..23]`. */
  byHour: { rated: number[][]; bad: number[][] };
  /** Beside the figures: recorded and not in them. */
  aside: {
    stray: number;
    repeated: number;
    default: number;
    uncounted: number;
    appealed: number;
    additional: number;
  };
  /** Bad ratings and what followed: 回访率 and 整改率, two rates. */
  mending: { calledBack: Share; mended: Share };
  /** Reasons given after a bad level, most frequent first. */
  reasons: { zh: string; n: number }[];
  /** The policy's own formulas. */
  metrics: MetricFigure[];
  /** How levels count on scales of three and two, in words. */
  derivation: string[];
  /** What is counted how, in words: stands on page, sheet and print. */
  definitions: { zh: string; formula: string }[];
}

/** A row with the names it is shown by. */
export interface ShownRow extends BookRow {
  counterZh?: string;
  serviceZh?: string;
  clerkZh?: string;
  number?: string;
}
/** A finished visit with the names it is shown by. `level`: of its rating in the figures; absent: it has none. */
export interface ShownVisit extends Pick<ShownRow, 'counterZh' | 'serviceZh' | 'clerkZh' | 'number'> {
  visit: VisitId;
  /** When it ended. */
  at: Instant;
  level?: Level;
}
/** Rows that are sent at a time. */
export const ROWS_SENT = 200;

export interface RatingRows {
  rows: ShownRow[];
  /** Where finished visits were asked for, these instead of `rows`. */
  visits?: ShownVisit[];
  /** All there are; `rows` or `visits` holds the newest 200 of them behind `skip`. */
  of: number;
  /** Names of the accounts that corrected, appealed, decided or typed in; of one that is gone its id. */
  names: Record<AccountId, string>;
}

/** A signal that deserves a second look; never proof. */
export interface HonestySignal {
  check: HonestyCheck;
  /** `counter/<id>`, `device/<id>`, `clerk/<id>` or `hall`. */
  subject: string;
  subjectZh: string;
  /** Rows that raised it. */
  n: number;
  /** What was found, with its figures, in a sentence. */
  found: string;
  /** What it was held against, each with its rows. */
  beside: { zh: string; n: number }[];
  lookedInto?: { by: string; at: Instant };
}

export interface HonestyReport {
  period: RatingPeriod;
  /** Every check with what it looks for, its limit and where the limit comes from. */
  checks: { check: HonestyCheck; zh: string; looksFor: string; limit: string }[];
  /** The most rows first. */
  signals: HonestySignal[];
  /** Minutes in opening hours during which an evaluator could not be pressed: of the device, not of the person. */
  offline: {
    device: string;
    counter?: string;
    counterZh?: string;
    minutes: number;
    /** The stretches that the minutes are made of. */
    spans: { from: Instant; to: Instant }[];
  }[];
  /** Standing ratings by channel, for the comparison of `apart`. */
  channels: { channel: RatingChannel; satisfied: Share }[];
}
