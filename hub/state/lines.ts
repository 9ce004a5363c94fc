import type { TicketId } from '@bandecheng/shared/vocabulary';
import { lineOf, type HallState, type Ticket } from './hall-state.ts';

/** Puts a waiting ticket into its line, behind everyone whose `orderAt` is not later. */
export function joinLine(state: HallState, ticket: Ticket): void {
  const name = lineOf(ticket);
  const line = state.lines.get(name);
  if (line === undefined) {
    state.lines.set(name, [ticket.id]);
    return;
  }
  let place = line.length;
  while (place > 0 && orderOf(state, line[place - 1]) > ticket.orderAt) place--;
  if (place === line.length) line.push(ticket.id);
  else line.splice(place, 0, ticket.id);
}

/** Takes a ticket out of its line; no harm if it does not stand there. */
export function leaveLine(state: HallState, ticket: Ticket): void {
  const line = state.lines.get(lineOf(ticket));
  if (line === undefined) return;
  const place = line[0] === ticket.id ? 0 : line.indexOf(ticket.id);
  if (place === 0) line.shift();
  else if (place > 0) line.splice(place, 1);
}

function orderOf(state: HallState, id: TicketId | undefined): number {
  return (id === undefined ? undefined : state.tickets.get(id)?.orderAt) ?? 0;
}
