import { asHappened, type RecordedEvent } from '@bandecheng/shared/events';
import { reportPlace } from '@bandecheng/shared/protocol';
import type { HallState } from './hall-state.ts';
import { keepReportNumber } from './report-streams.ts';
import {
  applyAgentJoined,
  applyAgentLost,
  applyDeviceState,
  applyKeyChanged,
  applyPrint,
} from './device-evolve.ts';
import { applyAppointment } from './appointment-evolve.ts';
import { applyCallList } from './call-list-evolve.ts';
import { applyCase } from './case-evolve.ts';
import { applyCounter } from './counter-evolve.ts';
import { applyDayOpened, applyHallConfigured } from './day-evolve.ts';
import { hallOfDeed } from './day-over.ts';
import { applyDesk } from './desk-evolve.ts';
import { forgetWords, keepWords } from './kept-words.ts';
import { applyOutage, tallyOutage } from './outage-evolve.ts';
import { applyInvited, applyRating } from './rating-evolve.ts';
import { applySms, rememberAnswer } from './sms-invitations.ts';
import { subjectOf } from './subject.ts';
import { applyTicket } from './ticket-evolve.ts';

/** Applies one event. Never refuses: what stands in the journal has happened. */
export function evolve(state: HallState, recorded: RecordedEvent): void {
  const event = asHappened(recorded);
  state.seq = event.seq;
  tallyOutage(state, event);
  const then = hallOfDeed(state, event);
  switch (event.type) {
    case 'HallConfigured':
      applyHallConfigured(state, event.data, event.at);
      break;
    case 'DayOpened':
      applyDayOpened(state, event.data, event.at);
      break;
    case 'TicketIssued':
    case 'TicketCalled':
    case 'TicketRecalled':
    case 'ServiceStarted':
    case 'ServiceFinished':
    case 'TicketNoShow':
    case 'TicketHeld':
    case 'TicketRequeued':
    case 'TicketTransferred':
    case 'TicketCancelled':
    case 'TicketBackfilled':
    case 'TicketSentOn':
    case 'MattersChanged':
      applyTicket(then, event);
      break;
    case 'AppointmentBooked':
    case 'AppointmentCancelled':
    case 'AppointmentMissed':
      applyAppointment(state, event);
      break;
    case 'CounterOpened':
    case 'CounterClosed':
    case 'CounterPaused':
    case 'CounterResumed':
      applyCounter(then, event);
      break;
    case 'RatingInvited':
      applyInvited(then, state.counters, event);
      break;
    case 'PressRecorded':
    case 'RatingLapsed':
    case 'RatingGiven':
    case 'ReasonsGiven':
    case 'RatingCorrected':
    case 'RatingAppealed':
    case 'AppealDecided':
      applyRating(state, event);
      break;
    case 'AgentJoined':
      applyAgentJoined(state, event.data, event.at);
      break;
    case 'AgentLost':
      applyAgentLost(state, event.data, event.at);
      break;
    case 'DeviceStateChanged':
      applyDeviceState(state, event.data);
      break;
    case 'PrintRequested':
    case 'DigestPaperRequested':
    case 'PrintChanged':
      applyPrint(then, event);
      break;
    case 'PaperRequested':
      applyPrint(state, event);
      applyCase(state.desk, event);
      break;
    case 'CallListDrawn':
    case 'CallRecorded':
      applyCallList(state, event);
      break;
    case 'SmsInvited':
    case 'SmsReceipted':
    case 'VisitNumbered':
      applySms(state, event);
      break;
    case 'KeyChanged':
      applyKeyChanged(state, event.data);
      break;
    case 'NumbersLeased':
    case 'OutageStepSetAside':
    case 'OutageEnded':
      applyOutage(state, event);
      break;
    case 'ReportRefused':
    case 'CheckLookedInto':
    case 'WordsSeen':
    case 'WordsErased':
    case 'HandedRecordsSeen':
    case 'SignedIn':
    case 'SignedOut':
    case 'SignInRefused':
    case 'AccountChanged':
    case 'IdentityCopied':
      break;
    case 'PolicyAdopted':
    case 'CalendarAdopted':
    case 'AssumptionSigned':
    case 'HelpAsked':
    case 'HelpAnswered':
    case 'ShiftHandedOver':
      applyDesk(state, event);
      break;
    default:
      applyCase(state.desk, event);
  }
  remember(state, event);
}

/**
 * Keeps what makes a retry harmless: report numbers of an agent's newest streams; command ids for the open day, with those
 * that an agent answered by itself; those of ratings from other systems as long as the visit. And what was written outside
 * cases.
 */
function remember(state: HallState, event: RecordedEvent): void {
  keepWords(state, event);
  forgetWords(state, event);
  if (event.type === 'RatingGiven') rememberAnswer(state, event);
  const place = reportPlace(event.command);
  if (place !== null) keepReportNumber(state.reports, place);
  const answered = place === null ? event.command : event.asked;
  if (answered === undefined || answered.startsWith('hub:')) return;
  const subject = subjectOf(event);
  if (subject !== '' || !state.answers.has(answered)) state.answers.set(answered, subject);
}
