import type { Refusal } from '@bandecheng/shared/refusals';
import type { TicketAction, TicketStatus } from '@bandecheng/shared/vocabulary';
import type { Ticket } from '../state/hall-state.ts';

/** From which statuses each step is legal; any other is refused with its own word. */
const LEGAL: Record<TicketAction, readonly TicketStatus[]> = {
  call: ['waiting', 'held'],
  recall: ['called'],
  start: ['called'],
  finish: ['serving'],
  'no-show': ['called'],
  requeue: ['called', 'held', 'no-show', 'cancelled'],
  transfer: ['waiting', 'called', 'serving', 'held'],
  hold: ['called', 'serving'],
  cancel: ['waiting', 'called', 'serving', 'held', 'no-show'],
};

/** The refusal for a step the ticket's status does not allow, `cannot-recall-finished`; null where it does. */
export function illegalStep(action: TicketAction, ticket: Ticket): Refusal | null {
  if (LEGAL[action].includes(ticket.status)) return null;
  return { refused: `cannot-${action}-${ticket.status}`, about: { number: ticket.number } };
}
