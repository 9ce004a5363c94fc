import type { Hall } from '@bandecheng/shared/hall';
import type { FollowView } from '@bandecheng/shared/views';
import type { HallState } from '../state/hall-state.ts';
import { ticketView } from './ticket-view.ts';

/** One ticket on its holder's telephone, found by its key; nothing of anyone else. */
export function followView(state: HallState, hall: Hall, key: string): FollowView | null {
  const ticket = ticketView(state, state.keys.get(key) ?? '');
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
