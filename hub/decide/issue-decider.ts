import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import { nextSliceToday, sliceAt } from '@bandecheng/shared/calendar/service-hours';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Hall, Service } from '@bandecheng/shared/hall';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { CounterId } from '@bandecheng/shared/vocabulary';
import { estimateMinutes } from '../state/estimate.ts';
import { waitingFor, type HallState } from '../state/hall-state.ts';
import { nextNumber } from '../state/numbers.ts';
import { assignedCounter, sentCount, sentTickets } from '../state/sent-tickets.ts';
import { sliceKey } from '../state/service-hours.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { personRefused } from './person-rules.ts';
import { firstPrint } from './print-decider.ts';

type Issue = CommandOf<'IssueTicket'>;

/**
 * A new number, and its print where the kiosk has a printer. Refuses, in this order: what is no service, outside the
 * hall's and the service's hours, a day or a slice whose numbers are all given, a person who must be known or has a
 * ticket, and a line longer than the service likes until that is confirmed. Services that the applicant goes on to are
 * held to their own hours and numbers.
 */
export function decideIssue(state: HallState, command: Issue, around: Circumstances): Decision {
  const { now, makeKey } = around;
  const hall = hallOf(state);
  const service = serviceOf(hall, command);
  if ('refused' in service) return service;
  if (command.kiosk !== undefined && !hall.kiosks.some((k) => k.id === command.kiosk))
    return { refused: 'device-unknown' };
  const services = visited(hall, command);
  const refusal =
    firstOf(services, (one) => outsideHours(hall, one, now)) ??
    firstOf(services, (one) => allGiven(state, one, around)) ??
    personRefused(state, services, command.person) ??
    (command.confirmed === true ? null : queueLong(state, service));
  if (refusal !== null) return refusal;

  const next = nextNumber(state, hall, service);
  if (next === null) return { refused: 'service-full' };
  const { ticket, number } = next;
  const sentTo = assignedCounter(state, service);
  const ahead = aheadOfNew(state, service, command, sentTo);
  const issued: HallEvent = {
    type: 'TicketIssued',
    data: {
      ...{ ticket, number, service: service.id, class: command.class, language: command.language },
      ...{ key: makeKey(), ahead, estimateMinutes: estimateMinutes(state, service.id, ahead, sentTo) },
      ...(command.kiosk === undefined ? {} : { kiosk: command.kiosk }),
      ...(command.person === undefined ? {} : { person: command.person }),
      ...(sentTo === null ? {} : { sentTo }),
      ...((command.more ?? []).length === 0 ? {} : { more: command.more }),
      ...((command.people ?? 1) === 1 ? {} : { people: command.people }),
    },
  };
  return [issued, ...firstPrint(state, ticket, command.kiosk, now)];
}

function serviceOf(hall: Hall, { service: id, more = [] }: Issue): Service | Refusal {
  const known = (wanted: string): Service | undefined => hall.services.find((s) => s.id === wanted);
  const service = known(id);
  if (service !== undefined && more.every((further) => known(further) !== undefined)) return service;
  if (hall.departments.some((department) => department.id === id))
    return { refused: 'department-not-service' };
  return { refused: 'service-unknown' };
}

/** The service the ticket is for and those the applicant goes on to. */
function visited(hall: Hall, { service, more = [] }: Issue): Service[] {
  return hall.services.filter(({ id }) => id === service || more.includes(id));
}

/** Why one of the services gives no number, as if it were taken by itself; null: all do. */
function firstOf(services: readonly Service[], why: (service: Service) => Refusal | null): Refusal | null {
  for (const service of services) {
    const refusal = why(service);
    if (refusal !== null) return refusal;
  }
  return null;
}

function outsideHours(hall: Hall, service: Service, now: number): Refusal | null {
  const hours = hallOpen(hall, now);
  if (hours.open === 'closed' || hours.open === 'lunch')
    return { refused: 'hall-closed', about: { opensAt: hours.opensAt } };
  if (service.closed) return { refused: 'service-closed', about: { opensAt: '' } };
  if (service.slices === undefined || sliceAt(service, now, hall) !== null) return null;
  const next = nextSliceToday(service, now, hall);
  return { refused: 'service-closed', about: { opensAt: next === null ? '' : `（${next}）` } };
}

function allGiven(state: HallState, service: Service, { now }: Circumstances): Refusal | null {
  const given = (key: string): number => state.given.get(key) ?? 0;
  if (service.dailyMost !== undefined && given(service.id) >= service.dailyMost)
    return { refused: 'service-full' };
  const slice = sliceAt(service, now, hallOf(state));
  const most = slice === null ? undefined : service.slices?.[slice]?.most;
  if (slice === null || most === undefined || given(sliceKey(service.id, slice)) < most) return null;
  return { refused: 'slice-full' };
}

/** With so many waiting the applicant is asked first; those sent to a counter by the service's own rule count. */
function queueLong(state: HallState, { id, askBeyond }: Service): Refusal | null {
  if (askBeyond === undefined) return null;
  const waiting = waitingFor(state, id) + (sentTickets(state).get(id)?.waiting ?? 0);
  return waiting > askBeyond ? { refused: 'queue-long', about: { waiting } } : null;
}

function aheadOfNew(
  state: HallState,
  { id }: Service,
  { class: ticketClass }: Issue,
  sentTo: CounterId | null,
): number {
  if (sentTo !== null) return sentCount(state, sentTo);
  const priority = state.lines.get(`${id}!`)?.length ?? 0;
  return priority + (ticketClass === 'ordinary' ? (state.lines.get(id)?.length ?? 0) : 0);
}
