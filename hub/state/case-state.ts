import type { Calendar } from '@bandecheng/shared/calendar/calendar';
import type { FieldValue } from '@bandecheng/shared/case/case-events';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type {
  AccountId,
  CallBackOutcome,
  CaseId,
  ClockRunId,
  CounterId,
  HelpId,
  HelpReason,
  Instant,
  Level,
  PolicyMark,
  RatingChannel,
  ServiceId,
  TicketId,
  VisitId,
} from '@bandecheng/shared/vocabulary';
import type { BadRating } from './rating-state.ts';

/** One run of a clock in a case. */
export interface ClockRun {
  run: ClockRunId;
  /** Id of the clock in the case's policy. */
  clock: string;
  startedAt: Instant;
  dueAt: Instant | null;
  provisional: boolean;
  days: number | null;
  variant?: string;
  interimDueAt?: Instant;
  interimGivenAt?: Instant;
  stoppedAt?: Instant;
  extended: number;
  /** How many on its ladder have been told that it ran out. */
  told: number;
  calendar: string;
}

/** Types of event that happen in one case. */
export const CASE_EVENTS = [
  'CaseOpened',
  'CaseStepped',
  'CaseAmended',
  'CaseNoted',
  'CaseAssigned',
  'BranchAdded',
  'BranchEnded',
  'CaseRated',
  'CallBackRecorded',
  'MaterialAttached',
  'ClockStarted',
  'ClockStopped',
  'ClockExtended',
  'DeadlineMoved',
  'InterimNoticeGiven',
  'ClockOverran',
  'PaperRequested',
  'PersonalSeen',
  'PersonErased',
] as const;
export type CaseEventType = (typeof CASE_EVENTS)[number];

/** What happened in a case: the event as it was recorded, texts by their place in the vault. */
export type CaseEvent = Extract<RecordedEvent, { type: CaseEventType }>;

export interface Case {
  id: CaseId;
  caseType: string;
  policy: PolicyMark;
  intake: string;
  openedAt: Instant;
  state: string;
  since: Instant;
  ticket?: TicketId;
  visit?: VisitId;
  counter?: CounterId;
  service?: ServiceId;
  unit?: string;
  clerk?: AccountId;
  scope?: number;
  level?: Level;
  foreignNumber?: string;
  /** The matter's own limit in working days, 法定或承诺时限. */
  itemDays?: number;
  attributes: Record<string, string>;
  fields: Record<string, FieldValue>;
  confidential: boolean;
  owner?: AccountId;
  clocks: ClockRun[];
  branches: { branch: number; unit: string; since: Instant; doneAt?: Instant }[];
  filings: { form: string; to: string; part?: 'first' | 'second'; at: Instant }[];
  materials: { material: string; mime: string; bytes: number; sha256: string; at: Instant }[];
  /** Rating rule by which the applicant was last asked, until they answer. */
  invited?: string;
  rating?: { grade: string; satisfied: boolean | null; channel: RatingChannel; at: Instant };
  /** How often it was sent back for another treatment. */
  reworks: number;
  /** 跟踪回访 owed. */
  followUp: boolean;
  callBacks: { outcome: CallBackOutcome; at: Instant }[];
  /** Which exclusion it was refused under. */
  exclusion?: number;
  closedAt?: Instant;
  erasedAt?: Instant;
  /** Oldest first. */
  timeline: CaseEvent[];
}

/** A counter that asked for the desk today. */
export interface Help {
  help: HelpId;
  counter: CounterId;
  ticket: TicketId;
  number: string;
  service: ServiceId;
  reason: HelpReason;
  askedAt: Instant;
  /** Minutes the applicant had been at the counter. */
  minutes: number;
  comingAt?: Instant;
}

/** The case desk as the journal tells it. */
export interface CaseDesk {
  /** Every policy a case began under, and the one that holds now. */
  policies: Map<PolicyMark, Policy>;
  /** Empty: the hall has no case desk. */
  policy: PolicyMark;
  calendar: Calendar;
  calendarMark: string;
  /** Assumptions somebody has signed, by policy mark. */
  signed: Map<PolicyMark, { assumption: string; by: AccountId; at: Instant }[]>;
  cases: Map<CaseId, Case>;
  /** Those that are not over, in the order they were opened. */
  open: Set<CaseId>;
  /** Cases by the keyed marks of name and telephone. */
  marks: Map<string, CaseId[]>;
  /** Cases opened today. */
  openedToday: number;
  closedToday: number;
  refusedToday: number;
  /** Asked and not yet settled, oldest first. */
  helps: Map<HelpId, Help>;
  /** Bad ratings whose time to be changed is not over, by their visit. */
  badVisits: Map<VisitId, BadRating>;
  handOvers: { seq: number; at: Instant; by: string; record: FieldValue }[];
}

/** A desk before its first event. */
export function emptyDesk(): CaseDesk {
  return {
    policies: new Map(),
    policy: '',
    calendar: { years: [] },
    calendarMark: '',
    signed: new Map(),
    cases: new Map(),
    open: new Set(),
    marks: new Map(),
    openedToday: 0,
    closedToday: 0,
    refusedToday: 0,
    helps: new Map(),
    badVisits: new Map(),
    handOvers: [],
  };
}
