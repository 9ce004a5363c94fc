import type { LeasedTicket } from '@bandecheng/shared/outage/lease';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type {
  AccountId,
  BusinessDay,
  CounterId,
  CounterState,
  Instant,
  ServiceId,
  TicketStatus,
  VisitId,
} from '@bandecheng/shared/vocabulary';

/** A step this agent took by itself. */
export interface StepTaken {
  at: Instant;
  step: OutageStep;
}

/** The ticket at a counter. */
export interface CalledTicket extends LeasedTicket {
  status: TicketStatus;
  calledAt: Instant;
  startedAt?: Instant;
  /** 1 for the call, 2 and on for recalls. */
  times: number;
}

export interface AloneCounter {
  counter: CounterId;
  state: CounterState;
  clerk?: AccountId;
  since: Instant;
  pauseReason?: string;
  current: CalledTicket | null;
  /** Newest first, by this agent alone. */
  missed: CalledTicket[];
  /** Visits this agent saw end, the newest last. */
  over: { visit: VisitId; number: string; service: ServiceId; seconds: number; finishedAt: Instant }[];
}

export interface AloneCall {
  number: string;
  service: ServiceId;
  counter: CounterId;
  calledAt: Instant;
  times: number;
  status: TicketStatus;
}

/** What an agent knows of its hall's day: what it was leased, and what it did since. */
export interface AloneQueue {
  day: BusinessDay;
  /** Those of one line in its order where their places are equal. */
  waiting: LeasedTicket[];
  counters: Map<CounterId, AloneCounter>;
  /** Numbers of this agent's blocks that were given today. */
  given: Set<string>;
  /** How many a service still gives today, where that is limited. */
  left: Map<ServiceId, number>;
  /** When this agent gave a number of a service by itself today. */
  issuedAt: Map<ServiceId, Instant[]>;
  /** Newest first: the last of each ticket. */
  calls: AloneCall[];
}
