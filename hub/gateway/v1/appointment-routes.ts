import type { ApiOutput } from '@bandecheng/shared/api-v1';
import type { Answer } from '@bandecheng/shared/protocol';
import { appointmentsOf } from '../../views/appointment-view.ts';
import { bookingProblems } from '../../views/booking-problems.ts';
import { readAppointments, type LineProblem } from './appointment-csv.ts';
import { appointmentsCsv } from './day-csv.ts';
import { order, told, type Asked, type Handled, type Handlers, type RouteParts } from './handler.ts';
import { problemOf, refusalReason } from './problem.ts';
import { ticketOf } from './ticket-routes.ts';

type Names =
  | 'listAppointments'
  | 'exportAppointments'
  | 'bookAppointment'
  | 'importAppointments'
  | 'checkIn'
  | 'cancelAppointment';

/** Appointments: booked one by one or as a table, listed, checked in, cancelled. */
export function appointmentRoutes(parts: RouteParts): Handlers<Names> {
  const { hub, hall } = parts;
  return {
    listAppointments: ({ query: { day = hub.state.day } }) =>
      told(hub, { day, appointments: appointmentsOf(hub.state, day) }),
    exportAppointments: ({ query: { day = hub.state.day }, language }) =>
      told(hub, appointmentsCsv(appointmentsOf(hub.state, day), hall(), language)),
    bookAppointment: async ({ id, actor, body }) =>
      appointmentOf(await order(hub, { id, type: 'BookAppointment', ...body }, actor)),
    importAppointments: (asked) => importAll(parts, asked),
    checkIn: async ({ id, actor, body }) =>
      ticketOf(await order(hub, { id, type: 'CheckIn', ...body }, actor)),
    cancelAppointment: async ({ id, actor, params: { appointment } }) =>
      appointmentOf(await order(hub, { id, type: 'CancelAppointment', appointment }, actor)),
  };
}

function appointmentOf(answer: Answer): Handled<ApiOutput<'bookAppointment'>> {
  if (!answer.ok) return { problem: problemOf(answer) };
  if (answer.appointment === undefined) return { problem: { word: 'appointment-unknown' } };
  return { answer: answer.appointment };
}

/** All lines are checked, whatever is wrong with others; booked is all of them or none. */
async function importAll(
  { hub, hall }: RouteParts,
  { id, actor, body, language }: Asked<'importAppointments'>,
): Promise<Handled<ApiOutput<'importAppointments'>>> {
  const { bookings, problems } = readAppointments(body, hall(), language);
  // Done before: its own appointments must not stand against it.
  const isRetry = hub.state.answers.has(id);
  const appointments = bookings.map(({ booking }) => booking);
  const refusals = isRetry ? [] : bookingProblems(hub.state, appointments);
  const all = [
    ...problems,
    ...refusals.flatMap((refusal, i): LineProblem[] =>
      refusal === null
        ? []
        : [
            {
              line: bookings[i]?.line ?? 0,
              path: FIELD[refusal.refused] ?? '',
              reason: refusalReason({ ok: false, ...refusal }, language),
            },
          ],
    ),
  ].sort((a, b) => a.line - b.line);
  if (all.length > 0) return { problem: { word: 'malformed', problems: all } };
  const answer = await order(hub, { id, type: 'ImportAppointments', appointments }, actor);
  if (!answer.ok) return { problem: problemOf(answer) };
  return { answer: { booked: appointments.length } };
}

/** The column a refusal is about. */
const FIELD: Readonly<Record<string, string>> = {
  'service-unknown': 'service',
  'times-impossible': 'date',
  'appointment-code-taken': 'code',
};
