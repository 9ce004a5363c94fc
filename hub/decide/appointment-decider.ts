import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Refusal } from '@bandecheng/shared/refusals';
import { appointmentId, bookingRefused } from '../state/bookings.ts';
import type { HallState } from '../state/hall-state.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';

type AppointmentCommand = CommandOf<
  'BookAppointment' | 'ImportAppointments' | 'CancelAppointment' | 'MissAppointment'
>;
type Booking = CommandOf<'ImportAppointments'>['appointments'][number];

const CODE_LENGTH = 6;

/**
 * Appointments booked, cancelled and missed. Refuses `service-unknown`, `times-impossible` for a day that is over,
 * `appointment-code-taken`, `appointment-unknown`, `appointment-over`.
 */
export function decideAppointment(
  state: HallState,
  command: AppointmentCommand,
  around: Circumstances,
): Decision {
  if (command.type === 'BookAppointment') {
    const booked = book(state, command, around);
    return 'refused' in booked ? booked : [booked];
  }
  if (command.type === 'ImportAppointments') return decideImport(state, command, around);
  const found = state.appointments.get(command.appointment);
  if (found === undefined) return { refused: 'appointment-unknown' };
  if (found.state !== 'booked') return { refused: 'appointment-over' };
  const data = { appointment: found.id };
  if (command.type === 'CancelAppointment') {
    const { reason } = command;
    return [{ type: 'AppointmentCancelled', data: { ...data, ...(reason === undefined ? {} : { reason }) } }];
  }
  const due = found.startsAt + hallOf(state).appointments.missedMinutes * 60_000;
  return around.now < due ? { refused: 'nothing-new' } : [{ type: 'AppointmentMissed', data }];
}

/** All of them or none: the first that can't be booked is the refusal. */
function decideImport(
  state: HallState,
  { appointments }: CommandOf<'ImportAppointments'>,
  around: Circumstances,
): Decision {
  const events: HallEvent[] = [];
  const taken = new Set<string>();
  for (const booking of appointments) {
    const booked = book(state, booking, around, taken);
    if ('refused' in booked) return booked;
    taken.add(booked.data.appointment);
    events.push(booked);
  }
  return events.length === 0 ? { refused: 'nothing-new' } : events;
}

function book(
  state: HallState,
  booking: Booking,
  { makeKey }: Circumstances,
  taken: ReadonlySet<string> = new Set(),
): Extract<HallEvent, { type: 'AppointmentBooked' }> | Refusal {
  const code = booking.code ?? makeKey().slice(0, CODE_LENGTH).toUpperCase();
  const refusal = bookingRefused(state, { ...booking, code }, taken);
  if (refusal !== null) return refusal;
  const { service, startsAt, person } = booking;
  const appointment = appointmentId(hallOf(state), startsAt, code);
  const data = { appointment, code, service, startsAt, ...(person === undefined ? {} : { person }) };
  return { type: 'AppointmentBooked', data };
}
