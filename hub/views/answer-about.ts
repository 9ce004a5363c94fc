import type { AppointmentView } from '@bandecheng/shared/appointment-view';
import type { Actor } from '@bandecheng/shared/commands';
import type { TicketView } from '@bandecheng/shared/views';
import type { CaseId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { appointmentIn, caseIn } from '../state/subject.ts';
import { appointmentView } from './appointment-view.ts';
import { ticketView } from './ticket-view.ts';

/** The part of an answer that shows what the command was about, as it stands now; see `subjectOf`. */
export function answerAbout(
  state: HallState,
  subject: string,
  actor: Actor,
): { ticket?: TicketView; appointment?: AppointmentView; case?: CaseId } {
  const about = caseIn(subject);
  if (about !== null) return { case: about };
  const id = appointmentIn(subject);
  if (id === null) {
    const ticket = subject === '' ? null : ticketView(state, subject);
    return ticket === null ? {} : { ticket: toldTo(actor, ticket) };
  }
  const appointment = appointmentView(state, id);
  return appointment === null ? {} : { appointment };
}

/** With a ticket's key one reads and says how its visit was: nobody who works at a counter is told it. */
function toldTo({ kind }: Actor, ticket: TicketView): TicketView {
  if (kind === 'kiosk' || kind === 'api' || kind === 'hub') return ticket;
  const { key: _key, ...told } = ticket;
  return told;
}
