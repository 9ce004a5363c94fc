import type { YearMissing } from './calendar/year-missing.ts';
import type { CasesView } from './case/case-view.ts';
import type { CallExplained, CounterView } from './counter-view.ts';
import type { Display, LocalText } from './hall.ts';
import type {
  AccountId,
  AppointmentState,
  BusinessDay,
  CaseId,
  CounterId,
  DeviceId,
  DeviceKind,
  DeviceProblem,
  Instant,
  JobId,
  JobState,
  Language,
  Level,
  PressFate,
  Screen,
  ServiceId,
  TicketClass,
  TicketId,
  TicketStatus,
  VisitId,
} from './vocabulary.ts';

export type { CallExplained, CounterView, CurrentTicket, WaitingTicket } from './counter-view.ts';

/** Whether numbers are given now; `outside`: given, though the counters are not staffed. */
export type HallOpen =
  { open: 'open' | 'outside'; until?: string } | { open: 'closed' | 'lunch'; opensAt: string };

/** Whole minutes between which a wait most likely lies. */
export interface WaitRange {
  low: number;
  high: number;
}

export interface TicketView {
  ticket: TicketId;
  number: string;
  service: ServiceId;
  class: TicketClass;
  language: Language;
  status: TicketStatus;
  issuedAt: Instant;
  /** People before it, at the moment of the view; 0 once called. */
  ahead: number;
  estimateMinutes: number;
  /** What eight of ten waits lie between, in whole minutes. */
  estimateRange: WaitRange;
  /** Where it was called to, or is sent to. */
  counter?: CounterId;
  /** On hold until then; without a counter: early for an appointment. */
  heldUntil?: Instant;
  /** Services still to come after this one. */
  more: ServiceId[];
  key: string;
}

export interface ServiceLine {
  service: ServiceId;
  prefix: string;
  name: LocalText;
  department: LocalText;
  area: LocalText;
  waiting: number;
  /** Since when the longest waiter waits. */
  longestSince?: Instant;
  /** For someone who takes a number now. */
  estimateMinutes: number;
  estimateRange: WaitRange;
  /** Open counters that take it. */
  counters: number;
  /** The department it lies under on the kiosk. */
  under?: string;
  /** Whether it gives numbers now; `opensAt`: today from then on. */
  giving: { state: 'open' } | { state: 'closed' | 'full'; opensAt?: string };
  /** The kiosk asks for an identity number first. */
  person?: 'asked' | 'required';
}

/** A department with what lies under it; `under` names the one above. */
export interface DepartmentButton {
  department: string;
  name: LocalText;
  under?: string;
}

export interface KioskView {
  hall: LocalText;
  languages: Language[];
  timeZone: string;
  hours: HallOpen;
  services: ServiceLine[];
  departments: DepartmentButton[];
  /** Somebody has an appointment today. */
  checkIn: boolean;
  /** An identity card may be laid on this kiosk's reader. */
  cardReader: boolean;
  /** State of this kiosk's printer; null where it has none. */
  printer: DeviceView | null;
  /** This kiosk's newest print jobs, newest first, at most 5. */
  jobs: { ticket: TicketId; state: JobState; copy: number; reason?: string }[];
}

export interface Call {
  /** Journal number of the call: a display announces each once, in this order. */
  seq: number;
  number: string;
  service: ServiceId;
  counter: CounterId;
  counterNumber: number;
  counterName: LocalText;
  area: LocalText;
  calledAt: Instant;
  /** 1 for the call, 2 and on for recalls. */
  times: number;
  status: TicketStatus;
}

export type CounterState = 'closed' | 'open' | 'paused';

export interface DisplayView {
  hall: LocalText;
  /** What this display is called; absent where it shows all of the hall. */
  name?: LocalText;
  sound: Display['sound'];
  voices: Display['voices'];
  languages: Language[];
  timeZone: string;
  hours: HallOpen;
  /** Newest first, at most 20. */
  calls: Call[];
  counters: { counter: CounterId; number: number; name: LocalText; state: CounterState; serving?: string }[];
  services: ServiceLine[];
  /** Numbers called in vain today, newest first, at most 12. */
  missed: string[];
}

/** How a counter has spent its day. */
export interface CounterDay {
  noShow: number;
  /** Called out of turn. */
  chosen: number;
  /** Open and free while the next one waited. */
  idleMinutes: number;
  /** Pauses that are over, by their reason. */
  pauses: { reason: string; times: number; minutes: number }[];
}

export interface QueueView {
  hall: LocalText;
  /** The business day, which stands in front of every ticket's number in its id. */
  day: BusinessDay;
  timeZone: string;
  hours: HallOpen;
  services: ServiceLine[];
  counters: {
    counter: CounterId;
    number: number;
    name: LocalText;
    state: CounterState;
    clerk?: AccountId;
    /** Since when it is in this state. */
    since: Instant;
    pauseReason?: string;
    services: ServiceId[];
    current?: { number: string; status: TicketStatus; since: Instant; why?: CallExplained };
    finished: number;
    today: CounterDay;
  }[];
  totals: { issued: number; waiting: number; serving: number; finished: number; noShow: number };
  /** Today's appointments. */
  appointments: Record<AppointmentState, number>;
  /** On hold, in the order they were put there; without a counter: early for an appointment. */
  held: { number: string; counter?: number; reason?: string; since: Instant; until?: Instant }[];
  /** Areas with more waiting than the hall wants, and the closed or paused counters that could help. */
  crowded: { area: string; waiting: number; limit: number; couldOpen: number[] }[];
  /** Counters with named staff that nobody covers, and who stands in. */
  uncovered: { counter: CounterId; number: number; since: Instant; standIns: AccountId[] }[];
  /** A year whose holidays deadlines need and nobody has imported; null too where the hall has no case desk. */
  yearMissing: YearMissing | null;
}

export interface RatingRow {
  /** Journal number of the press. */
  seq: number;
  level: Level;
  fate: PressFate;
  counter: CounterId | null;
  counterNumber?: number;
  clerk?: AccountId;
  visit?: VisitId;
  number?: string;
  service?: ServiceId;
  serviceName?: LocalText;
  device: DeviceId;
  pressedAt: Instant;
  recordedAt: Instant;
}

export interface RatingsView {
  timeZone: string;
  /** Bad ratings of the day, newest first, at most 20. */
  bad: RatingRow[];
  /** Newest presses that count, at most 20. */
  latest: RatingRow[];
  today: {
    levels: Record<Level, number>;
    /** 未评价. */
    lapsed: number;
    invited: number;
    fates: Record<PressFate, number>;
  };
}

export interface DeviceView {
  device: DeviceId;
  kind: DeviceKind;
  profile: string;
  agent: string;
  counter?: CounterId;
  kiosk?: string;
  /** Empty: well. The gravest first. */
  problems: DeviceProblem[];
  since: Instant;
}

/** A device with the problems it had from `at` on (none: well again), or an agent that came or went then. */
export type HealthChangeView = { at: Instant } & (
  | (Pick<DeviceView, 'device' | 'kind' | 'counter' | 'kiosk'> & { problems: DeviceProblem[] })
  | { agent: string; connected: boolean }
);

export interface DevicesView {
  timeZone: string;
  agents: { agent: string; connected: boolean; since: Instant }[];
  /** Those with problems first. */
  devices: DeviceView[];
  /** What has lately gone wrong and been put right, newest first, at most 20. */
  changes: HealthChangeView[];
  /** Jobs a person has to look at: failed or unknown, newest first, at most 12. */
  jobs: {
    job: JobId;
    /** Absent for a paper of `case`. */
    ticket?: TicketId;
    case?: CaseId;
    number: string;
    device: DeviceId;
    state: JobState;
    reason?: string;
    at: Instant;
    kiosk?: string;
  }[];
  printed: number;
}

/** One ticket as its holder's telephone shows it: nothing of others. */
export interface FollowView {
  hall: LocalText;
  number: string;
  service: LocalText;
  area: LocalText;
  status: TicketStatus;
  ahead: number;
  estimateMinutes: number;
  estimateRange: WaitRange;
  counterNumber?: number;
  /** Number of the counter it goes back to once it is served. */
  returnTo?: number;
  /** On hold until then; without `counterNumber`: early for an appointment. */
  heldUntil?: Instant;
  /** Services still to come after this one. */
  next: LocalText[];
  timeZone: string;
  language: Language;
}

export interface Views {
  kiosk: KioskView;
  display: DisplayView;
  counter: CounterView;
  queue: QueueView;
  ratings: RatingsView;
  devices: DevicesView;
  follow: FollowView;
  cases: CasesView;
}
export type ViewName = keyof Views;

/** What each screen is sent. */
export const SCREEN_VIEWS = {
  kiosk: ['kiosk'],
  display: ['display'],
  counter: ['counter'],
  desk: ['queue', 'ratings', 'devices', 'cases'],
  cases: ['cases'],
  devices: ['devices'],
  hall: ['queue'],
  follow: ['follow'],
} as const satisfies Record<Screen, readonly ViewName[]>;
