import type { Refusal } from '@bandecheng/shared/refusals';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { appointmentId, bookingRefused } from '../state/bookings.ts';
import type { HallState } from '../state/hall-state.ts';

/**
 * What stands against booking each of several appointments together; null where nothing does. What it lets pass,
 * `ImportAppointments` books.
 */
export function bookingProblems(
  state: HallState,
  bookings: readonly { service: string; startsAt: Instant; code?: string | undefined }[],
): (Refusal | null)[] {
  const taken = new Set<string>();
  return bookings.map((booking) => {
    const refusal = bookingRefused(state, booking, taken);
    if (booking.code !== undefined && state.hall !== null)
      taken.add(appointmentId(state.hall, booking.startsAt, booking.code));
    return refusal;
  });
}
