import type { Problem } from './parse.ts';
import type { TicketAction, TicketStatus } from './vocabulary.ts';

/** An illegal step of a ticket has its own word: `cannot-recall-finished`. */
export type IllegalStep = `cannot-${TicketAction}-${TicketStatus}`;

export const REFUSAL_WORDS = [
  'not-allowed',
  'hall-closed',
  'service-unknown',
  'service-not-here',
  'department-not-service',
  'service-closed',
  'service-full',
  'slice-full',
  'service-has-waiting',
  'service-booked',
  'person-needed',
  'person-has-ticket',
  'person-most',
  'queue-long',
  'appointment-unknown',
  'appointment-early',
  'appointment-late',
  'appointment-over',
  'appointment-code-taken',
  'counter-unknown',
  'counter-closed',
  'counter-paused',
  'counter-not-paused',
  'counter-busy',
  'counter-taken',
  'counter-not-yours',
  'counter-in-use',
  'clerk-elsewhere',
  'already-open',
  'nobody-waiting',
  'nobody-called',
  'ticket-unknown',
  'ticket-elsewhere',
  'number-ambiguous',
  'digits-missing',
  'clerk-unknown',
  'number-taken',
  'number-given-again',
  'number-other-service',
  'times-impossible',
  'matter-unknown',
  'matter-undone',
  'hall-open',
  'transfer-goes-nowhere',
  'device-unknown',
  'visit-unknown',
  'job-unknown',
  'printer-unknown',
  'reprint-underway',
  'key-too-old',
  'no-case-desk',
  'case-type-unknown',
  'case-unknown',
  'case-closed',
  'case-confidential',
  'intake-unknown',
  'role-unknown',
  'not-your-role',
  'step-unknown',
  'step-not-now',
  'step-not-fitting',
  'not-your-step',
  'attribute-unknown',
  'field-unknown',
  'field-malformed',
  'field-missing',
  'exclusion-missing',
  'scope-unknown',
  'branches-open',
  'branch-unknown',
  'follow-up-open',
  'no-follow-up',
  'clock-unknown',
  'clock-stopped',
  'no-interim-notice',
  'no-extension',
  'not-your-extension',
  'extended-already',
  'overdue-already',
  'not-later',
  'beyond-the-most',
  'not-due',
  'rating-not-invited',
  'grade-unknown',
  'help-unknown',
  'help-asked-already',
  'assumption-unknown',
  'person-erased',
  'nothing-new',
] as const;

/** Why a command was not done. */
export type RefusalWord = (typeof REFUSAL_WORDS)[number] | IllegalStep;

export interface Refusal {
  refused: RefusalWord;
  /** What the sentence shown to the reader names: a number, a counter, a time. Never personal data. */
  about?: Record<string, string | number>;
}

/** Three ways not to be done: the input is malformed, the business says no, or something broke. */
export type NotDone = { ok: false } & (
  { problems: Problem[] } | Refusal | { fault: 'stopping' | 'unavailable' }
);
