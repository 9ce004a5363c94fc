import { clockText, minuteOf } from '@bandecheng/shared/calendar/business-day';
import { hallTime } from '@bandecheng/shared/calendar/hall-time';
import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { estimateMinutes } from '../state/estimate.ts';
import type { Appointment, HallState } from '../state/hall-state.ts';
import { nextNumber } from '../state/numbers.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { personRefused } from './person-rules.ts';
import { firstPrint } from './print-decider.ts';

/**
 * The applicant of an appointment is here. Early, the number waits until its time; in time, it goes before ordinary
 * ones; late, it queues among them or is refused, as the hall has it. Refuses `appointment-unknown`,
 * `appointment-early` with the time check-in begins, `appointment-late`, `appointment-over`, `hall-closed`, `service-full`
 * where no number is left, `person-needed`, `person-has-ticket` and `person-most` as for a number taken without an
 * appointment; whoever the appointment was booked for is known.
 */
export function decideCheckIn(
  state: HallState,
  command: CommandOf<'CheckIn'>,
  { now, makeKey }: Circumstances,
): Decision {
  const hall = hallOf(state);
  const found = appointmentOf(state, command);
  if ('refused' in found) return found;
  const closed = closedNow(hall, now);
  if (closed !== null) return closed;
  const { earlyMinutes, lateMinutes, late } = hall.appointments;
  const fromAt = found.startsAt - earlyMinutes * 60_000;
  if (now < fromAt)
    return {
      refused: 'appointment-early',
      about: { opensAt: clockText(fromAt, hall.timeZone).slice(11, 16) },
    };
  const isLate = now > found.startsAt + lateMinutes * 60_000;
  if (isLate && late === 'refuse') return { refused: 'appointment-late' };
  const service = hall.services.find((s) => s.id === found.service);
  if (service === undefined) return { refused: 'service-unknown' };

  const person = found.person ?? command.person;
  const refusal = personRefused(state, [service], person);
  if (refusal !== null) return refusal;
  const next = nextNumber(state, hall, service);
  if (next === null) return { refused: 'service-full' };
  const { ticket, number } = next;
  const ahead = state.lines.get(`${service.id}!`)?.length ?? 0;
  const issued: HallEvent = {
    type: 'TicketIssued',
    data: {
      ...{ ticket, number, service: service.id, language: command.language, key: makeKey() },
      ...{ class: isLate ? 'ordinary' : 'appointment', appointment: found.id },
      ...{ ahead, estimateMinutes: estimateMinutes(state, service.id, ahead) },
      ...(person === undefined ? {} : { person }),
      ...(now < found.startsAt ? { dueAt: found.startsAt } : {}),
      ...(command.kiosk === undefined ? {} : { kiosk: command.kiosk }),
    },
  };
  return [issued, ...firstPrint(state, ticket, command.kiosk, now)];
}

/** By its code, or the earliest of today that is booked for this person. */
function appointmentOf(state: HallState, { code, person }: CommandOf<'CheckIn'>): Appointment | Refusal {
  const today = [...state.appointments.values()].filter(({ id }) => id.startsWith(state.day));
  const own = today.filter((one) => (code === undefined ? one.person === person : one.code === code));
  if (own.length === 0) return { refused: 'appointment-unknown' };
  const booked = own.filter((one) => one.state === 'booked').sort((a, b) => a.startsAt - b.startsAt)[0];
  return booked ?? { refused: 'appointment-over' };
}

function closedNow(hall: Hall, now: Instant): Refusal | null {
  const hours = hallOpen(hall, now);
  if (hours.open !== 'closed' && hours.open !== 'lunch') return null;
  const { opensAt } = hours;
  const own = hall.appointments.hours;
  const { weekday, minute } = hallTime(hall, now);
  const isOwn =
    own?.days.includes(weekday) === true && minute >= minuteOf(own.open) && minute < minuteOf(own.close);
  return isOwn ? null : { refused: 'hall-closed', about: { opensAt } };
}
