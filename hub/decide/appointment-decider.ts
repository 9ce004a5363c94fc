import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallState } from '../state/hall-state.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';

type AppointmentCommand =
  CommandOf<'BookAppointment'> | CommandOf<'CancelAppointment'> | CommandOf<'MissAppointment'>;

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
  if (command.type === 'BookAppointment') return decideBook(state, command, around);
  const found = state.appointments.get(command.appointment);
  if (found === undefined) return { refused: 'appointment-unknown' };
  if (found.state !== 'booked') return { refused: 'appointment-over' };
  const data = { appointment: found.id };
  if (command.type === 'CancelAppointment') return [{ type: 'AppointmentCancelled', data }];
  const due = found.startsAt + hallOf(state).appointments.missedMinutes * 60_000;
  return around.now < due ? { refused: 'nothing-new' } : [{ type: 'AppointmentMissed', data }];
}

function decideBook(
  state: HallState,
  command: CommandOf<'BookAppointment'>,
  { makeKey }: Circumstances,
): Decision {
  const hall = hallOf(state);
  const { service, startsAt, person } = command;
  if (!hall.services.some((s) => s.id === service)) return { refused: 'service-unknown' };
  const day = businessDay(startsAt, hall.timeZone, hall.dayStartsAt);
  if (day < state.day) return { refused: 'times-impossible' };
  const code = command.code ?? makeKey().slice(0, CODE_LENGTH).toUpperCase();
  const appointment = `${day}-${code}`;
  if (state.appointments.has(appointment)) return { refused: 'appointment-code-taken', about: { code } };
  return [
    {
      type: 'AppointmentBooked',
      data: { appointment, code, service, startsAt, ...(person === undefined ? {} : { person }) },
    },
  ];
}
