import type { CallReason, Matter } from './events.ts';
import type { LocalText } from './hall.ts';
import type { CounterState, DeviceView, ServiceLine } from './views.ts';
import type {
  AccountId,
  CounterId,
  Instant,
  RatingState,
  ServiceId,
  TicketClass,
  TicketId,
  TicketStatus,
  VisitId,
} from './vocabulary.ts';

/** What the sentence about a call is worded from. */
export interface CallExplained {
  reason: CallReason;
  waitedMinutes: number;
  /** Priority calls in a row that had gone before it. */
  priorityBefore: number;
  /** Number of the longest waiter it went before. */
  passed?: string;
  /** Prefixes of the services its counter takes first. */
  takesFirst: string[];
}

export interface WaitingTicket {
  ticket: TicketId;
  number: string;
  service: ServiceId;
  class: TicketClass;
  issuedAt: Instant;
  status: TicketStatus;
  /** Sent to this counter by name. */
  sentHere?: boolean;
  reason?: string;
  /** On hold until then, by itself. */
  heldUntil?: Instant;
}

/** The ticket at a counter. */
export interface CurrentTicket extends WaitingTicket {
  calledAt: Instant;
  startedAt?: Instant;
  times: number;
  why?: CallExplained;
  /** Who came with this number; 1 for most. */
  people: number;
  /** What is being done for the applicant; empty before service begins. */
  matters: Matter[];
  /** Services of the same applicant after this one. */
  more: ServiceId[];
  /** Number of the counter it goes back to once it is served here. */
  returnTo?: number;
  /** Where it has been, oldest first: at this service, and the counter's number. */
  moves: { at: Instant; service: ServiceId; counter?: number }[];
}

export interface CounterView {
  counter: CounterId;
  number: number;
  name: LocalText;
  timeZone: string;
  state: CounterState;
  clerk?: AccountId;
  pauseReason?: string;
  /** Services this counter takes. */
  services: ServiceLine[];
  current: CurrentTicket | null;
  /** Recalls after which the next is a no-show; 0: none. */
  recallLimit: number;
  /** In the order they would be called in, at most 50. */
  waiting: WaitingTicket[];
  waitingCount: number;
  held: WaitingTicket[];
  /** Called in vain from here today, newest first, at most 12. */
  missed: WaitingTicket[];
  /** The last visit's rating: invited, rated or lapsed. Never the level. */
  lastVisit: { visit: VisitId; number: string; rating: RatingState } | null;
  evaluator: DeviceView | null;
  today: { finished: number; noShow: number; meanServiceSeconds: number | null };
  /** Where tickets may be sent. */
  transferServices: { service: ServiceId; name: LocalText }[];
  transferCounters: { counter: CounterId; number: number; name: LocalText; state: CounterState }[];
}
