import type { LocalText } from '../hall.ts';
import type { Clock } from '../policy/clock.ts';
import type {
  AccountId,
  CaseId,
  ClockRunId,
  ClockStanding,
  HelpId,
  HelpReason,
  Instant,
  Level,
  TicketId,
} from '../vocabulary.ts';

/** A running clock of a case, as a board shows it. */
export interface ClockRow {
  run: ClockRunId;
  zh: string;
  force: Clock['force'];
  standing: ClockStanding;
  startedAt: Instant;
  dueAt: Instant | null;
  /** 暂定: it rests on a year whose holidays are not known. */
  provisional: boolean;
  /** Legal working days from today to the due day: 0 today, negative behind it; null when nothing is due. */
  daysLeft: number | null;
  extended: number;
  /** A notice owed to the applicant of an exempt case. */
  interimDueAt?: Instant;
  /** Roles told that it ran out, in words. */
  told: string[];
  /** The sentence of the notice behind it; empty where it rests on an assumption. */
  quote: string;
}

/** A case as the desk board shows it: nothing of whom it is about. */
export interface CaseRow {
  case: CaseId;
  openedAt: Instant;
  /** By the gravest running clock; `measured` with none. */
  standing: ClockStanding;
  /** Running clocks, the one that is due first in front. */
  clocks: ClockRow[];
  /** Kept confidential: everything below is absent. */
  confidential: boolean;
  type?: string;
  state?: string;
  since?: Instant;
  intake?: string;
  number?: string;
  counterNumber?: number;
  service?: LocalText;
  unit?: string;
  /** Who has it now. */
  owner?: AccountId;
  /** The policy's roles who can take the next step, in words. */
  waitsFor?: string[];
  /** What can be done next, and the sentence that asks for it. */
  next?: { step: string; zh: string; quote: string }[];
  /** Departments that have not done their part. */
  branches?: string[];
  reworks?: number;
  /** 跟踪回访 that nobody has made yet. */
  followUp?: boolean;
  /** Asked for a rating and not given one. */
  invited?: boolean;
  level?: Level;
}

/** A counter that asks for the desk. */
export interface HelpRow {
  help: HelpId;
  ticket: TicketId;
  number: string;
  counterNumber: number;
  service: LocalText;
  reason: HelpReason;
  askedAt: Instant;
  /** Minutes the applicant had been at the counter. */
  minutes: number;
  /** Since when somebody is on the way. */
  comingAt?: Instant;
}

/** The cases that are not over, and the counters that ask for help. */
export interface CasesView {
  /** The city whose rules hold; null: the hall has no case desk. */
  policy: { id: string; place: string; sign: string; assumptions: number } | null;
  timeZone: string;
  /** Overdue first, then by what is due first, then what is only measured. */
  cases: CaseRow[];
  helps: HelpRow[];
  totals: { open: number; dueToday: number; overdue: number; closedToday: number; refusedToday: number };
  /** Years that deadlines reach into and whose holidays nobody has imported. */
  calendarMissing: string[];
  /** What the shift before left, newest first, at most 3; the text is asked for separately. */
  handOvers: { seq: number; at: Instant; by: string }[];
}
