import type { ShortPaper } from '@bandecheng/shared/case/case-events';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { Refusal } from '@bandecheng/shared/refusals';
import { formsOf, mayLieAbout } from '../state/case-forms.ts';
import { copiesOf, paperJobId } from '../state/case-papers.ts';
import type { HallState } from '../state/hall-state.ts';
import { printerAt, printerProblem } from '../state/printer-at.ts';
import { openCase, type FoundCase } from './case-found.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { printDeadline } from './print-decider.ts';

/**
 * A short paper goes to a ticket printer. Like a ticket it is never repeated by itself, and refused while a copy ordered
 * earlier is still on its way, or while the printer prints nothing. A form is given out of a closed case too.
 * Refuses `printer-unknown`, `printer-not-ready`, `form-unknown`, `form-not-short`, `reprint-underway`.
 */
export function decidePaper(
  state: HallState,
  command: CommandOf<'PrintPaper'>,
  around: Circumstances,
): Decision {
  const found = openCase(state, command, around, command.kind === 'form');
  if ('refused' in found) return found;
  const paper = paperOf(command, found);
  if ('refused' in paper) return paper;
  const hall = hallOf(state);
  const kiosk = command.kiosk ?? hall.desk.kiosk;
  const printer = kiosk === undefined ? null : printerAt(state, kiosk);
  if (printer === null) return { refused: 'printer-unknown' };
  const problem = printerProblem(state, printer);
  if (problem !== null) return { refused: 'printer-not-ready', about: { problem } };
  const { case: id } = command;
  const copy = copiesOf(state.desk, id, paper);
  if (copy > 0 && state.openJobs.has(paperJobId(id, paper, copy - 1)))
    return { refused: 'reprint-underway', about: { number: id } };
  const deadlineAt = printDeadline(hall, around.now);
  const { id: device, agent } = printer;
  const data = { job: paperJobId(id, paper, copy), case: id, ...paper, device, agent, deadlineAt, copy };
  return [{ type: 'PaperRequested', data }];
}

/** How long a form's texts are lies in the vault: whoever lays it out looks at that. */
function paperOf(
  { kind, form: wanted }: CommandOf<'PrintPaper'>,
  { rules, of }: FoundCase,
): ShortPaper | Refusal {
  if (kind === 'receipt') return { kind };
  const form = formsOf(rules).find(({ id }) => id === wanted);
  if (form === undefined) return { refused: 'form-unknown' };
  return mayLieAbout(form, of) ? { kind, form: form.id } : { refused: 'form-not-short' };
}
