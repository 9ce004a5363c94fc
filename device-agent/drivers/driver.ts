import type { EvaluatorShow, PrintJob, Report, WindowShow } from '@bandecheng/shared/protocol';
import type { EvidenceGrade, Instant } from '@bandecheng/shared/vocabulary';
import type { IdCard } from '../codecs/id-card.ts';
import type { Connect } from '../transports/transport.ts';

/** What a device says to the technician: a fact in a few words, and figures. No personal data, no ticket text. */
export type DeviceLog = (
  level: 'info' | 'warn' | 'error',
  fact: string,
  figures?: Record<string, string | number>,
) => void;

/** What every driver is given. */
export interface DriverContext {
  device: string;
  connect: Connect;
  /** Into the outbox: resolves when the report is on disk, rejects when it is not kept. */
  report: (report: Report) => Promise<void>;
  /** The hub's clock as well as it is known. */
  now: () => Instant;
  /** Whether the hub hears now what is reported; without it, taken for granted. */
  hubHears?: () => boolean;
  /** A key that no hub hears: true when this agent has done by itself what it asks for. Without it, none is. */
  keyAlone?: (key: KeyAlone) => Promise<boolean>;
  /** 0 to 1. */
  random: () => number;
  log: DeviceLog;
  /** The last press reported before this start; its device may not have heard our acknowledgement. */
  lastPress?: PressMark;
}

/** A key of a keypad, and the digits typed before it. */
export type KeyAlone = Omit<Extract<Report, { type: 'UseKeypad' }>, 'type'>;

/** Which button, and when by the hub's clock. */
export interface PressMark {
  pressed: string;
  at: Instant;
}

/** One device of the hall, kept open and reported on from `start` to `stop`. Neither throws. */
export interface Driver {
  start(): void;
  /** Lets go of the port; resolves when it is free. */
  stop(): Promise<void>;
}

/** A visit that ended at `openedAt` may be rated until `closesAt`. */
export interface Invitation {
  visit: string;
  openedAt: Instant;
  closesAt: Instant;
}

/** What an evaluator shows of its counter; no model shows it all. */
export type EvaluatorFace = Omit<EvaluatorShow, 'device'>;

export interface EvaluatorDriver extends Driver {
  /** Light it until the invitation closes; a later one takes the place of an earlier one. */
  invite(invitation: Invitation): void;
  closeInvitation(visit: string): void;
  /** Between invitations: who serves, and whether someone is being served. */
  show(show: EvaluatorFace): void;
}

export interface KeypadDriver extends Driver {
  show(number: string | null, waiting: number): void;
  /** The last key was not done: the clerk is to hear of it. */
  refuse(): void;
}

export interface WindowDisplayDriver extends Driver {
  /** Takes the place of what was to be shown before, sent or not. */
  show(show: WindowShow): void;
}

/** What someone who waits for a card is told. */
export interface CardListener {
  /** Personal data: in memory alone, never logged or reported; of it the number may go to the kiosk that asks for it. */
  read(card: IdCard): void;
  /** A card lies there that cannot be read; it may lie askew. */
  unreadable(): void;
  taken(): void;
}

export interface IdCardDriver extends Driver {
  /** One listener at a time, a later one takes the place of an earlier one; null: nobody is told. */
  listen(listener: CardListener | null): void;
}

export interface PrinterDriver extends Driver {
  /** True when the job is in the ledger on disk, or was there before; false when the disk did not take it. */
  print(job: PrintJob): Promise<boolean>;
}

/** How a print job ended. */
export type Outcome =
  { state: 'printed'; grade: EvidenceGrade } | { state: 'failed' | 'unknown'; reason: OutcomeReason };
export type OutcomeReason = NonNullable<Extract<Report, { type: 'RecordPrint' }>['reason']>;

/** The spooler on disk that a printer driver works from; every promise resolves when it is on disk. */
export interface JobLedger {
  openJobs(device: string): {
    waiting: PrintJob[];
    begun: string[];
    unreported: { job: string; outcome: Outcome }[];
  };
  take(job: PrintJob): Promise<'taken' | 'known' | Outcome>;
  /** `sha256`: of the ticket's bytes, in hex. */
  begin(job: string, sha256: string): Promise<void>;
  settle(job: string, outcome: Outcome): Promise<void>;
  reported(job: string): Promise<void>;
  /** What a ticket of this profile has shown the printer to answer; null: nothing yet. */
  fencesOf(device: string, profile: string): Fences | null;
  keepFences(device: string, profile: string, fences: Fences | null): Promise<void>;
}

/** In-order questions behind a job: GS ( H, answered with the job's own token, and GS r. */
export interface Fences {
  gsH: boolean;
  gsR: boolean;
}
