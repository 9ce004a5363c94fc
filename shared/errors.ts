/**
 * The closed list of faults. A fault is what the business does not foresee; a foreseen "no" is a refusal
 * (`refusals.ts`) and is returned, not thrown.
 */
export const FAULTS = [
  'config-invalid',
  'config-unreadable',
  'journal-damaged',
  'journal-flush-failed',
  'journal-in-use',
  'register-unreadable',
  'vault-key-invalid',
  'vault-damaged',
  'attachment-damaged',
  'backup-invalid',
  'profile-invalid',
  'policy-invalid',
  'calendar-invalid',
  'outbox-damaged',
  'transport-failed',
  'stopping',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A fault with its place. The code stands in the message, so a copied log line still names it. Holds no secret. */
export class HallError extends Error {
  readonly fault: Fault;
  /** File, line, path or device the fault concerns. */
  readonly place: string;

  constructor(fault: Fault, place: string, reason: string, cause?: unknown) {
    super(`${reason} [${fault}] ${place}`, cause === undefined ? undefined : { cause });
    this.name = 'HallError';
    this.fault = fault;
    this.place = place;
  }
}

/** Whether `error` is a HallError of this fault. */
export function isFault(error: unknown, fault: Fault): error is HallError {
  return error instanceof HallError && error.fault === fault;
}
