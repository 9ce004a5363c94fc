import type { CommandOf } from '@bandecheng/shared/commands';
import type { TicketStatus } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { Decision } from './decision.ts';

const OPEN: readonly TicketStatus[] = ['waiting', 'called', 'serving', 'held'];

/** What the hub asks of itself: its rules, and the turn of the business day. */
export function decideDay(state: HallState, command: CommandOf<'ConfigureHall' | 'OpenDay'>): Decision {
  if (command.type === 'ConfigureHall') {
    if (JSON.stringify(state.hall) === JSON.stringify(command.hall)) return { refused: 'nothing-new' };
    return [{ type: 'HallConfigured', data: { hall: command.hall } }];
  }
  // A clock set back must not reopen a day whose numbers were given.
  if (command.day <= state.day) return { refused: 'nothing-new' };
  const ended = [...state.tickets.values()].filter((t) => OPEN.includes(t.status)).map((t) => t.id);
  return [{ type: 'DayOpened', data: { day: command.day, ended } }];
}
