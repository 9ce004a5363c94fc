import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { Hall, LocalText } from '@bandecheng/shared/hall';
import type { AppointmentView } from '@bandecheng/shared/appointment-view';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { DayTicket } from '../../views/day-tickets.ts';
import { wordsOf, type ApiLanguage } from './problem.ts';
import { writeCsv } from './write-csv.ts';

const textOf = (text: LocalText | undefined, language: ApiLanguage): string =>
  text === undefined ? '' : (text[language] ?? text.zh);

/** The day's tickets as a table for a spreadsheet. */
export function ticketsCsv(tickets: readonly DayTicket[], hall: Hall, language: ApiLanguage): string {
  const { csvText, classWords, statusWords } = wordsOf(language);
  const time = (at: Instant | undefined): string => (at === undefined ? '' : clockText(at, hall.timeZone));
  return writeCsv([
    csvText.ticketHead,
    ...tickets.map((ticket) => [
      ...[ticket.number, textOf(ticket.service?.name, language)],
      ...[classWords[ticket.class], statusWords[ticket.status], ticket.people],
      ...[ticket.issuedAt, ticket.calledAt, ticket.startedAt, ticket.endedAt].map(time),
      ...[ticket.counter?.number ?? '', ticket.id, ticket.outage ? csvText.takenAlone : ''],
    ]),
  ]);
}

/** The number in a ticket's id. */
const numberIn = (ticket: string | undefined): string => ticket?.split('-')[3] ?? '';

/** A day's appointments as a table for a spreadsheet. */
export function appointmentsCsv(
  appointments: readonly AppointmentView[],
  hall: Hall,
  language: ApiLanguage,
): string {
  const { csvText, appointmentWords } = wordsOf(language);
  return writeCsv([
    csvText.appointmentHead,
    ...appointments.map(({ service, startsAt, code, state, ticket }) => {
      const text = clockText(startsAt, hall.timeZone);
      const name = hall.services.find((s) => s.id === service)?.name;
      return [
        ...[name === undefined ? service : textOf(name, language), text.slice(0, 10), text.slice(11, 16)],
        ...[code, appointmentWords[state], numberIn(ticket)],
      ];
    }),
  ]);
}
