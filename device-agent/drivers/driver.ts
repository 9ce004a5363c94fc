import type { PrintJob, Report } from '@bandecheng/shared/protocol';
import type { EvidenceGrade, Instant } from '@bandecheng/shared/vocabulary';
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
  /** 0 to 1. */
  random: () => number;
  log: DeviceLog;
  /** The last press reported before this start; its device may not have heard our acknowledgement. */
  lastPress?: PressMark;
}

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

export interface EvaluatorDriver extends Driver {
  /** Light it until the invitation closes; a later one takes the place of an earlier one. */
  invite(invitation: Invitation): void;
  closeInvitation(visit: string): void;
}

export interface KeypadDriver extends Driver {
  show(number: string | null, waiting: number): void;
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
  begin(job: string): Promise<void>;
  settle(job: string, outcome: Outcome): Promise<void>;
  reported(job: string): Promise<void>;
}
