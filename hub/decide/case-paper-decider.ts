import type { CommandOf } from '@bandecheng/shared/commands';
import { copiesOf } from '../state/case-papers.ts';
import { paperJobId, type HallState } from '../state/hall-state.ts';
import { printerAt } from '../state/printer-at.ts';
import { openCase } from './case-found.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';

/**
 * A short paper goes to a ticket printer. Like a ticket it is never repeated by itself, and refused while a copy ordered
 * earlier is still on its way.
 */
export function decidePaper(
  state: HallState,
  command: CommandOf<'PrintPaper'>,
  around: Circumstances,
): Decision {
  const found = openCase(state, command, around);
  if ('refused' in found) return found;
  const { desk, print } = hallOf(state);
  const kiosk = command.kiosk ?? desk.kiosk;
  const printer = kiosk === undefined ? null : printerAt(state, kiosk);
  if (printer === null) return { refused: 'printer-unknown' };
  const { case: id, kind } = command;
  const copy = copiesOf(state.desk, id, kind);
  if (copy > 0 && state.openJobs.has(paperJobId(id, kind, copy - 1)))
    return { refused: 'reprint-underway', about: { number: id } };
  const deadlineAt = around.now + print.deadlineSeconds * 1000;
  const { id: device, agent } = printer;
  const data = { job: paperJobId(id, kind, copy), case: id, kind, device, agent, deadlineAt, copy };
  return [{ type: 'PaperRequested', data }];
}
