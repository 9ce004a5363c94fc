import type { HallEvent } from '@bandecheng/shared/events';
import type { CaseId } from '@bandecheng/shared/vocabulary';

/** Before an appointment's id: a day and a code may look like a day and a number. */
const APPOINTMENT = 'appointment:';

/** Before a case's id. */
const CASE = 'case:';

/**
 * What an event is about, for the answer to its command: a ticket's id, `appointment:<id>`, `case:<id>`, or empty. A
 * rating names nothing: its ticket's secret key is not for whoever rates by a number.
 */
export function subjectOf({ type, data }: HallEvent): string {
  if (type === 'RatingGiven') return '';
  if ('case' in data && data.case !== undefined) return CASE + data.case;
  if ('ticket' in data && data.ticket !== undefined) return data.ticket;
  return 'appointment' in data && data.appointment !== undefined ? APPOINTMENT + data.appointment : '';
}

/** The appointment a subject names; null for any other. */
export function appointmentIn(subject: string): string | null {
  return subject.startsWith(APPOINTMENT) ? subject.slice(APPOINTMENT.length) : null;
}

/** The case a subject names; null for any other. */
export function caseIn(subject: string): CaseId | null {
  return subject.startsWith(CASE) ? subject.slice(CASE.length) : null;
}
