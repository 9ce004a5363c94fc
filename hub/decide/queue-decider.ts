import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { TicketStatus } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';

const NOT_COME: readonly TicketStatus[] = ['waiting', 'called', 'held'];

/** A hold whose time is over, and the end of the hall's day. */
export function decideQueue(
  state: HallState,
  command: CommandOf<'EndHold'> | CommandOf<'ClearQueue'>,
  around: Circumstances,
): Decision {
  return command.type === 'EndHold'
    ? endHold(state, command.ticket, around)
    : clearQueue(state, command.reason, around);
}

/** Back to the counter that held it, before everyone who waits there; to its line where that counter has closed. */
function endHold(state: HallState, id: string, { now }: Circumstances): Decision {
  const ticket = state.tickets.get(id);
  if (ticket?.status !== 'held' || ticket.heldUntil === undefined || ticket.heldUntil > now)
    return { refused: 'nothing-new' };
  const counter = state.counters.get(ticket.counter ?? '');
  const there = counter === undefined || counter.state === 'closed' ? {} : { counter: counter.id };
  return [{ type: 'TicketRequeued', data: { ticket: id, orderAt: ticket.orderAt, ...there } }];
}

function clearQueue(state: HallState, reason: string, { now }: Circumstances): Decision {
  const hours = hallOpen(hallOf(state), now);
  if (hours.open === 'open') return { refused: 'hall-open', about: { until: hours.until ?? '' } };
  const left = [...state.tickets.values()].filter((ticket) => NOT_COME.includes(ticket.status));
  if (left.length === 0) return { refused: 'nobody-waiting' };
  return left.map(({ id, status, counter }): HallEvent => {
    const at = status === 'waiting' || counter === undefined ? {} : { counter };
    return { type: 'TicketNoShow', data: { ticket: id, ...at, reason } };
  });
}
