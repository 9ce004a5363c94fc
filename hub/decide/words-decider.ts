import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallState } from '../state/hall-state.ts';
import { wordsAbout, type KeptWords } from '../state/kept-words.ts';
import type { Circumstances, Decision } from './decision.ts';

type AboutWords = CommandOf<'SeeWords'> | CommandOf<'EraseWords'> | CommandOf<'SeeHandedRecords'>;

/** Looks at what was written outside cases, and what forgets it. */
export function decideWords(state: HallState, command: AboutWords, around: Circumstances): Decision {
  switch (command.type) {
    case 'SeeWords':
      return see(state, command, around);
    case 'EraseWords':
      return erase(state, command);
    case 'SeeHandedRecords': {
      const { connector, day, reason } = command;
      return [{ type: 'HandedRecordsSeen', data: { connector, day, reason } }];
    }
  }
}

/** Never for who served the visit, whatever else they may do. Refuses `no-words`. */
function see(
  state: Pick<HallState, 'words'>,
  { visit, reason }: CommandOf<'SeeWords'>,
  { actor }: Circumstances,
): Decision {
  const found = wordsAbout(state, { visit });
  if (found.some(([, { clerk }]) => actor.kind === 'staff' && clerk === actor.account))
    return { refused: 'not-allowed' };
  if (found.length === 0) return { refused: 'no-words' };
  return [{ type: 'WordsSeen', data: { visit, lines: found.map(([line]) => line), reason } }];
}

/** Refuses `no-words`, and `not-due` while a case or an appeal about the ticket's visits still needs them. */
function erase(state: HallState, command: CommandOf<'EraseWords'>): Decision {
  const { reason } = command;
  const found = 'ticket' in command ? wordsAbout(state, command) : linesOf(state, command.lines);
  if (found.length === 0) return { refused: 'no-words' };
  if ('ticket' in command && isStillWorkedOn(state, command.ticket)) return { refused: 'not-due' };
  return [
    {
      type: 'WordsErased',
      data: {
        ...('ticket' in command ? { ticket: command.ticket } : {}),
        lines: found.map(([line]) => line),
        records: [...new Set(found.map(([, { text }]) => text.record))],
        reason,
      },
    },
  ];
}

function linesOf({ words }: Pick<HallState, 'words'>, lines: readonly number[]): [number, KeptWords][] {
  return lines.flatMap((line): [number, KeptWords][] => {
    const kept = words.get(line);
    return kept === undefined ? [] : [[line, kept]];
  });
}

function isStillWorkedOn({ desk, visits }: HallState, ticket: string): boolean {
  for (const id of desk.open) if (desk.cases.get(id)?.ticket === ticket) return true;
  return [...visits.values()].some(
    ({ ticket: of, appeal }) => of === ticket && appeal !== undefined && appeal.outcome === undefined,
  );
}
