import type { AppointmentView } from '@bandecheng/shared/appointment-view';
import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { QueueView } from '@bandecheng/shared/views';
import { local } from '../../locales/locale.ts';
import { typedCode } from './ticket-ref.ts';

/** An appointment as the desk reads it: nothing of the person is known here. */
export interface AppointmentRow extends AppointmentView {
  /** `09:30`, or `11-24 09:30` on a day to come. */
  when: string;
  serviceName: string;
  /** The number it was checked in with, as it stands on the slip. */
  number: string;
  /** Only today's can be checked in. */
  today: boolean;
}

/** Appointments in the order they were given, in the hall's own words. */
export function appointmentRows(
  appointments: readonly AppointmentView[],
  { day, services, timeZone }: Pick<QueueView, 'day' | 'services' | 'timeZone'>,
): AppointmentRow[] {
  return appointments.map((one) => {
    const line = services.find(({ service }) => service === one.service);
    const today = one.appointment.startsWith(day);
    const clock = clockText(one.startsAt, timeZone);
    return {
      ...one,
      today,
      when: today ? clock.slice(11, 16) : clock.slice(5, 16),
      serviceName: line === undefined ? one.service : local(line.name),
      number: one.ticket?.slice(day.length + 1) ?? '',
    };
  });
}

/** Those whose code or number begins so, or whose service is called so; all of them for an empty search. */
export function findRows(rows: readonly AppointmentRow[], typed: string): AppointmentRow[] {
  const wanted = typedCode(typed);
  return rows.filter(
    ({ code, number, serviceName }) =>
      code.startsWith(wanted) || (number !== '' && number.startsWith(wanted)) || serviceName.includes(wanted),
  );
}
