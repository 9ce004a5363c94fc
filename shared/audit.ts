import type { BusinessDay, Instant } from './vocabulary.ts';
import type { EventType } from './events.ts';

/** `security`: sign-ins, accounts, keys, looks at what is masked, rules. `staff`: whatever a member of the staff did. */
export const AUDIT_KINDS = ['security', 'staff'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** A line of the record as the auditor reads it. */
export interface AuditRow {
  seq: number;
  at: Instant;
  /** `staff:li`, `api:city-app`, `hub`. */
  actor: string;
  type: EventType;
  /** What it was done to: an account, a key, a case, a number. */
  about?: string;
  /** In words of the record: `locked`, `role-given supervisor`, `name verify`. */
  detail?: string;
}

export interface AuditShown {
  day: BusinessDay;
  timeZone: string;
  /** The newest first. */
  rows: AuditRow[];
  /** There are older ones of that day. */
  more: boolean;
}
