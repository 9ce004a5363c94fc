import type { CaseCommandType } from '@bandecheng/shared/case/case-commands';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallState } from '../state/hall-state.ts';
import { decideExtend, decideInterimNotice, decideWarning } from './case-clock-decider.ts';
import { decideImportCases } from './case-import-decider.ts';
import { decideOpenCallBack, decideOpenCase } from './case-open-decider.ts';
import { decidePaper } from './case-paper-decider.ts';
import { decideCallBack, decideRateCase } from './case-rating-decider.ts';
import { decideRecord } from './case-record-decider.ts';
import { decideStep } from './case-step-decider.ts';
import type { Circumstances, Decision } from './decision.ts';
import { decideAnswerHelp, decideHandOver, decideHelp } from './help-decider.ts';
import { decideRules } from './rules-decider.ts';

/** What the case desk asks, and what is asked of it. */
export function decideCase(
  state: HallState,
  command: CommandOf<CaseCommandType>,
  around: Circumstances,
): Decision {
  switch (command.type) {
    case 'OpenCase':
      return decideOpenCase(state, command, around);
    case 'ImportCases':
      return decideImportCases(state, command, around);
    case 'OpenCallBack':
      return decideOpenCallBack(state, command, around);
    case 'TakeStep':
      return decideStep(state, command, around);
    case 'RateCase':
      return decideRateCase(state, command, around);
    case 'RecordCallBack':
      return decideCallBack(state, command, around);
    case 'ExtendClock':
      return decideExtend(state, command, around);
    case 'GiveInterimNotice':
      return decideInterimNotice(state, command, around);
    case 'WarnOverdue':
      return decideWarning(state, command, around);
    case 'PrintPaper':
      return decidePaper(state, command, around);
    case 'AskHelp':
      return decideHelp(state, command, around);
    case 'AnswerHelp':
      return decideAnswerHelp(state, command);
    case 'HandOver':
      return decideHandOver(state, command, around);
    case 'AdoptPolicy':
    case 'AdoptCalendar':
    case 'SignAssumption':
      return decideRules(state, command, around);
    default:
      return decideRecord(state, command, around);
  }
}
