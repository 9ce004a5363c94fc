import type { CasesView } from '@bandecheng/shared/case/case-view';
import type { CaseId, HelpId } from '@bandecheng/shared/vocabulary';

/** What a person of the desk has to see to, as a board last showed it. */
export interface Pressing {
  helps: readonly HelpId[];
  dueToday: readonly CaseId[];
  overdue: readonly CaseId[];
}

/** What presses in this view. */
export function pressing({ helps, cases }: Pick<CasesView, 'helps' | 'cases'>): Pressing {
  const standing = (wanted: string): CaseId[] =>
    cases.filter((row) => row.standing === wanted).map((row) => row.case);
  return {
    helps: helps.map(({ help }) => help),
    dueToday: standing('due-today'),
    overdue: standing('overdue'),
  };
}

/** What presses now and did not before: each is told and sounded once. */
export function newlyPressing(before: Pressing, now: Pressing): Pressing {
  return {
    helps: now.helps.filter((help) => !before.helps.includes(help)),
    dueToday: now.dueToday.filter((one) => !before.dueToday.includes(one)),
    overdue: now.overdue.filter((one) => !before.overdue.includes(one)),
  };
}

/** What was told and still presses, with what has come to it; a case that ran out is told as that alone. */
export function addPressing(told: Pressing, fresh: Pressing, now: Pressing): Pressing {
  const still = (part: keyof Pressing): string[] =>
    [...told[part], ...fresh[part]].filter((one) => now[part].includes(one));
  return { helps: still('helps'), dueToday: still('dueToday'), overdue: still('overdue') };
}

export const NOTHING_PRESSING: Pressing = { helps: [], dueToday: [], overdue: [] };

/** Whether nobody needs to come. */
export function isQuiet({ helps, dueToday, overdue }: Pressing): boolean {
  return helps.length + dueToday.length + overdue.length === 0;
}
