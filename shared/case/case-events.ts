import type { Calendar } from '../calendar/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import type { Sealed } from '../vault.ts';
import type {
  AccountId,
  AgentId,
  CallBackOutcome,
  CaseId,
  ClockRunId,
  CounterId,
  DeviceId,
  ErasureReason,
  HelpId,
  HelpOutcome,
  HelpReason,
  Instant,
  JobId,
  Level,
  PolicyMark,
  RatingChannel,
  SeenReason,
  ServiceId,
  TicketId,
  VisitId,
} from '../vocabulary.ts';

/** A form field of a case: a choice or a date as it is, free text by its place in the vault. */
export type FieldValue = string | Sealed;

/** Who did it: the policy's role, and whether somebody else wrote it down for them. */
export interface DoneAs {
  as: string;
  /** Recorded by somebody who does not hold that role. */
  onBehalf?: true;
}

/** What a ticket printer prints of a case: its receipt, or one of its forms where that is short. */
export type ShortPaper = { kind: 'receipt' } | { kind: 'form'; form: string };

/** What happened to cases. Journalled with the hall's other events; see `events.ts`. */
export interface CaseShapes {
  /** Null: the hall has no case desk. */
  PolicyAdopted: { policy: Policy | null; mark: PolicyMark };
  CalendarAdopted: { calendar: Calendar; mark: string };
  AssumptionSigned: { assumption: string; policy: PolicyMark; by: AccountId };

  CaseOpened: {
    case: CaseId;
    caseType: string;
    policy: PolicyMark;
    intake: string;
    done: DoneAs;
    state: string;
    emitted: string[];
    ticket?: TicketId;
    visit?: VisitId;
    counter?: CounterId;
    service?: ServiceId;
    unit?: string;
    clerk?: AccountId;
    scope?: number;
    /** The bad level that the case is about. */
    level?: Level;
    attributes: Record<string, string>;
    fields: Record<string, FieldValue>;
    marks: readonly string[];
    confidential: boolean;
    foreignNumber?: string;
  };
  CaseStepped: {
    case: CaseId;
    step: string;
    from: string;
    to: string;
    done: DoneAs;
    emitted: string[];
    attributes: Record<string, string>;
    fields: Record<string, FieldValue>;
    marks: readonly string[];
    /** 报备: copies that went to an overseer. */
    filed: { form: string; to: string; part?: 'first' | 'second' }[];
    /** Papers the step asks to be printed. */
    print: string[];
    /** Who is told, and what. */
    told: { to: string[]; text: string }[];
    /** The rating rule by which the applicant is now asked. */
    invited?: string;
    exclusion?: number;
    /** The matter's own limit in working days. */
    itemDays?: number;
    /** Sent back for another treatment, to be followed up. */
    reopened?: { followUp: boolean };
    /** The case is over. */
    closed: boolean;
  };
  CaseAmended: {
    case: CaseId;
    done: DoneAs;
    attributes: Record<string, string>;
    fields: Record<string, FieldValue>;
    marks: readonly string[];
    unit?: string;
    confidential?: boolean;
  };
  CaseNoted: { case: CaseId; done: DoneAs; text: Sealed };
  CaseAssigned: { case: CaseId; to: AccountId | null };
  BranchAdded: { case: CaseId; done: DoneAs; branch: number; unit: string };
  BranchEnded: { case: CaseId; done: DoneAs; branch: number; text: Sealed };
  CaseRated: {
    case: CaseId;
    /** A grade of the scale, or `none`: 未评价. */
    grade: string;
    satisfied: boolean | null;
    channel: RatingChannel;
    text?: Sealed;
  };
  CallBackRecorded: { case: CaseId; outcome: CallBackOutcome; text: Sealed };
  MaterialAttached: { case: CaseId; material: string; sha256: string; bytes: number; mime: string };

  /** `dueAt` null: measured and never due, or exempt; `interimDueAt`: when an exempt case owes its notice. */
  ClockStarted: {
    case: CaseId;
    run: ClockRunId;
    dueAt: Instant | null;
    provisional: boolean;
    days: number | null;
    variant?: string;
    interimDueAt?: Instant;
    calendar: string;
  };
  ClockStopped: { case: CaseId; run: ClockRunId; by: string };
  ClockExtended: {
    case: CaseId;
    run: ClockRunId;
    done: DoneAs;
    from: Instant;
    dueAt: Instant;
    tell: string[];
    fields: Record<string, FieldValue>;
  };
  /** Reckoned anew: another calendar, or the case is of another class than was thought. */
  DeadlineMoved: {
    case: CaseId;
    run: ClockRunId;
    cause: 'calendar' | 'class';
    from: Instant | null;
    dueAt: Instant | null;
    provisional: boolean;
    days: number | null;
    variant?: string;
    interimDueAt?: Instant;
    calendar: string;
  };
  InterimNoticeGiven: { case: CaseId; run: ClockRunId; done: DoneAs; text: Sealed };
  /** A clock ran out, and the next on its ladder is told. */
  ClockOverran: { case: CaseId; run: ClockRunId; rung: number; told: string };

  HelpAsked: {
    help: HelpId;
    counter: CounterId;
    ticket: TicketId;
    service: ServiceId;
    clerk: AccountId;
    reason: HelpReason;
  };
  HelpAnswered: { help: HelpId; outcome: HelpOutcome | 'case'; case?: CaseId };
  ShiftHandedOver: { text: Sealed; openCases: number; dueToday: number; overdue: number };

  /** A short paper for the applicant goes to a printer; see `PrintRequested`. What it says is not kept. */
  PaperRequested: ShortPaper & {
    job: JobId;
    case: CaseId;
    device: DeviceId;
    agent: AgentId;
    deadlineAt: Instant;
    /** 0 for the first print; a further one bears 补打. */
    copy: number;
  };

  PersonalSeen: { case: CaseId; fields: string[]; reason: SeenReason };
  PersonErased: { case: CaseId; records: string[]; materials: string[]; reason: ErasureReason };
}
