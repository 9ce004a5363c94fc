import type { Command } from '@bandecheng/shared/commands';
import type { HallState } from '../state/hall-state.ts';
import { decideCallNext, decideCallTicket } from './call-decider.ts';
import { decideCall, decideDraw } from './call-list-decider.ts';
import { decideCase } from './case-decider.ts';
import { decideCounter } from './counter-decider.ts';
import { decideDay } from './day-decider.ts';
import type { Circumstances, Decision } from './decision.ts';
import { decideDevice } from './device-decider.ts';
import { decideDigest } from './digest-decider.ts';
import { decideAppointment } from './appointment-decider.ts';
import { decideCheckIn } from './check-in-decider.ts';
import { decideBackfill } from './backfill-decider.ts';
import { decideMatter } from './matter-decider.ts';
import { decideQueue } from './queue-decider.ts';
import { decideKeypad } from './keypad-decider.ts';
import { decideOutageEnd, decideOutageStep } from './outage-decider.ts';
import { decidePrint } from './print-decider.ts';
import { decideInvite, decideNumber, decideReceipt } from './invite-decider.ts';
import { decideGiveReasons, decideRateVisit } from './rate-visit-decider.ts';
import { decideLapse, decidePress } from './rating-decider.ts';
import { decideAppeal, decideAppealDecision, decideCorrect, decideLookedInto } from './remark-decider.ts';
import { decideAtCounter } from './service-decider.ts';
import { decideIssue } from './issue-decider.ts';
import { decideCancel, decideRequeue, decideTransfer } from './ticket-decider.ts';
import { decideTypeRating } from './type-rating-decider.ts';
import { decideWords } from './words-decider.ts';

/** The events a command comes to, or why it is refused. Changes nothing. */
export function decide(state: HallState, command: Command, around: Circumstances): Decision {
  return decideNamed(state, namedById(state, command), around);
}

/** A number alone names today's newest ticket of it; what follows knows ids alone. */
function namedById<C extends Command>(state: HallState, command: C): C {
  const ticket = 'ticket' in command ? state.byNumber.get(command.ticket ?? '') : undefined;
  return ticket === undefined ? command : { ...command, ticket };
}

function decideNamed(state: HallState, command: Command, around: Circumstances): Decision {
  switch (command.type) {
    case 'IssueTicket':
      return decideIssue(state, command, around);
    case 'CallNext':
      return decideCallNext(state, command, around);
    case 'CallTicket':
      return decideCallTicket(state, command, around);
    case 'RecallTicket':
    case 'StartService':
    case 'FinishService':
    case 'MarkNoShow':
    case 'HoldTicket':
      return decideAtCounter(state, command, around);
    case 'AddMatter':
    case 'ChangeMatter':
    case 'TakeUpMatter':
    case 'EndMatter':
      return decideMatter(state, command, around);
    case 'BookAppointment':
    case 'ImportAppointments':
    case 'CancelAppointment':
    case 'MissAppointment':
      return decideAppointment(state, command, around);
    case 'CheckIn':
      return decideCheckIn(state, command, around);
    case 'BackfillTicket':
      return decideBackfill(state, command, around);
    case 'EndHold':
    case 'ClearQueue':
      return decideQueue(state, command, around);
    case 'RequeueTicket':
      return decideRequeue(state, command, around);
    case 'TransferTicket':
      return decideTransfer(state, command, around);
    case 'CancelTicket':
      return decideCancel(state, command, around);
    case 'OpenCounter':
    case 'CloseCounter':
    case 'PauseCounter':
    case 'ResumeCounter':
      return decideCounter(state, command, around);
    case 'RecordPress':
      return decidePress(state, command, around);
    case 'LapseRating':
      return decideLapse(state, command, around);
    case 'DrawCallList':
      return decideDraw(state, command);
    case 'RecordCall':
      return decideCall(state, command, around);
    case 'InviteBySms':
      return decideInvite(state, command, around);
    case 'ReceiptSms':
      return decideReceipt(state, command);
    case 'NumberVisit':
      return decideNumber(state, command);
    case 'RateVisit':
      return decideRateVisit(state, command, around);
    case 'GiveReasons':
      return decideGiveReasons(state, command, around);
    case 'TypeRating':
      return decideTypeRating(state, command, around);
    case 'CorrectRating':
      return decideCorrect(state, command, around);
    case 'AppealRating':
      return decideAppeal(state, command, around);
    case 'DecideAppeal':
      return decideAppealDecision(state, command, around);
    case 'LookIntoCheck':
      return decideLookedInto(command, around);
    case 'UseKeypad':
      return decideKeypad(state, command, around);
    case 'RecordOutageStep':
      return decideOutageStep(state, command, around);
    case 'EndOutage':
      return decideOutageEnd(state, command, around);
    case 'RecordPrint':
    case 'GiveUpPrint':
    case 'ReprintTicket':
      return decidePrint(state, command, around);
    case 'RecordDeviceState':
    case 'JoinAgent':
    case 'LoseAgent':
      return decideDevice(state, command, around);
    case 'EditHall':
    case 'ConfigureHall':
    case 'OpenDay':
      return decideDay(state, command, around);
    case 'PrintDigest':
      return decideDigest(state, command, around);
    case 'RecordSecurity':
      return [command.happened];
    case 'SeeWords':
    case 'EraseWords':
    case 'SeeHandedRecords':
      return decideWords(state, command, around);
    default:
      return decideCase(state, command, around);
  }
}
