import type { Hall } from '@bandecheng/shared/hall';
import type { FollowView } from '@bandecheng/shared/views';
import type { HallState } from '../state/hall-state.ts';
import type { Visit } from '../state/rating-state.ts';
import { newestVisit } from '../state/visits-kept.ts';
import { ticketView } from './ticket-view.ts';

/** One ticket on its holder's telephone, found by its key; nothing of anyone else. */
export function followView(state: HallState, hall: Hall, key: string): FollowView | null {
  const id = state.keys.get(key) ?? '';
  const past = state.tickets.has(id) ? undefined : newestVisit(state, id);
  if (past !== undefined) return pastView(hall, past);
  const ticket = ticketView(state, id);
  const service = hall.services.find((s) => s.id === ticket?.service);
  if (ticket === null || service === undefined) return null;
  const counter = hall.counters.find((c) => c.id === ticket.counter);
  const returnTo = state.tickets.get(ticket.ticket)?.returnTo?.counter;
  const back = hall.counters.find((c) => c.id === returnTo);
  return {
    hall: hall.name,
    number: ticket.number,
    service: service.name,
    area: service.area,
    status: ticket.status,
    ahead: ticket.ahead,
    estimateMinutes: ticket.estimateMinutes,
    estimateRange: ticket.estimateRange,
    ...(counter === undefined ? {} : { counterNumber: counter.number }),
    ...(back === undefined ? {} : { returnTo: back.number }),
    ...(ticket.heldUntil === undefined ? {} : { heldUntil: ticket.heldUntil }),
    next: ticket.more.flatMap((id) => hall.services.find((s) => s.id === id)?.name ?? []),
    timeZone: hall.timeZone,
    language: ticket.language,
  };
}

/** A ticket of a day before, as long as its visit may be rated. */
function pastView(hall: Hall, { number, language, service: id, counter: at }: Visit): FollowView | null {
  const service = hall.services.find((s) => s.id === id);
  const counter = hall.counters.find((c) => c.id === at);
  if (service === undefined) return null;
  return {
    ...{ hall: hall.name, number, service: service.name, area: service.area, status: 'finished', ahead: 0 },
    ...{
      estimateMinutes: 0,
      estimateRange: { low: 0, high: 0 },
      next: [],
      timeZone: hall.timeZone,
      language,
    },
    ...(counter === undefined ? {} : { counterNumber: counter.number }),
  };
}
