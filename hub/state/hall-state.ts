import type { ShortPaper } from '@bandecheng/shared/case/case-events';
import type { CallWhy, DayClosed, Matter } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { Block } from '@bandecheng/shared/outage/lease';
import type { CounterState } from '@bandecheng/shared/views';
import {
  type AccountId,
  type AgentId,
  type AppointmentId,
  type AppointmentState,
  type BusinessDay,
  type CaseId,
  type CounterId,
  type DeviceId,
  type DeviceKind,
  type DeviceProblem,
  type EvidenceGrade,
  type Instant,
  type JobId,
  type JobState,
  type Language,
  type ServiceId,
  type TicketClass,
  type TicketId,
  type TicketStatus,
  type VisitId,
} from '@bandecheng/shared/vocabulary';

import type { CallList } from './call-list-evolve.ts';
import { emptyDesk, type CaseDesk } from './case-state.ts';
import { emptyDay, type DayOver } from './day-over.ts';
import type { KeptWords, TicketErasure } from './kept-words.ts';
import { noOutages, type Outages } from './outage-state.ts';
import type { DayRated, RatingsNow, Visit } from './rating-state.ts';

/** Raised when the shape below changes: snapshots of another version are rebuilt from the journal. */
export const STATE_VERSION = 10;

export interface Ticket {
  id: TicketId;
  number: string;
  service: ServiceId;
  class: TicketClass;
  language: Language;
  key: string;
  kiosk?: string;
  issuedAt: Instant;
  /** The agent that gave it by itself, while no hub could be reached. */
  outage?: AgentId;
  /** Keyed mark of its holder's identity number. */
  person?: string;
  /** Place in its line: the time it was taken at, unless it was requeued. */
  orderAt: Instant;
  status: TicketStatus;
  since: Instant;
  /** Counter that has it, had it last, or keeps it on hold. */
  counter?: CounterId;
  /** It waits for this counter alone. */
  sentTo?: CounterId;
  calledAt?: Instant;
  startedAt?: Instant;
  times: number;
  why?: CallWhy;
  visits: number;
  copies: number;
  reason?: string;
  /** Services still to come after this one. */
  more: ServiceId[];
  /** Who came with this number; 1 for most. */
  people: number;
  /** What is being done now; empty before and after. */
  matters: Matter[];
  /** Where it goes once served: it was sent from there. */
  returnTo?: { service: ServiceId; counter: CounterId };
  /** On hold until then. */
  heldUntil?: Instant;
  /** Where it has been, oldest first. */
  moves: { at: Instant; service: ServiceId; counter?: CounterId }[];
}

export interface Appointment {
  id: AppointmentId;
  code: string;
  service: ServiceId;
  startsAt: Instant;
  person?: string;
  state: AppointmentState;
  ticket?: TicketId;
  /** Why it was cancelled. */
  reason?: string;
}

export interface CounterNow {
  id: CounterId;
  state: CounterState;
  since: Instant;
  clerk?: AccountId;
  pauseReason?: string;
  ticket?: TicketId;
  /** Finished here today and the business day before, in the order of finishing: a late press looks for its own. */
  visits: VisitId[];
  finished: number;
  noShow: number;
  serviceSeconds: number;
  /** Since when it has had no ticket, while open. */
  freeSince: Instant;
  /** Seconds in which it was open and free while the ticket it then called was waiting. */
  idleSeconds: number;
  /** Tickets called out of turn. */
  chosen: number;
  pauses: { reason: string; times: number; seconds: number }[];
}

export interface CallEntry {
  seq: number;
  ticket: TicketId;
  counter: CounterId;
  calledAt: Instant;
  times: number;
}

export interface Device {
  id: DeviceId;
  kind: DeviceKind;
  profile: string;
  agent: AgentId;
  counter?: CounterId;
  kiosk?: string;
  problems: DeviceProblem[];
  since: Instant;
  /** Its last job that counts as printed. */
  lastPrint?: { grade: EvidenceGrade; at: Instant };
}

export interface Agent {
  connected: boolean;
  since: Instant;
  /** When it was lost, until it has told what it did by itself since. */
  lostAt?: Instant;
  /** The stream it last came with; absent: of an agent from before it was told. */
  outbox?: string;
}

/** A device that changed its state, or an agent that came or went. */
export type HealthChange = { at: Instant } & (
  { device: DeviceId; problems: DeviceProblem[] } | { agent: AgentId; connected: boolean }
);

export interface Job {
  id: JobId;
  /** What it prints: a ticket, a short paper of a case, or the digest of a day. */
  of: { ticket: TicketId } | ({ case: CaseId } & ShortPaper) | { digest: DayClosed };
  /** Number of the ticket or the case. */
  number: string;
  device: DeviceId;
  agent: AgentId;
  kiosk?: string;
  deadlineAt: Instant;
  copy: number;
  state: JobState;
  grade?: EvidenceGrade;
  reason?: string;
  at: Instant;
}

/** The hall as the journal tells it. Plain data, Maps and Sets: `snapshot.ts` saves it as it is. */
export interface HallState {
  seq: number;
  hall: Hall | null;
  /** Mark of the hall.json last taken in: unchanged, it does not undo what was edited since. */
  hallFile: string;
  day: BusinessDay;
  /** Number of the line that opened the day. */
  daySeq: number;
  /** The business day before, with its digest; null on a hall's first. */
  dayBefore: DayClosed | null;
  /** The business day before, first, and days since on which no hub was there: what is told late of them counts there. */
  daysOver: Map<BusinessDay, DayOver>;
  /** Last number given per service today. */
  numbers: Map<ServiceId, number>;
  /** Numbers given today per service, those that go on to it among them, and per slice of it (`social#1`, counted from 0). */
  given: Map<string, number>;
  /** Today's tickets per person and service, `<mark>/<service>`. */
  persons: Map<string, TicketId[]>;
  tickets: Map<TicketId, Ticket>;
  /** Today's newest ticket of each number. */
  byNumber: Map<string, TicketId>;
  /** Ticket by the key of its follow-up address. */
  keys: Map<string, TicketId>;
  /** Waiting tickets in calling order; see `lineOf`. */
  lines: Map<string, TicketId[]>;
  /** Times in a row a service's waiting ordinary tickets were passed over by priority ones. */
  passedOver: Map<ServiceId, number>;
  /** Of today and later, in the order they were booked. */
  appointments: Map<AppointmentId, Appointment>;
  counters: Map<CounterId, CounterNow>;
  /** Newest first. */
  calls: CallEntry[];
  /** Newest first. */
  missed: TicketId[];
  /** On hold, in the order they were put there. */
  held: Set<TicketId>;
  /** Finished ones, as long as something may be said of them; see `visits-kept.ts`. */
  visits: Map<VisitId, Visit>;
  /** Visits whose window has not closed, in the order it closes. */
  invited: Set<VisitId>;
  ratings: RatingsNow;
  agents: Map<AgentId, Agent>;
  /** Agents whose key was taken away today: they are forgotten with the day. */
  revokedAgents: Set<AgentId>;
  /** Numbers that an agent alone gives, of every day. */
  leases: Map<AgentId, Block[]>;
  outages: Outages;
  devices: Map<DeviceId, Device>;
  /** Newest first, a few: what has lately gone wrong, and been put right. */
  healthChanges: HealthChange[];
  jobs: Map<JobId, Job>;
  /** Jobs without an outcome. */
  openJobs: Set<JobId>;
  /** Jobs that failed or whose outcome nobody knows, in the order that was learned. */
  troubledJobs: Set<JobId>;
  /** Newest first, a few per kiosk: tickets still in someone's hand. */
  kioskJobs: Map<string, JobId[]>;
  printed: number;
  /** Command ids of the open business day, with what each one was about; see `subjectOf`. */
  answers: Map<string, string>;
  /** Highest report number accepted per stream `agent/outbox`, of an agent's newest streams. */
  reports: Map<string, number>;
  /** Seconds from call to end of a service's newest visits, the newest last. */
  recentSeconds: Map<ServiceId, number[]>;
  totals: { issued: number; finished: number; noShow: number };
  /** By the business day of the visits, the oldest day first. */
  ratedByDay: Map<BusinessDay, DayRated>;
  /** Call lists of this quarter and the one before, in the order they were drawn. */
  callLists: Map<string, CallList>;
  /** What was written outside cases and lies in the vault, by the journal number of its line, the oldest first. */
  words: Map<number, KeptWords>;
  /** Tickets whose words were forgotten because somebody asked. */
  erasedTickets: Map<TicketId, TicketErasure>;
  desk: CaseDesk;
}

/** The hall before its first event. */
export function emptyState(): HallState {
  return {
    seq: 0,
    hall: null,
    hallFile: '',
    ...emptyDay(''),
    daySeq: 0,
    dayBefore: null,
    daysOver: new Map(),
    keys: new Map(),
    appointments: new Map(),
    visits: new Map(),
    invited: new Set(),
    agents: new Map(),
    revokedAgents: new Set(),
    leases: new Map(),
    outages: noOutages(),
    devices: new Map(),
    healthChanges: [],
    answers: new Map(),
    reports: new Map(),
    recentSeconds: new Map(),
    ratedByDay: new Map(),
    callLists: new Map(),
    words: new Map(),
    erasedTickets: new Map(),
    desk: emptyDesk(),
  };
}

/**
 * The line a waiting ticket stands in: its counter's own (`@c3`), its service's priority line (`social!`) or
 * its service's ordinary line (`social`).
 */
export function lineOf(ticket: Pick<Ticket, 'service' | 'class' | 'sentTo'>): string {
  if (ticket.sentTo !== undefined) return `@${ticket.sentTo}`;
  return ticket.class === 'ordinary' ? ticket.service : `${ticket.service}!`;
}

/** Id of a ticket's print: copy 0 is its first. */
export function printJobId(ticket: TicketId, copy: number): JobId {
  return `${ticket}/${copy}`;
}

/** Tickets waiting for a service, those sent to a single counter left out. */
export function waitingFor(state: HallState, service: ServiceId): number {
  return (state.lines.get(service)?.length ?? 0) + (state.lines.get(`${service}!`)?.length ?? 0);
}
