import type { AppointmentView } from '@bandecheng/shared/appointment-view';
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
): { ticket?: TicketView; appointment?: AppointmentView; case?: CaseId } {
  const about = caseIn(subject);
  if (about !== null) return { case: about };
  const id = appointmentIn(subject);
  if (id === null) {
    const ticket = subject === '' ? null : ticketView(state, subject);
    return ticket === null ? {} : { ticket };
  }
  const appointment = appointmentView(state, id);
  return appointment === null ? {} : { appointment };
}
