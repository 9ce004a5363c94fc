import type { Hall } from '@bandecheng/shared/hall';
import type { Refusal } from '@bandecheng/shared/refusals';
import { isTyped } from '@bandecheng/shared/ticket-number';
import type { CounterId } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from '../state/hall-state.ts';

/**
 * The one ticket of these digits that a counter may call: waiting for one of its services or for it alone, or on
 * hold there. Refuses `ticket-unknown`, and `number-ambiguous` where two services have the same number waiting.
 */
export function typedTicket(
  state: HallState,
  hall: Hall,
  counter: CounterId,
  digits: string,
): Ticket | Refusal {
  const services = hall.counters.find((c) => c.id === counter)?.services ?? [];
  const lines = [`@${counter}`, ...services.flatMap((service) => [`${service}!`, service])];
  const waiting = lines.flatMap((line) => state.lines.get(line) ?? []);
  const found = [...waiting, ...state.held].flatMap((id) => {
    const ticket = state.tickets.get(id);
    if (ticket === undefined || !isTyped(ticket, digits)) return [];
    return ticket.status === 'held' && ticket.counter !== counter ? [] : [ticket];
  });
  const [ticket, another] = found;
  if (another !== undefined) return { refused: 'number-ambiguous', about: { number: digits } };
  return ticket ?? { refused: 'ticket-unknown' };
}
