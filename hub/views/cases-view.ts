import { localTime } from '@bandecheng/shared/calendar/business-day';
import type { CaseRow, CasesView } from '@bandecheng/shared/case/case-view';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { casesText } from '../locales/zh-CN/cases.ts';
import { runningOf } from '../state/case-deadline.ts';
import { rulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';
import { reckoningOf } from '../state/reckoning.ts';
import { bareRow, caseRow } from './case-row.ts';
import { byUrgency, urgencyOf } from './clock-row.ts';
import { helpRow } from './help-row.ts';

/** Notes of earlier shifts a board tells of. */
const HAND_OVERS_SHOWN = 3;

/** The case desk for boards: everybody sees the same, so a confidential case is bare here to those too who may see it. */
export function casesView(state: HallState, hall: Hall, now: Instant): CasesView {
  const { desk } = state;
  const open = [...desk.open].flatMap((id) => desk.cases.get(id) ?? []);
  const by = reckoningOf(state);
  const cases = open.map((of) => {
    const rules = rulesOf(desk, of);
    return of.confidential ? bareRow(rules, of, by, now) : caseRow(rules, of, hall, by, now);
  });
  const standing = (wanted: CaseRow['standing']) => cases.filter((row) => row.standing === wanted).length;
  return {
    policy: policyOf(desk),
    timeZone: hall.timeZone,
    cases: cases.sort((a, b) => byUrgency(urgency(a), urgency(b))),
    helps: [...desk.helps.values()].map((help) => helpRow(hall, help)),
    totals: {
      open: cases.length,
      dueToday: standing('due-today'),
      overdue: standing('overdue'),
      closedToday: desk.closedToday,
      refusedToday: desk.refusedToday,
    },
    calendarMissing: yearsMissing(desk, open, hall.timeZone),
    handOvers: desk.handOvers.slice(0, HAND_OVERS_SHOWN).map(handOver),
  };
}

function handOver({ seq, at, by }: CaseDesk['handOvers'][number]): CasesView['handOvers'][number] {
  return { seq, at, by: by.replace(/^staff:/, '') };
}

function urgency({ clocks: [first], standing, openedAt }: CaseRow): Parameters<typeof byUrgency>[0] {
  return { standing, endsAt: first === undefined ? null : urgencyOf(first).endsAt, since: openedAt };
}

function policyOf({ policies, policy: mark, signed }: CaseDesk): CasesView['policy'] {
  const policy = policies.get(mark);
  if (policy === undefined) return null;
  const { id, place, desk, assumptions } = policy;
  const done = new Set(signed.get(mark)?.map(({ assumption }) => assumption));
  const unsigned = assumptions.filter((assumption) => !done.has(assumption.id));
  return { id, place, sign: desk.sign ?? casesText.sign, assumptions: unsigned.length };
}

/** Years behind provisional deadlines whose holidays are not known. */
function yearsMissing({ calendar }: CaseDesk, open: readonly Case[], timeZone: string): string[] {
  const known = new Set(calendar.years.map(({ year }) => String(year)));
  const missing = new Set<string>();
  for (const run of open.flatMap(runningOf).filter(({ provisional }) => provisional)) {
    const [first, last] = [run.startedAt, run.dueAt ?? run.startedAt].map((at) => yearOf(at, timeZone));
    for (let year = first!; year <= last!; year++) if (!known.has(String(year))) missing.add(String(year));
  }
  return [...missing].sort();
}

function yearOf(at: Instant, timeZone: string): number {
  return Number(localTime(at, timeZone).date.slice(0, 4));
}
