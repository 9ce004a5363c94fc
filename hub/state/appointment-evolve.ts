import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';

type AppointmentEvent = Extract<
  RecordedEvent,
  { type: 'AppointmentBooked' | 'AppointmentCancelled' | 'AppointmentMissed' }
>;

export function applyAppointment(state: HallState, event: AppointmentEvent): void {
  if (event.type === 'AppointmentBooked') {
    const { appointment: id, code, service, startsAt, person } = event.data;
    const booked = { id, code, service, startsAt, ...(person === undefined ? {} : { person }) };
    state.appointments.set(id, { ...booked, state: 'booked' });
    return;
  }
  const appointment = state.appointments.get(event.data.appointment);
  if (appointment === undefined) return;
  appointment.state = event.type === 'AppointmentMissed' ? 'missed' : 'cancelled';
  if (event.type === 'AppointmentCancelled' && event.data.reason !== undefined)
    appointment.reason = event.data.reason;
}

/** Those of days that are over live on in the journal alone. */
export function forgetAppointments(state: HallState, day: BusinessDay): void {
  for (const id of state.appointments.keys()) if (id.slice(0, 10) < day) state.appointments.delete(id);
}
