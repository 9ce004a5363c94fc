import type { HallEvent } from '@bandecheng/shared/events';

/** Before an appointment's id: a day and a code may look like a day and a number. */
const APPOINTMENT = 'appointment:';

/** What an event is about, for the answer to its command: a ticket's id, `appointment:<id>`, or empty. */
export function subjectOf({ data }: HallEvent): string {
  if ('ticket' in data && data.ticket !== undefined) return data.ticket;
  return 'appointment' in data && data.appointment !== undefined ? APPOINTMENT + data.appointment : '';
}

/** The appointment a subject names; null for any other. */
export function appointmentIn(subject: string): string | null {
  return subject.startsWith(APPOINTMENT) ? subject.slice(APPOINTMENT.length) : null;
}
