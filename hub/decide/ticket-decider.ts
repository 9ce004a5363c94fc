import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import { placeBehind } from '@bandecheng/shared/place-in-line';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { lineOf, type HallState, type Ticket } from '../state/hall-state.ts';
import { holderOf } from '../state/numbers.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { returnRefused } from './person-rules.ts';
import { illegalStep } from './ticket-steps.ts';

/**
 * Behind the next few of its own line, not at its end: whoever was away a moment keeps most of the wait. Refuses
 * `number-given-again` where somebody else has had the number since, `person-has-ticket` where its holder has another.
 */
export function decideRequeue(
  state: HallState,
  command: CommandOf<'RequeueTicket'>,
  around: Circumstances,
): Decision {
  const found = stepTo(state, command.ticket, 'requeue', around);
  if ('refused' in found) return found;
  const { number } = found;
  if (holderOf(state, number)?.id !== found.id) return { refused: 'number-given-again', about: { number } };
  const refusal = returnRefused(state, found);
  if (refusal !== null) return refusal;
  return [
    { type: 'TicketRequeued', data: { ticket: found.id, orderAt: requeuePlace(state, found, around.now) } },
  ];
}

function requeuePlace(state: HallState, ticket: Ticket, now: Instant): Instant {
  const line = state.lines.get(lineOf({ service: ticket.service, class: ticket.class })) ?? [];
  const places = line.map((id) => state.tickets.get(id)?.orderAt ?? now);
  return placeBehind(hallOf(state), places, ticket, now);
}

/** To another service's line or one counter's own; the ticket keeps its place in time. */
export function decideTransfer(
  state: HallState,
  command: CommandOf<'TransferTicket'>,
  around: Circumstances,
): Decision {
  const ticket = stepTo(state, command.ticket, 'transfer', around);
  if ('refused' in ticket) return ticket;
  const hall = hallOf(state);
  const { counter } = ticket;
  const from = { service: ticket.service, ...(counter === undefined ? {} : { counter }) };
  const back =
    command.returnHere === true && counter !== undefined
      ? { returnTo: { service: ticket.service, counter } }
      : {};
  if ('counter' in command.to) {
    const target = state.counters.get(command.to.counter);
    if (target === undefined) return { refused: 'counter-unknown' };
    if (target.state === 'closed') return { refused: 'counter-closed' };
    if (ticket.sentTo === target.id) return { refused: 'transfer-goes-nowhere' };
    const to = { service: ticket.service, counter: target.id };
    return [{ type: 'TicketTransferred', data: { ticket: ticket.id, from, to, ...back } }];
  }
  const { service } = command.to;
  if (!hall.services.some((s) => s.id === service)) return { refused: 'service-unknown' };
  if (service === ticket.service && ticket.sentTo === undefined) return { refused: 'transfer-goes-nowhere' };
  return [{ type: 'TicketTransferred', data: { ticket: ticket.id, from, to: { service }, ...back } }];
}

/** The applicant leaves, at whatever stage; the stage is kept. */
export function decideCancel(
  state: HallState,
  command: CommandOf<'CancelTicket'>,
  around: Circumstances,
): Decision {
  const ticket = stepTo(state, command.ticket, 'cancel', around);
  if ('refused' in ticket) return ticket;
  return [
    { type: 'TicketCancelled', data: { ticket: ticket.id, stage: ticket.status, reason: command.reason } },
  ];
}

/** A clerk moves tickets that are at the own counter; desk and shift leader move any. */
function stepTo(
  state: HallState,
  id: string,
  action: 'requeue' | 'transfer' | 'cancel',
  { actor }: Circumstances,
): Ticket | Exclude<Decision, HallEvent[]> {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return { refused: 'ticket-unknown' };
  const illegal = illegalStep(action, ticket);
  if (illegal !== null) return illegal;
  if (actor.kind === 'staff' && actor.role === 'clerk') {
    const clerk = ticket.counter === undefined ? undefined : state.counters.get(ticket.counter)?.clerk;
    if (clerk !== actor.account) return { refused: 'ticket-elsewhere', about: { number: ticket.number } };
  }
  return ticket;
}
