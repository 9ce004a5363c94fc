import { instantOf } from '@bandecheng/shared/calendar/civil-date';
import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { CommandOf } from '@bandecheng/shared/commands';
import { extendClock } from '@bandecheng/shared/policy/extension';
import type { Refusal } from '@bandecheng/shared/refusals';
import { warnAt } from '../state/case-overdue.ts';
import { clockOf, fieldOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case, ClockRun } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';
import { reckoningOf } from '../state/reckoning.ts';
import { openCase, openCaseAs } from './case-found.ts';
import { givenIn, missingOf, type Given } from './case-given.ts';
import type { Circumstances, Decision } from './decision.ts';

/** A later last day, as far as the policy lets it be, told to whom it says before the old one has passed. */
export function decideExtend(
  state: HallState,
  command: CommandOf<'ExtendClock'> & SealedTexts,
  around: Circumstances,
): Decision {
  const found = openCaseAs(state, command, around);
  if ('refused' in found) return found;
  const { of, rules, done } = found;
  const run = runOf(of, command.clock);
  if ('refused' in run) return run;
  const clock = clockOf(rules.type, run);
  const given = givenIn(command, rules);
  if ('refused' in given) return given;
  const require = clock.extension?.require ?? [];
  const fields = withNewDay(given, require, rules, command.due);
  const missing = missingOf(require, rules, {
    attributes: of.attributes,
    fields: { ...of.fields, ...fields },
  });
  if (missing !== null) return missing;
  if (run.dueAt === null) return { refused: 'no-extension' };
  const by = reckoningOf(state);
  const dueAt = instantOf(command.due, by.closesAt(command.due), by.timeZone);
  const asked = { askedAt: around.now, by: command.as, filled: require, dueAt };
  const running = { startAt: run.startedAt, dueAt: run.dueAt, extended: run.extended };
  const answer = extendClock(clock, running, asked, by);
  if (!answer.ok) return { refused: answer.refusal, about: { clock: clock.zh } };
  const data = { case: of.id, run: run.run, done, from: run.dueAt, dueAt, tell: [...answer.tell], fields };
  return [{ type: 'ClockExtended', data }];
}

/** A field that asks for the new last day is filled with it. */
function withNewDay(
  given: Given,
  require: readonly string[],
  { policy }: CaseRulesOf,
  due: string,
): Given['fields'] {
  const fields = { ...given.fields };
  for (const id of require) if (fieldOf(policy, id)?.kind === 'date') fields[id] ??= due;
  return fields;
}

/** The notice owed to the applicant of a case without a limit. */
export function decideInterimNotice(
  state: HallState,
  command: CommandOf<'GiveInterimNotice'> & SealedTexts,
  around: Circumstances,
): Decision {
  const found = openCaseAs(state, command, around);
  if ('refused' in found) return found;
  const run = runOf(found.of, command.clock);
  if ('refused' in run) return run;
  if (run.interimDueAt === undefined || run.interimGivenAt !== undefined)
    return { refused: 'no-interim-notice' };
  const text = command.sealed?.['text'];
  if (text === undefined) throw new Error('a notice whose words were not sealed');
  return [{ type: 'InterimNoticeGiven', data: { case: found.of.id, run: run.run, done: found.done, text } }];
}

/** The next on a clock's ladder hears that it ran out. Not before its time, and each once. */
export function decideWarning(
  state: HallState,
  command: CommandOf<'WarnOverdue'>,
  around: Circumstances,
): Decision {
  const found = openCase(state, command, around);
  if ('refused' in found) return found;
  const run = runOf(found.of, command.clock);
  if ('refused' in run) return run;
  const clock = clockOf(found.rules.type, run);
  const at = warnAt(run, clock, reckoningOf(state));
  if (run.told !== command.rung || at === null || around.now <= at) return { refused: 'not-due' };
  const told = clock.overdue[run.told] ?? '';
  return [{ type: 'ClockOverran', data: { case: found.of.id, run: run.run, rung: run.told, told } }];
}

function runOf({ clocks }: Case, id: string): ClockRun | Refusal {
  const run = clocks.find((one) => one.run === id);
  if (run === undefined) return { refused: 'clock-unknown' };
  return run.stoppedAt === undefined ? run : { refused: 'clock-stopped' };
}
