import type { AppointmentId, AppointmentState, Instant, ServiceId, TicketId } from './vocabulary.ts';

/** One appointment, as answers and lists show it: nothing of the person. */
export interface AppointmentView {
  appointment: AppointmentId;
  /** What the applicant types or shows at check-in. */
  code: string;
  service: ServiceId;
  startsAt: Instant;
  state: AppointmentState;
  /** The number it was checked in with. */
  ticket?: TicketId;
  /** Why it was cancelled, where somebody said so. */
  reason?: string;
}
