import type { ServiceLine } from '@bandecheng/shared/views';
import type { Service } from '@bandecheng/shared/hall';
import { estimate, openCounters } from '../state/estimate.ts';
import { waitOf } from './wait-of.ts';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { waitingFor, type HallState } from '../state/hall-state.ts';
import { nextNumber } from '../state/numbers.ts';
import { nextSliceToday, sliceAt, sliceKey } from '../state/service-hours.ts';

/** Every service with its queue, in the order of hall.json. */
export function serviceLines(state: HallState, now: Instant): ServiceLine[] {
  return (state.hall?.services ?? []).map((service) => serviceLine(state, service, now));
}

/** Those that applicants are shown. */
export function publicLines(state: HallState, now: Instant): ServiceLine[] {
  const services = (state.hall?.services ?? []).filter((service) => !service.backOffice);
  return services.map((service) => serviceLine(state, service, now));
}

function serviceLine(state: HallState, service: Service, now: Instant): ServiceLine {
  const waiting = waitingFor(state, service.id);
  const longestSince = longestWaitSince(state, service.id);
  return {
    service: service.id,
    prefix: service.prefix,
    name: service.name,
    department: service.department,
    area: service.area,
    waiting,
    ...(longestSince === null ? {} : { longestSince }),
    ...waitOf(estimate(state, service.id, waiting)),
    counters: openCounters(state, service.id).length,
    ...(service.under === undefined ? {} : { under: service.under }),
    giving: givingOf(state, service, now),
    ...(service.person === undefined ? {} : { person: service.person.required ? 'required' : 'asked' }),
  };
}

/** As `decideIssue` would answer, the hall's own hours aside. */
function givingOf(state: HallState, service: Service, now: Instant): ServiceLine['giving'] {
  const timeZone = state.hall?.timeZone ?? 'Asia/Shanghai';
  const given = (key: string): number => state.given.get(key) ?? 0;
  if (service.closed) return { state: 'closed' };
  if (service.dailyMost !== undefined && given(service.id) >= service.dailyMost) return { state: 'full' };
  if (numbersUsedUp(state, service)) return { state: 'full' };
  if (service.slices === undefined) return { state: 'open' };
  const slice = sliceAt(service, now, timeZone);
  if (slice === null) {
    const opensAt = nextSliceToday(service, now, timeZone);
    return { state: 'closed', ...(opensAt === null ? {} : { opensAt }) };
  }
  const most = service.slices[slice]?.most ?? Infinity;
  if (given(sliceKey(service.id, slice)) < most) return { state: 'open' };
  const opensAt = nextSliceToday(service, now, timeZone);
  return { state: 'full', ...(opensAt === null ? {} : { opensAt }) };
}

function numbersUsedUp(state: HallState, service: Service): boolean {
  return (
    service.numbers !== undefined && state.hall !== null && nextNumber(state, state.hall, service) === null
  );
}

function longestWaitSince(state: HallState, service: string): number | null {
  const heads = [service, `${service}!`].flatMap((line) => {
    const id = state.lines.get(line)?.[0];
    const ticket = id === undefined ? undefined : state.tickets.get(id);
    return ticket === undefined ? [] : [ticket.issuedAt];
  });
  return heads.length === 0 ? null : Math.min(...heads);
}
