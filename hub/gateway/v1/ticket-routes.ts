import type { ApiOutput } from '@bandecheng/shared/api-v1';
import type { Answer } from '@bandecheng/shared/protocol';
import { ticketView } from '../../views/ticket-view.ts';
import { order, told, type Handled, type Handlers, type RouteParts } from './handler.ts';
import { problemOf } from './problem.ts';

/** Numbers: taken, looked up, cancelled. */
export function ticketRoutes({ hub }: RouteParts): Handlers<'issueTicket' | 'readTicket' | 'cancelTicket'> {
  return {
    issueTicket: async ({ id, actor, body }) =>
      ticketOf(await order(hub, { id, type: 'IssueTicket', ...body }, actor)),
    readTicket: ({ params }) => {
      const id = hub.state.byNumber.get(params.ticket) ?? params.ticket;
      const ticket = ticketView(hub.state, id);
      return ticket === null ? { problem: { word: 'ticket-unknown' } } : told(hub, ticket);
    },
    cancelTicket: async ({ id, actor, params, body: { reason } }) =>
      ticketOf(await order(hub, { id, type: 'CancelTicket', ticket: params.ticket, reason }, actor)),
  };
}

/** The ticket an answer is about. Retried after its day, a command has none any more. */
export function ticketOf(answer: Answer): Handled<ApiOutput<'readTicket'>> {
  if (!answer.ok) return { problem: problemOf(answer) };
  return answer.ticket === undefined ? { problem: { word: 'ticket-unknown' } } : { answer: answer.ticket };
}
