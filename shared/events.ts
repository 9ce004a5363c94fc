import type { CaseShapes } from './case/case-events.ts';
import type { Hall } from './hall.ts';
import type { Block } from './outage/lease.ts';
import type { OutageStep } from './outage/outage-step.ts';
import type { AnnouncedDevice } from './protocol.ts';
import type { RatingShapes } from './rating/rating-events.ts';
import type { RefusalWord } from './refusals.ts';
import type { SecurityShapes } from './security-events.ts';
import type {
  AccountId,
  AppointmentId,
  AgentId,
  BusinessDay,
  CallReason,
  CounterId,
  DeviceId,
  DeviceProblem,
  EvidenceGrade,
  Instant,
  JobId,
  JobState,
  Language,
  Level,
  MatterState,
  PressFate,
  RatingChannel,
  ServiceId,
  TicketClass,
  TicketId,
  TicketStatus,
  VisitId,
} from './vocabulary.ts';

/** The facts behind a call, from which its explanation is worded. */
export interface CallWhy {
  reason: CallReason;
  waitedSeconds: number;
  /** Priority calls in a row that had passed over the ticket's service. */
  priorityBefore: number;
  /** The longest waiter that this call passed over. */
  passed?: TicketId;
  /** `own-first`: the counter's rank of the ticket's service, 1 for what it takes first; none in older lines. */
  rank?: number;
}

/** One thing done in a visit: at most one is active. */
export interface Matter {
  service: ServiceId;
  quantity: number;
  state: MatterState;
}

/** What was taken of an agent's time by itself, and how many of its steps did not fit. */
export interface OutageTaken {
  issued: number;
  called: number;
  finished: number;
  presses: number;
  setAside: number;
}

/** A day that is over. `digest` is the hash of the last line written on it. */
export interface DayClosed {
  day: BusinessDay;
  firstSeq: number;
  lastSeq: number;
  digest: string;
}

interface Shapes extends CaseShapes, RatingShapes, SecurityShapes {
  /** `file`: mark of the hall.json it was read from; absent: edited while the hall worked. */
  HallConfigured: { hall: Hall; file?: string };
  /** Numbering restarts; what was open is closed as `ended`. `before`: the day that is over; absent on the first. */
  DayOpened: { day: BusinessDay; ended: TicketId[]; before?: DayClosed };

  TicketIssued: {
    ticket: TicketId;
    number: string;
    service: ServiceId;
    class: TicketClass;
    language: Language;
    /** Unguessable part of the follow-up address. */
    key: string;
    ahead: number;
    estimateMinutes: number;
    kiosk?: string;
    appointment?: AppointmentId;
    /** Not called before: the applicant is early. */
    dueAt?: Instant;
    /** Keyed mark of the applicant's identity number. */
    person?: string;
    /** The counter it waits for from the start. */
    sentTo?: CounterId;
    /** Services of the same applicant after this one. */
    more?: ServiceId[];
    /** More than one came with this number. */
    people?: number;
  };
  /** A number given on paper and typed in later; `finishedAt`: served then, at `counter`. */
  TicketBackfilled: {
    ticket: TicketId;
    number: string;
    service: ServiceId;
    class: TicketClass;
    language: Language;
    key: string;
    takenAt: Instant;
    finishedAt?: Instant;
    counter?: CounterId;
  };
  AppointmentBooked: {
    appointment: AppointmentId;
    code: string;
    service: ServiceId;
    startsAt: Instant;
    person?: string;
  };
  AppointmentCancelled: { appointment: AppointmentId; reason?: string };
  /** Nobody came. */
  AppointmentMissed: { appointment: AppointmentId };

  TicketCalled: {
    ticket: TicketId;
    counter: CounterId;
    clerk: AccountId;
    why: CallWhy;
    /** Services whose waiting ordinary ticket was passed over by this priority call. */
    passedOver: ServiceId[];
  };
  TicketRecalled: { ticket: TicketId; counter: CounterId; times: number };
  ServiceStarted: { ticket: TicketId; counter: CounterId; clerk: AccountId; visit: VisitId };
  ServiceFinished: {
    ticket: TicketId;
    counter: CounterId;
    clerk: AccountId;
    visit: VisitId;
    service: ServiceId;
    seconds: number;
    /** What was done, and how many of each. */
    matters: { service: ServiceId; quantity: number }[];
  };
  /** What is being done for the applicant, whole. */
  MattersChanged: { ticket: TicketId; counter: CounterId; matters: Matter[] };
  /** No counter and a reason: it was still waiting when the hall closed. */
  TicketNoShow: { ticket: TicketId; counter?: CounterId; reason?: string };
  TicketHeld: { ticket: TicketId; counter: CounterId; reason: string; until?: Instant };
  /** `counter`: to this one alone. */
  TicketRequeued: { ticket: TicketId; orderAt: Instant; counter?: CounterId };
  /** A visit is over and the applicant goes on: to the next service, or back to the counter that sent them. */
  TicketSentOn: {
    ticket: TicketId;
    from: { service: ServiceId; counter: CounterId };
    to: { service: ServiceId; counter?: CounterId };
  };
  TicketTransferred: {
    ticket: TicketId;
    from: { service: ServiceId; counter?: CounterId };
    to: { service: ServiceId; counter?: CounterId };
    /** Where it goes back to afterwards. */
    returnTo?: { service: ServiceId; counter: CounterId };
  };
  /** `kept`: the number its applicant holds instead, given by an agent alone for the same command. */
  TicketCancelled: { ticket: TicketId; stage: TicketStatus; reason: string; kept?: string };

  CounterOpened: { counter: CounterId; clerk: AccountId };
  CounterClosed: { counter: CounterId; clerk: AccountId };
  CounterPaused: { counter: CounterId; reason: string };
  CounterResumed: { counter: CounterId };

  /** The evaluator waits for a press until `closesAt`. */
  RatingInvited: { visit: VisitId; counter: CounterId; closesAt: Instant };
  /** A press and its fate; `visit` and the visit's particulars are absent for a stray one. */
  PressRecorded: {
    fate: PressFate;
    level: Level;
    channel: RatingChannel;
    device: DeviceId;
    counter: CounterId | null;
    visit?: VisitId;
    ticket?: TicketId;
    service?: ServiceId;
    clerk?: AccountId;
    pressedAt: Instant;
    recordedAt: Instant;
  };
  /** 未评价. */
  RatingLapsed: { visit: VisitId; counter: CounterId };

  AgentJoined: { agent: AgentId; outbox?: string; devices: AnnouncedDevice[] };
  /** `since`: it was the hub that was away; when it was last known to be there. */
  AgentLost: { agent: AgentId; since?: Instant };
  DeviceStateChanged: { device: DeviceId; agent: AgentId; problems: DeviceProblem[]; since: Instant };

  /** An agent alone gives numbers of these from now on, whenever no hub can be reached. Nobody else ever does. */
  NumbersLeased: { agent: AgentId; block: Block };
  /** What an agent did by itself and does not fit what had happened meanwhile; `happenedAt` says when. */
  OutageStepSetAside: {
    agent: AgentId;
    kind: OutageStep['kind'];
    why: RefusalWord;
    number?: string;
    service?: ServiceId;
    counter?: CounterId;
  };
  /** An agent has told all that it did by itself from the one instant to the other; how much of it was taken. */
  OutageEnded: { agent: AgentId; from: Instant; to: Instant } & OutageTaken;

  PrintRequested: {
    job: JobId;
    ticket: TicketId;
    device: DeviceId;
    agent: AgentId;
    deadlineAt: Instant;
    /** 0 for the first print; a reprint bears 补打. */
    copy: number;
  };
  /** The digest of a day that is over goes to a printer; see `PrintRequested`. */
  DigestPaperRequested: {
    job: JobId;
    of: DayClosed;
    device: DeviceId;
    agent: AgentId;
    deadlineAt: Instant;
    copy: number;
  };
  PrintChanged: { job: JobId; state: JobState; grade?: EvidenceGrade; reason?: string };

  /** A report that was refused: kept, so that its retry is not decided again. `device`: whose it was, where it was one's. */
  ReportRefused: { agent: AgentId; type: string; refused: RefusalWord; device?: DeviceId };
}

export type EventType = keyof Shapes;
export type EventData<T extends EventType> = Shapes[T];

/** What happened. Past tense; the only thing the journal holds and the state is folded from. */
export type HallEvent = { [T in EventType]: { type: T; data: Shapes[T] } }[EventType];

/** Version of each event's data; a change of meaning raises it and brings an upgrade. */
export const EVENT_VERSION = 1;

/** An event with its place in the journal. */
export type RecordedEvent = HallEvent & {
  seq: number;
  /** When it was recorded. */
  at: Instant;
  /** When it happened, where it could not be recorded then: an agent did it while no hub could be reached. */
  happenedAt?: Instant;
  /** Id of a screen's command that was answered with it, where the hub never heard that: by an agent alone. */
  asked?: string;
  version: number;
  actor: string;
  /** Id of the command it answers. */
  command: string;
  /** Which of the command's events this is, `[1, 2]` for the first of two; absent when it is the only one. */
  part?: [number, number];
};

/** When something happened, however long after that it was recorded. */
export function whenHappened({ at, happenedAt }: Pick<RecordedEvent, 'at' | 'happenedAt'>): Instant {
  return happenedAt ?? at;
}

/** The event with `at` as the time of the deed, for whoever reckons with that. */
export function asHappened(event: RecordedEvent): RecordedEvent {
  return event.happenedAt === undefined ? event : { ...event, at: event.happenedAt };
}
