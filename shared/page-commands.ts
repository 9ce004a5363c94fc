import type { DayClosed } from './events.ts';
import type { Hall } from './hall.ts';
import type { SecurityEvent } from './security-events.ts';
import type { ErasureReason, SeenReason } from './vocabulary.ts';

/* What the pages and other systems have the hub do over HTTP, read and checked by the routes that take it. */

/** Appointments of another system, all booked or none. */
export interface ImportAppointments {
  id: string;
  type: 'ImportAppointments';
  appointments: {
    service: string;
    startsAt: number;
    code?: string | undefined;
    person?: string | undefined;
  }[];
}

/** The hall's rules changed while it works, by an administrator over the API. */
interface EditHall {
  id: string;
  type: 'EditHall';
  hall: Hall;
}

/** Somebody has looked at what a case keeps masked, and why. */
interface SeePersonal {
  id: string;
  type: 'SeePersonal';
  case: string;
  fields: string[];
  reason: SeenReason;
}

/** Who came in, or changed who may: it has happened, and is put on record. */
interface RecordSecurity {
  id: string;
  type: 'RecordSecurity';
  happened: SecurityEvent;
}

/** A file was put to a case; its bytes lie outside the journal. */
interface AttachMaterial {
  id: string;
  type: 'AttachMaterial';
  case: string;
  material: string;
  sha256: string;
  bytes: number;
  mime: string;
}

/** Whom a case names is forgotten: vault and materials are erased once this is on disk. */
interface ErasePerson {
  id: string;
  type: 'ErasePerson';
  case: string;
  reason: ErasureReason;
}

/** Somebody opens what was written about a visit, and why. */
interface SeeWords {
  id: string;
  type: 'SeeWords';
  visit: string;
  reason: SeenReason;
}

/**
 * What was written outside cases is forgotten: all of a ticket's visits, or the lines of these journal numbers, which
 * only the hub names.
 */
type EraseWords = { id: string; type: 'EraseWords'; reason: ErasureReason } & (
  { ticket: string } | { lines: number[] }
);

/** Somebody reads what was written to files for the province on a day, and why. */
interface SeeHandedRecords {
  id: string;
  type: 'SeeHandedRecords';
  connector: string;
  day: string;
  reason: SeenReason;
}

/** The digest of a day that is over, on the desk's ticket printer. The hub reads it from the journal. */
interface PrintDigest {
  id: string;
  type: 'PrintDigest';
  of: DayClosed;
}

/** An administrator confirms by name what the policy assumes. */
interface SignAssumption {
  id: string;
  type: 'SignAssumption';
  assumption: string;
}

/** A command that came over HTTP. */
export type PageCommand =
  | ImportAppointments
  | EditHall
  | SeePersonal
  | RecordSecurity
  | AttachMaterial
  | ErasePerson
  | SeeWords
  | EraseWords
  | SeeHandedRecords
  | PrintDigest
  | SignAssumption;
