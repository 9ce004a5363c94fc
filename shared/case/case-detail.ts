import type {
  AccountId,
  CallBackOutcome,
  CaseId,
  DeviceProblem,
  Instant,
  PolicyMark,
  RatingChannel,
  Role,
  TicketId,
} from '../vocabulary.ts';
import type { CaseRow, ClockRow } from './case-view.ts';

/** One field of a case for a reader; `masked`: what stands here is not the whole, which is asked for with a reason. */
export interface FieldShown {
  field: string;
  zh: string;
  /** Null: erased. */
  value: string | null;
  masked: boolean;
}

/** A clock that runs or ran, with the reasons for its due time. */
export interface ClockShown extends ClockRow {
  clock: string;
  stoppedAt?: Instant;
  /** Null where nothing was due. */
  onTime: boolean | null;
  because: readonly string[];
  /** The latest it may be extended to, and by which roles; absent where it may not be. `fields`: what must be given. */
  extension?: { latest: Instant | null; by: string[]; require: string[]; fields: StepShown['require'] };
}

/** One line of what happened, in the order it happened. */
export interface TimelineEntry {
  seq: number;
  at: Instant;
  actor: string;
  /** The policy's role in whose name, in words; `onBehalf`: recorded by somebody else. */
  as?: string;
  onBehalf?: boolean;
  /** In Chinese, one sentence. */
  zh: string;
  /** Opinions and answers, for who may read them. */
  text?: { zh: string; value: string | null; masked: boolean }[];
}

/** A step with what must be given for it. */
export interface StepShown {
  step: string;
  zh: string;
  /** Roles in whose name it may be taken: those the reader holds first. */
  by: { role: string; zh: string; held: boolean }[];
  to: string;
  quote: string;
  require: {
    id: string;
    zh: string;
    kind: 'attribute' | 'text' | 'long-text' | 'date' | 'date-time' | 'choice';
    options: { id: string; zh: string }[];
  }[];
  exclusions: { zh: string; redirect: string }[];
  /** It starts a clock whose limit is the matter's own, in working days. */
  itemDays?: true;
  form?: string;
  /** Why it cannot be taken yet, in words; absent when it can. */
  hindered?: string;
}

/** A case whole, for somebody who may read it. */
export interface CaseDetail {
  row: CaseRow;
  policy: { mark: PolicyMark; place: string; title: string };
  ticket?: TicketId;
  attributes: {
    id: string;
    zh: string;
    value: string;
    text: string;
    options: { id: string; zh: string }[];
  }[];
  fields: FieldShown[];
  /** What the applicant said with their last rating of it: no field of a form, and masked like one. */
  said?: FieldShown;
  steps: StepShown[];
  clocks: ClockShown[];
  branches: { branch: number; unit: string; since: Instant; doneAt?: Instant }[];
  filings: { form: string; zh: string; to: string; part?: 'first' | 'second'; at: Instant }[];
  forms: { form: string; zh: string; copies: string[] }[];
  /**
   * The kiosk, by name, on whose printer short papers come out, whether it has one and why that does not print now;
   * absent where none is named.
   */
  papersAt?: { kiosk: string; printer: boolean; problem?: DeviceProblem };
  /** What the reader may have printed there: the receipt, and which forms; absent for who hands out nothing. */
  mayPrint?: { receipt: boolean; forms: string[] };
  materials: { material: string; mime: string; bytes: number; sha256: string; at: Instant }[];
  /** Grades the applicant may give; empty where the policy has no scale for cases. */
  grades: { id: string; zh: string; satisfied: boolean }[];
  channels: RatingChannel[];
  rating?: { grade: string; zh: string; satisfied: boolean | null; channel: RatingChannel; at: Instant };
  callBacks: { outcome: CallBackOutcome; at: Instant }[];
  timeline: TimelineEntry[];
  /** Assumptions of the policy that this case rests on and nobody has signed. */
  assumptions: { id: string; question: string; chosen: string }[];
  /** Closed cases that resemble it, and what helped there. */
  resembling: { entry: string; cause: string; cure: string; basis: string }[];
  closedAt?: Instant;
}

/** What the page needs to open a case: the types of case, their intakes, contents, attributes and first fields. */
export interface CaseRules {
  policy: { id: string; place: string; sign: string; mark: PolicyMark };
  roles: { role: string; zh: string; held: boolean }[];
  types: {
    caseType: string;
    zh: string;
    intakes: { id: string; zh: string }[];
    include: string[];
    exclude: { zh: string; redirect: string }[];
    attributes: { id: string; zh: string; options: { id: string; zh: string }[] }[];
    /** Fields that the first steps ask for. */
    fields: StepShown['require'];
    mayBeConfidential: boolean;
  }[];
}

/** The same, and who asks. */
export interface CaseRulesFor extends CaseRules {
  reader: { account: AccountId; role: Role };
}

/** Somebody to whom a case may be given. */
export interface CaseOwner {
  account: AccountId;
  name: string;
}

/** What the search finds: rows of open and closed cases. */
export interface CaseFound {
  case: CaseId;
  type?: string;
  state?: string;
  openedAt: Instant;
  closedAt?: Instant;
  confidential: boolean;
}
