import { displayShown } from '@bandecheng/shared/display-shown';
import type { Display, Hall } from '@bandecheng/shared/hall';
import type { DisplayView } from '@bandecheng/shared/views';
import type { Instant, TicketId } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from '../state/hall-state.ts';
import { publicLines } from './service-lines.ts';

/**
 * What a hall display shows, by the hub's state.
 * @param rules undefined: it shows all of the hall
 */
export function displayView(state: HallState, hall: Hall, now: Instant, rules?: Display): DisplayView {
  const ticketOf = (id: TicketId): Ticket[] => {
    const ticket = state.tickets.get(id);
    return ticket === undefined ? [] : [ticket];
  };
  const queue = {
    calls: state.calls.flatMap(({ ticket: id, ...call }) =>
      ticketOf(id).map(({ number, service, status }) => ({ ...call, number, service, status })),
    ),
    counter: (id: string) => {
      const counter = state.counters.get(id);
      return counter && { state: counter.state, ticket: state.tickets.get(counter.ticket ?? '') };
    },
    services: publicLines(state, now),
    missed: state.missed.flatMap(ticketOf),
  };
  return { ...displayShown(hall, rules, queue, now), ...digestShown(state, hall) };
}

/** The day before in its short form, where the hall shows it. */
function digestShown({ dayBefore }: HallState, { proof }: Hall): Pick<DisplayView, 'digest'> {
  if (proof?.display !== true || dayBefore === null) return {};
  const groups = dayBefore.digest.slice(0, 16).match(/.{4}/g) ?? [];
  return { digest: { day: dayBefore.day, short: groups.join(' ') } };
}
