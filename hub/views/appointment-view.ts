import type { AppointmentView } from '@bandecheng/shared/appointment-view';
import type { AppointmentId, BusinessDay } from '@bandecheng/shared/vocabulary';
import type { Appointment, HallState } from '../state/hall-state.ts';

/** One appointment, without the mark of its person; null when there is none, or its day is over. */
export function appointmentView(state: HallState, id: AppointmentId): AppointmentView | null {
  const appointment = state.appointments.get(id);
  return appointment === undefined ? null : shown(appointment);
}

/** The appointments of a day, today or later, by their time; without a day all of today and later. */
export function appointmentsOf(state: HallState, day?: BusinessDay): AppointmentView[] {
  return [...state.appointments.values()]
    .filter(({ id }) => day === undefined || id.slice(0, day.length) === day)
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
    .map(shown);
}

function shown({ id, code, service, startsAt, state, ticket, reason }: Appointment): AppointmentView {
  return {
    ...{ appointment: id, code, service, startsAt, state },
    ...(ticket === undefined ? {} : { ticket }),
    ...(reason === undefined ? {} : { reason }),
  };
}
