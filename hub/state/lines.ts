import { placeInLine } from '@bandecheng/shared/place-in-line';
import type { TicketId } from '@bandecheng/shared/vocabulary';
import { lineOf, type HallState, type Ticket } from './hall-state.ts';

/** Puts a waiting ticket into its line, behind everyone whose place is not later. */
export function joinLine(state: HallState, ticket: Ticket): void {
  const name = lineOf(ticket);
  const line = state.lines.get(name);
  if (line === undefined) {
    state.lines.set(name, [ticket.id]);
    return;
  }
  const own = placeInLine(state.hall, ticket);
  let place = line.length;
  while (place > 0 && placeOf(state, line[place - 1]) > own) place--;
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

/** Sorts every line anew: the head starts of the classes have changed. */
export function sortLines(state: HallState): void {
  for (const line of state.lines.values()) line.sort((a, b) => placeOf(state, a) - placeOf(state, b));
}

function placeOf(state: HallState, id: TicketId | undefined): number {
  const ticket = id === undefined ? undefined : state.tickets.get(id);
  return ticket === undefined ? 0 : placeInLine(state.hall, ticket);
}
