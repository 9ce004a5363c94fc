import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { Hall } from '@bandecheng/shared/hall';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { AppointmentId, Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';

/** Day and code: the same code may come again on another day. */
export function appointmentId(
  hall: Pick<Hall, 'timeZone' | 'dayStartsAt'>,
  startsAt: Instant,
  code: string,
): AppointmentId {
  return `${businessDay(startsAt, hall.timeZone, hall.dayStartsAt)}-${code}`;
}

/**
 * Why an appointment can't be booked: `service-unknown`, `times-impossible` for a day that is over,
 * `appointment-code-taken`. Null: it can.
 * @param taken ids that are to be booked together with it
 */
export function bookingRefused(
  state: HallState,
  { service, startsAt, code }: { service: string; startsAt: Instant; code?: string | undefined },
  taken: ReadonlySet<AppointmentId> = new Set(),
): Refusal | null {
  const { hall } = state;
  if (hall === null || !hall.services.some((s) => s.id === service)) return { refused: 'service-unknown' };
  if (businessDay(startsAt, hall.timeZone, hall.dayStartsAt) < state.day)
    return { refused: 'times-impossible' };
  const id = code === undefined ? undefined : appointmentId(hall, startsAt, code);
  if (code === undefined || id === undefined || (!state.appointments.has(id) && !taken.has(id))) return null;
  return { refused: 'appointment-code-taken', about: { code } };
}
