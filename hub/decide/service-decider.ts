import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { TicketAction } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from '../state/hall-state.ts';
import { staffedCounter, type Staffed } from './at-counter.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { illegalStep } from './ticket-steps.ts';

type AtCounter =
  | CommandOf<'RecallTicket'>
  | CommandOf<'StartService'>
  | CommandOf<'FinishService'>
  | CommandOf<'MarkNoShow'>
  | CommandOf<'HoldTicket'>;

const ACTIONS: Record<AtCounter['type'], TicketAction> = {
  RecallTicket: 'recall',
  StartService: 'start',
  FinishService: 'finish',
  MarkNoShow: 'no-show',
  HoldTicket: 'hold',
};

/** What a clerk does with the ticket at the counter: it must be there, and be ready for the step. */
export function decideAtCounter(state: HallState, command: AtCounter, around: Circumstances): Decision {
  const place = staffedCounter(state, command.counter, around);
  if ('refused' in place) return place;
  const ticket = state.tickets.get(command.ticket);
  if (ticket === undefined) return { refused: 'ticket-unknown' };
  const illegal = illegalStep(ACTIONS[command.type], ticket);
  if (illegal !== null) return illegal;
  if (ticket.counter !== command.counter)
    return { refused: 'ticket-elsewhere', about: { number: ticket.number } };
  const at = { ticket: ticket.id, counter: command.counter };
  switch (command.type) {
    case 'RecallTicket':
      return [{ type: 'TicketRecalled', data: { ...at, times: ticket.times + 1 } }];
    case 'StartService':
      return [
        {
          type: 'ServiceStarted',
          data: { ...at, clerk: place.clerk, visit: `${ticket.id}.${ticket.visits + 1}` },
        },
      ];
    case 'FinishService':
      return finished(state, ticket, place, around);
    case 'MarkNoShow':
      return [{ type: 'TicketNoShow', data: at }];
    case 'HoldTicket':
      return [{ type: 'TicketHeld', data: { ...at, reason: command.reason } }];
  }
}

/** The end of a visit, and the evaluator's window that opens with it. */
export function finished(
  state: HallState,
  ticket: Ticket,
  { counter, clerk }: Staffed,
  { now }: Circumstances,
): HallEvent[] {
  const visit = `${ticket.id}.${ticket.visits}`;
  // A clock set back must not make a visit of negative length.
  const seconds = Math.max(0, Math.round((now - (ticket.startedAt ?? now)) / 1000));
  return [
    {
      type: 'ServiceFinished',
      data: { ticket: ticket.id, counter: counter.id, clerk, visit, service: ticket.service, seconds },
    },
    {
      type: 'RatingInvited',
      data: { visit, counter: counter.id, closesAt: now + hallOf(state).rating.windowSeconds * 1000 },
    },
  ];
}
