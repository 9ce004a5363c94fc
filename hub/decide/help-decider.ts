import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { HallState } from '../state/hall-state.ts';
import { caseDeskText } from '../locales/zh-CN/case-desk.ts';
import { standingOf } from '../state/case-standing.ts';
import { reckoningOf } from '../state/reckoning.ts';
import { staffedCounter } from './at-counter.ts';
import { isBusy } from './case-ticket.ts';
import type { Circumstances, Decision } from './decision.ts';
import { illegalStep } from './ticket-steps.ts';

/** A counter asks the desk over: its ticket is held, and it may call the next one. */
export function decideHelp(state: HallState, command: CommandOf<'AskHelp'>, around: Circumstances): Decision {
  const place = staffedCounter(state, command.counter, around);
  if ('refused' in place) return place;
  const ticket = state.tickets.get(command.ticket);
  if (ticket === undefined) return { refused: 'ticket-unknown' };
  if (ticket.counter !== command.counter)
    return { refused: 'ticket-elsewhere', about: { number: ticket.number } };
  if ([...state.desk.helps.values()].some((help) => help.ticket === ticket.id))
    return { refused: 'help-asked-already', about: { number: ticket.number } };
  const illegal = illegalStep('hold', ticket);
  if (illegal !== null) return illegal;
  const at = { ticket: ticket.id, counter: command.counter };
  const help = `${ticket.id}/h${state.seq + 1}`;
  const { reason } = command;
  return [
    { type: 'HelpAsked', data: { help, ...at, service: ticket.service, clerk: place.clerk, reason } },
    { type: 'TicketHeld', data: { ...at, reason: caseDeskText.help } },
  ];
}

/** Somebody goes there, or it is over: back to the counter at its old place, or settled by the desk. */
export function decideAnswerHelp(state: HallState, command: CommandOf<'AnswerHelp'>): Decision {
  const help = state.desk.helps.get(command.help);
  if (help === undefined) return { refused: 'help-unknown' };
  const { outcome } = command;
  if (outcome === 'coming' && help.comingAt !== undefined) return { refused: 'nothing-new' };
  const answered: HallEvent = { type: 'HelpAnswered', data: { help: help.help, outcome } };
  const ticket = state.tickets.get(help.ticket);
  if (outcome === 'coming' || ticket === undefined || isBusy(ticket) || ticket.status !== 'held')
    return [answered];
  if (outcome === 'back-in-line') {
    const data = { ticket: ticket.id, orderAt: ticket.orderAt, counter: help.counter };
    return [answered, { type: 'TicketRequeued', data }];
  }
  const data = { ticket: ticket.id, stage: ticket.status, reason: caseDeskText.settled };
  return [answered, { type: 'TicketCancelled', data }];
}

/** A note for the next shift, with how things stood. */
export function decideHandOver(
  state: HallState,
  command: CommandOf<'HandOver'> & SealedTexts,
  { now }: Circumstances,
): Decision {
  const text = command.sealed?.['text'];
  if (text === undefined) throw new Error('a note that was not sealed');
  const by = reckoningOf(state);
  const standings = [...state.desk.open].map((id) => {
    const of = state.desk.cases.get(id);
    return of === undefined ? 'measured' : standingOf(of, now, by);
  });
  const count = (standing: string) => standings.filter((one) => one === standing).length;
  const counts = { dueToday: count('due-today'), overdue: count('overdue') };
  return [{ type: 'ShiftHandedOver', data: { text, openCases: standings.length, ...counts } }];
}
