import type { Clock } from '../policy/clock.ts';
import type { BusinessDay, CaseId, Instant, PolicyMark } from '../vocabulary.ts';

export const PERIOD_KINDS = ['month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** `2026-11`, `2026-Q4` or `2026`: whole business days of the hall, `from` and `to` counted. */
export interface Period {
  id: string;
  kind: PeriodKind;
  from: BusinessDay;
  to: BusinessDay;
  /** 2026年11月. */
  zh: string;
}

/**
 * A number with what stands behind it: a case for each time it was counted, and days on which presses were counted
 * that belong to no case. `n` is the sum of both.
 */
export interface Counted {
  n: number;
  cases: CaseId[];
  days?: { day: BusinessDay; n: number }[];
  /** Of a policy's formula: which of its counts over which period, by which the ratings of `days` are asked for. */
  of?: FormulaCount;
}

/** A count of a policy's formula: the metric's id, the count's place in its formula from 0. */
export interface FormulaCount {
  period: string;
  metric: string;
  count: number;
}

/** A case behind a number. Of a confidential one the number alone. */
export interface CaseLine {
  case: CaseId;
  openedAt: Instant;
  confidential: boolean;
  type?: string;
  state?: string;
  unit?: string;
  service?: string;
  closedAt?: Instant;
}

/** A figure with what stands behind it: its own counts, and figures that have theirs. */
export interface FigurePart {
  zh: string;
  /** Null: there is nothing to show, for the reason in `none`. */
  value: number | null;
  none?: string;
  /** Of a division of two counts. */
  numerator?: Counted;
  denominator?: Counted;
  /** Every count of the formula. */
  counts: { zh: string; counted: Counted }[];
  /** The figures it is made of, or its own figure over each shorter period. */
  parts: FigurePart[];
}

/** A figure of the policy over a period. */
export interface MetricFigure extends FigurePart {
  metric: string;
  every: PeriodKind;
  /** The formula in words. */
  formula: string;
  /** A share, shown in per cent; otherwise a plain number. */
  share: boolean;
  /** Of a sum over shorter periods: what is there so far, and its mean. */
  soFar?: { periods: number; sum: number; mean: number };
  target?: number;
  /** Null: there is no target, or nothing to hold against it. */
  reached: boolean | null;
  cite: readonly string[];
  assume: readonly string[];
}

export interface Group {
  zh: string;
  counted: Counted;
}

/** Counts by one feature of the cases. */
export interface GroupTable {
  id: string;
  zh: string;
  groups: Group[];
}

/** How the runs of a clock that ended in the period, or had run out by its end, came out. */
export interface ClockVerdicts {
  onTime: Counted;
  /** Ended behind its due time. */
  late: Counted;
  /** Ran out, and had not ended when the period did. */
  overdue: Counted;
  /** 除外: without a limit by its class. */
  exempt: Counted;
  /** The notice sets no limit. */
  measured: Counted;
}

export interface ClockFigure extends ClockVerdicts {
  clock: string;
  zh: string;
  force: Clock['force'];
  cite: readonly string[];
  assume: readonly string[];
}

export interface ForceFigure extends ClockVerdicts {
  force: Clock['force'];
}

export interface ReportHead {
  report: string;
  zh: string;
  every: PeriodKind;
  /** Roles it goes to, in words. */
  to: string[];
  content: readonly string[];
  cite: readonly string[];
  assume: readonly string[];
}

/** The cases of a period in figures; every number carries its cases, described once under `cases`. */
export interface CaseReport {
  hall: string;
  place: string;
  policy: PolicyMark;
  timeZone: string;
  period: Period;
  madeAt: Instant;
  /** The period is not over. */
  running: boolean;
  totals: {
    /** Opened in the period. */
    opened: Counted;
    refused: Counted;
    /** Opened and not refused. */
    accepted: Counted;
    closed: Counted;
    /** Not closed at the end of the period, whenever opened. */
    open: Counted;
    confidential: Counted;
  };
  metrics: MetricFigure[];
  groups: GroupTable[];
  clocks: ClockFigure[];
  forces: ForceFigure[];
  refusals: { zh: string; redirect: string; counted: Counted }[];
  /** Closed in the period or still open, the longest first. */
  longest: { case: CaseId; workingDays: number; minutes: number; closed: boolean }[];
  /** The same service with the same content, twice and more. */
  repeated: Group[];
  /** First filings whose second is missing. */
  filings: { case: CaseId; form: string; to: string; at: Instant }[];
  reports: ReportHead[];
  /** The one asked for. */
  chosen?: ReportHead;
  /** The period in sentences, without a name. */
  brief: string[];
  /** Assumptions that nobody has signed. */
  assumptions: { id: string; question: string; chosen: string }[];
  cases: Record<CaseId, CaseLine>;
}

/** A table as it is shown and as it goes into a file; a cell with `share` is a number shown in per cent. */
export interface ReportTable {
  title: string;
  head: string[];
  rows: Cell[][];
}
export type Cell = string | number | { share: number };

/** The ledger (台账) with the field names of GB/T 39046-2020, table 10. */
export interface Ledger {
  from: BusinessDay;
  to: BusinessDay;
  /** Names and contents are shown whole: each look is on record. */
  whole: boolean;
  head: string[];
  rows: (string | number)[][];
}
