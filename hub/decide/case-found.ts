import type { CommandOf } from '@bandecheng/shared/commands';
import type { DoneAs } from '@bandecheng/shared/case/case-events';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { Case } from '../state/case-state.ts';
import { actAs, maySee } from '../state/case-acting.ts';
import { rulesOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { HallState } from '../state/hall-state.ts';
import { reckoningOf } from '../state/reckoning.ts';
import type { Ticking } from './case-clocks.ts';
import type { Circumstances } from './decision.ts';

export interface FoundCase {
  of: Case;
  rules: CaseRulesOf;
}

type AboutCase = { case: string };

/**
 * The case a command is about, open and not kept from who gives the command. Refuses `case-unknown`,
 * `case-closed`, `case-confidential`.
 */
export function openCase(
  state: HallState,
  command: AboutCase,
  { actor }: Circumstances,
  closedToo = false,
): FoundCase | Refusal {
  const of = state.desk.cases.get(command.case);
  if (of === undefined) return { refused: 'case-unknown' };
  const rules = rulesOf(state.desk, of);
  if (actor.kind === 'staff' && !maySee(rules.policy, of, actor)) return { refused: 'case-confidential' };
  if (of.closedAt !== undefined && !closedToo) return { refused: 'case-closed', about: { case: of.id } };
  return { of, rules };
}

/** The same, and in whose name; refuses what `actAs` refuses too. */
export function openCaseAs(
  state: HallState,
  command: AboutCase & Pick<CommandOf<'NoteCase'>, 'as'>,
  around: Circumstances,
  closedToo = false,
): (FoundCase & { done: DoneAs }) | Refusal {
  const found = openCase(state, command, around, closedToo);
  if ('refused' in found) return found;
  const done = actAs(found.rules.policy, command.as, around.actor);
  return 'refused' in done ? done : { ...found, done };
}

/** What clocks are reckoned by now. */
export function tickingAt(state: HallState, { now }: Circumstances): Ticking {
  return { now, by: reckoningOf(state), calendar: state.desk.calendarMark };
}
