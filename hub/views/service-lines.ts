import { nextSliceToday, sliceAt } from '@bandecheng/shared/calendar/service-hours';
import type { ServiceLine } from '@bandecheng/shared/views';
import type { Hall, Service } from '@bandecheng/shared/hall';
import { estimate, openCounters, type Estimate } from '../state/estimate.ts';
import { assignedCounter, sentCount, sentTickets, type SentTickets } from '../state/sent-tickets.ts';
import { waitOf } from './wait-of.ts';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { waitingFor, type HallState } from '../state/hall-state.ts';
import { nextNumber } from '../state/numbers.ts';
import { sliceKey } from '../state/service-hours.ts';

/** Every service with its queue, in the order of hall.json. */
export function serviceLines(state: HallState, now: Instant): ServiceLine[] {
  const { hall } = state;
  if (hall === null) return [];
  const sent = sentTickets(state);
  return hall.services.map((service) => serviceLine(state, hall, service, now, sent.get(service.id)));
}

/** Those that applicants are shown. */
export function publicLines(state: HallState, now: Instant): ServiceLine[] {
  const hidden = new Set(state.hall?.services.filter((s) => s.backOffice).map(({ id }) => id));
  return serviceLines(state, now).filter(({ service }) => !hidden.has(service));
}

function serviceLine(
  state: HallState,
  hall: Hall,
  service: Service,
  now: Instant,
  sent: SentTickets | undefined,
): ServiceLine {
  const longestSince = longestWaitSince(state, service.id, sent);
  return {
    service: service.id,
    prefix: service.prefix,
    name: service.name,
    department: service.department,
    area: service.area,
    waiting: waitingFor(state, service.id) + (sent?.waiting ?? 0),
    ...(longestSince === null ? {} : { longestSince }),
    ...waitOf(estimateOfNew(state, service)),
    counters: openCounters(state, service.id).length,
    ...(service.under === undefined ? {} : { under: service.under }),
    giving: givingOf(state, hall, service, now),
    ...(service.person === undefined ? {} : { person: service.person.required ? 'required' : 'asked' }),
  };
}

/** As `decideIssue` would answer, the hall's own hours aside. */
function givingOf(state: HallState, hall: Hall, service: Service, now: Instant): ServiceLine['giving'] {
  const given = (key: string): number => state.given.get(key) ?? 0;
  if (service.closed) return { state: 'closed' };
  if (service.dailyMost !== undefined && given(service.id) >= service.dailyMost) return { state: 'full' };
  if (service.numbers !== undefined && nextNumber(state, hall, service) === null) return { state: 'full' };
  if (service.slices === undefined) return { state: 'open' };
  const slice = sliceAt(service, now, hall);
  if (slice === null) {
    const opensAt = nextSliceToday(service, now, hall);
    return { state: 'closed', ...(opensAt === null ? {} : { opensAt }) };
  }
  const most = service.slices[slice]?.most ?? Infinity;
  if (given(sliceKey(service.id, slice)) < most) return { state: 'open' };
  const opensAt = nextSliceToday(service, now, hall);
  return { state: 'full', ...(opensAt === null ? {} : { opensAt }) };
}

/** For an ordinary ticket taken now. */
function estimateOfNew(state: HallState, service: Service): Estimate {
  const counter = assignedCounter(state, service);
  return counter === null
    ? estimate(state, service.id, waitingFor(state, service.id))
    : estimate(state, service.id, sentCount(state, counter), counter);
}

function longestWaitSince(state: HallState, service: string, sent: SentTickets | undefined): number | null {
  const heads = [service, `${service}!`].flatMap((line) => {
    const id = state.lines.get(line)?.[0];
    const ticket = id === undefined ? undefined : state.tickets.get(id);
    return ticket === undefined ? [] : [ticket.issuedAt];
  });
  if (sent !== undefined) heads.push(sent.since);
  return heads.length === 0 ? null : Math.min(...heads);
}
