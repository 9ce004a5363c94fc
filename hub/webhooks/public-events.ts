import type { WebhookEvent } from '@bandecheng/shared/api-schemas';
import { whenHappened, type RecordedEvent } from '@bandecheng/shared/events';
import { caseTold } from '../state/case-told.ts';
import type { HallState, Ticket } from '../state/hall-state.ts';

type Told = Pick<WebhookEvent, 'type' | 'ahead' | 'estimateMinutes' | 'visit'> & {
  ticket?: string;
  service?: string | undefined;
  counter?: string | undefined;
  appointment?: string;
  case?: string;
};

/** A message and the journal number of its event. */
export interface PublicEvent {
  seq: number;
  message: WebhookEvent;
}

/**
 * What other systems are told of among events that are on disk. A ticket of a day that is over is told of no more; a
 * visit after which the applicant goes on is told as that alone.
 */
export function publicEvents(events: readonly RecordedEvent[], state: HallState): PublicEvent[] {
  const goingOn = new Set(
    events.flatMap((event) => (event.type === 'TicketSentOn' ? [event.command + event.data.ticket] : [])),
  );
  return events.flatMap((event) => {
    if (event.type === 'ServiceFinished' && goingOn.has(event.command + event.data.ticket)) return [];
    const told = toldOf(event);
    const message = told === null ? null : messageOf(event, told, state);
    return message === null ? [] : [{ seq: event.seq, message }];
  });
}

function toldOf(event: RecordedEvent): Told | null {
  switch (event.type) {
    case 'TicketIssued': {
      const { ticket, service, sentTo, ahead, estimateMinutes } = event.data;
      return { type: 'ticket-issued', ticket, service, counter: sentTo, ahead, estimateMinutes };
    }
    case 'TicketCalled':
      return { type: 'ticket-called', ticket: event.data.ticket, counter: event.data.counter };
    case 'TicketRecalled':
      return { type: 'ticket-recalled', ticket: event.data.ticket, counter: event.data.counter };
    case 'TicketNoShow':
      return { type: 'ticket-missed', ticket: event.data.ticket, counter: event.data.counter };
    case 'ServiceFinished': {
      const { ticket, service, counter, visit } = event.data;
      return { type: 'ticket-finished', ticket, service, counter, visit };
    }
    case 'SmsInvited':
      return { type: 'rating-invited', visit: event.data.visit };
    case 'TicketSentOn':
    case 'TicketTransferred': {
      const { ticket, to } = event.data;
      return { type: 'ticket-sent-on', ticket, service: to.service, counter: to.counter };
    }
    case 'AppointmentBooked':
    case 'AppointmentMissed': {
      const type = event.type === 'AppointmentBooked' ? 'appointment-booked' : 'appointment-missed';
      return { type, appointment: event.data.appointment };
    }
    case 'CaseOpened':
      return { type: 'case-opened', case: event.data.case };
    case 'CaseStepped':
      return { type: event.data.closed ? 'case-closed' : 'case-stepped', case: event.data.case };
    case 'ClockOverran':
      return event.data.rung === 0 ? { type: 'case-overdue', case: event.data.case } : null;
    default:
      return null;
  }
}

function messageOf(event: RecordedEvent, told: Told, state: HallState): WebhookEvent | null {
  const { hall } = state;
  const visited = state.visits.get(told.visit ?? '');
  const ticket = state.tickets.get(told.ticket ?? visited?.ticket ?? '');
  const appointment = state.appointments.get(told.appointment ?? '');
  const of = state.desk.cases.get(told.case ?? '');
  if (hall === null || (ticket ?? appointment ?? of) === undefined) return null;
  const ofCase = of?.confidential === true ? undefined : of?.service;
  const serviceId = told.service ?? visited?.service ?? ticket?.service ?? appointment?.service ?? ofCase;
  const service = hall.services.find((s) => s.id === serviceId);
  const counterId = told.counter ?? visited?.counter;
  const counter = hall.counters.find((c) => c.id === counterId);
  const { type, ahead, estimateMinutes, visit } = told;
  return {
    ...{ id: `${hall.id}-${event.seq}`, type, at: whenHappened(event), hall: hall.id },
    ...(service === undefined ? {} : { service: { service: service.id, name: service.name } }),
    ...(ticket === undefined ? {} : { ticket: shown(ticket) }),
    ...(visit === undefined ? {} : { visit }),
    ...(ahead === undefined ? {} : { ahead, estimateMinutes }),
    ...(counter === undefined
      ? {}
      : { counter: { counter: counter.id, number: counter.number, name: counter.name } }),
    ...(appointment === undefined
      ? {}
      : {
          appointment: {
            appointment: appointment.id,
            code: appointment.code,
            startsAt: appointment.startsAt,
          },
        }),
    ...(of === undefined ? {} : { case: caseTold(state, of, event.at) }),
  };
}

function shown({ id, number, key, language }: Ticket): WebhookEvent['ticket'] {
  return { ticket: id, number, key, language };
}
