import type { ServiceLine } from '@bandecheng/shared/views';
import type { Service } from '@bandecheng/shared/hall';
import { estimateMinutes, openCounters } from '../state/estimate.ts';
import { waitingFor, type HallState } from '../state/hall-state.ts';

/** Every service with its queue, in the order of hall.json. */
export function serviceLines(state: HallState): ServiceLine[] {
  return (state.hall?.services ?? []).map((service) => serviceLine(state, service));
}

function serviceLine(state: HallState, service: Service): ServiceLine {
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
    estimateMinutes: estimateMinutes(state, service.id, waiting),
    counters: openCounters(state, service.id).length,
  };
}

function longestWaitSince(state: HallState, service: string): number | null {
  const heads = [service, `${service}!`].flatMap((line) => {
    const id = state.lines.get(line)?.[0];
    const ticket = id === undefined ? undefined : state.tickets.get(id);
    return ticket === undefined ? [] : [ticket.issuedAt];
  });
  return heads.length === 0 ? null : Math.min(...heads);
}
