import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { CounterId, Instant, TicketAction } from '@bandecheng/shared/vocabulary';
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
      return recalled(state, ticket, at);
    case 'StartService':
      return [
        {
          type: 'ServiceStarted',
          data: { ...at, clerk: place.clerk, visit: `${ticket.id}.${ticket.visits + 1}` },
        },
      ];
    case 'FinishService':
      if (isUndone(state, ticket, around)) return { refused: 'matter-undone' };
      return finished(state, ticket, place, around);
    case 'MarkNoShow':
      return [{ type: 'TicketNoShow', data: at }];
    case 'HoldTicket':
      return [{ type: 'TicketHeld', data: { ...at, reason: command.reason, ...untilOf(command, around) } }];
  }
}

/** A keypad shows no matters: whoever ends a visit there has done it. */
function isUndone(state: HallState, { matters }: Ticket, { actor }: Circumstances): boolean {
  const { finishNeedsMatter } = hallOf(state).queue;
  return finishNeedsMatter && actor.kind === 'staff' && !matters.some((matter) => matter.state === 'done');
}

/** Called again; once too often, and it has not come. */
function recalled(state: HallState, ticket: Ticket, at: { ticket: string; counter: string }): Decision {
  const { recallLimit } = hallOf(state).queue;
  if (recallLimit > 0 && ticket.times > recallLimit) return [{ type: 'TicketNoShow', data: at }];
  return [{ type: 'TicketRecalled', data: { ...at, times: ticket.times + 1 } }];
}

function untilOf({ minutes }: CommandOf<'HoldTicket'>, { now }: Circumstances): { until?: Instant } {
  return minutes === undefined ? {} : { until: now + minutes * 60_000 };
}

/** The end of a visit, the evaluator's window that opens with it, and where the applicant goes on to. */
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
      data: {
        ...{ ticket: ticket.id, counter: counter.id, clerk, visit, service: ticket.service, seconds },
        matters: ticket.matters.map(({ service, quantity }) => ({ service, quantity })),
      },
    },
    {
      type: 'RatingInvited',
      data: { visit, counter: counter.id, closesAt: now + hallOf(state).rating.windowSeconds * 1000 },
    },
    ...sentOn(state, ticket, counter.id),
  ];
}

/** Back to the counter that sent it, or else to the next of its services. */
function sentOn(state: HallState, ticket: Ticket, counter: CounterId): HallEvent[] {
  const from = { service: ticket.service, counter };
  const { returnTo } = ticket;
  const [next] = ticket.more;
  if (returnTo !== undefined) {
    const isThere = (state.counters.get(returnTo.counter)?.state ?? 'closed') !== 'closed';
    const to = isThere ? returnTo : { service: returnTo.service };
    return [{ type: 'TicketSentOn', data: { ticket: ticket.id, from, to } }];
  }
  if (next === undefined) return [];
  return [{ type: 'TicketSentOn', data: { ticket: ticket.id, from, to: { service: next } } }];
}
