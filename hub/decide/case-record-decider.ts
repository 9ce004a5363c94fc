import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import { recordsIn } from '../state/case-referred.ts';
import type { Case } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';
import { wordsAbout } from '../state/kept-words.ts';
import { moved, owedByExemption } from './case-clocks.ts';
import { openCase, openCaseAs, tickingAt } from './case-found.ts';
import { givenIn, missingOf } from './case-given.ts';
import type { Circumstances, Decision } from './decision.ts';

type OnRecord =
  | CommandOf<'AmendCase'>
  | CommandOf<'NoteCase'>
  | CommandOf<'AssignCase'>
  | CommandOf<'AddBranch'>
  | CommandOf<'EndBranch'>
  | CommandOf<'AttachMaterial'>
  | CommandOf<'SeePersonal'>
  | CommandOf<'ErasePerson'>;

/** What is put down about a case without a step of its policy. */
export function decideRecord(
  state: HallState,
  command: OnRecord & SealedTexts,
  around: Circumstances,
): Decision {
  switch (command.type) {
    case 'AmendCase':
      return amend(state, command, around);
    case 'NoteCase': {
      const found = openCaseAs(state, command, around, true);
      if ('refused' in found) return found;
      return [{ type: 'CaseNoted', data: { case: command.case, done: found.done, text: textOf(command) } }];
    }
    case 'AddBranch':
    case 'EndBranch':
      return branch(state, command, around);
    case 'AssignCase': {
      const found = openCase(state, command, around);
      if ('refused' in found) return found;
      if ((found.of.owner ?? null) === command.to) return { refused: 'nothing-new' };
      return [{ type: 'CaseAssigned', data: { case: command.case, to: command.to } }];
    }
    default:
      return paper(state, command, around);
  }
}

/** What was found to be otherwise; running clocks follow at once. */
function amend(
  state: HallState,
  command: CommandOf<'AmendCase'> & SealedTexts,
  around: Circumstances,
): Decision {
  const found = openCaseAs(state, command, around);
  if ('refused' in found) return found;
  const { of, rules, done } = found;
  const given = givenIn(command, rules);
  if ('refused' in given) return given;
  const { unit, confidential } = command;
  const after: Case = {
    ...of,
    attributes: { ...of.attributes, ...given.attributes },
    fields: { ...of.fields, ...given.fields },
  };
  const missing = missingOf(owedByExemption(after, rules.type, []), rules, after);
  if (missing !== null) return missing;
  const amended: HallEvent = {
    type: 'CaseAmended',
    data: {
      ...{ case: of.id, done, ...given },
      ...(unit === undefined ? {} : { unit }),
      ...(confidential === undefined ? {} : { confidential }),
    },
  };
  return [amended, ...moved(after, rules.type, 'class', tickingAt(state, around))];
}

function branch(
  state: HallState,
  command: (CommandOf<'AddBranch'> | CommandOf<'EndBranch'>) & SealedTexts,
  around: Circumstances,
): Decision {
  const found = openCaseAs(state, command, around);
  if ('refused' in found) return found;
  const { of, done } = found;
  if (command.type === 'AddBranch') {
    const { unit } = command;
    const data = { case: of.id, done, branch: of.branches.length + 1, unit };
    return [{ type: 'BranchAdded', data }];
  }
  const open = of.branches.find((one) => one.branch === command.branch && one.doneAt === undefined);
  if (open === undefined) return { refused: 'branch-unknown' };
  const data = { case: of.id, done, branch: open.branch, text: textOf(command) };
  return [{ type: 'BranchEnded', data }];
}

function paper(
  state: HallState,
  command: CommandOf<'AttachMaterial'> | CommandOf<'SeePersonal'> | CommandOf<'ErasePerson'>,
  around: Circumstances,
): Decision {
  // Forgetting shows nothing: it is not kept from an administrator who may not read the case.
  const reader: Circumstances =
    command.type === 'ErasePerson' ? { ...around, actor: { kind: 'hub' } } : around;
  const found = openCase(state, command, reader, true);
  if ('refused' in found) return found;
  const { of } = found;
  if (of.erasedAt !== undefined) return { refused: 'person-erased', about: { case: of.id } };
  if (command.type === 'AttachMaterial') {
    const { material, sha256, bytes, mime } = command;
    return [{ type: 'MaterialAttached', data: { case: of.id, material, sha256, bytes, mime } }];
  }
  if (command.type === 'SeePersonal')
    return [{ type: 'PersonalSeen', data: { case: of.id, fields: command.fields, reason: command.reason } }];
  // What is still being worked on needs its person.
  if (of.closedAt === undefined) return { refused: 'not-due' };
  const { ticket } = of;
  // What was written about the same visits, on the tablet for instance, is the same person's.
  const written = ticket === undefined ? [] : wordsAbout(state, { ticket });
  const records = [...new Set([...of.timeline, ...written].flatMap(recordsIn))];
  const materials = of.materials.map(({ material }) => material);
  return [{ type: 'PersonErased', data: { case: of.id, records, materials, reason: command.reason } }];
}

function textOf({ sealed }: SealedTexts) {
  const text = sealed?.['text'];
  if (text === undefined) throw new Error('a text that was not sealed');
  return text;
}
