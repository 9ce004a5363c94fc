import { businessDay, clockText } from '@bandecheng/shared/calendar/business-day';
import { monthsLater, type CivilDate } from '@bandecheng/shared/calendar/civil-date';
import type { CaseId, Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';

/** A month has no fewer days: what was opened later than so many months of them ago is not due. */
const SHORTEST_MONTH_MS = 28 * 86_400_000;
/** Months: who asks for a coming day asks for one within a month, which no two of the shortest are. */
const LOOKED_AHEAD = 2;

/** A closed case whose person is forgotten by the hall's rule on a day. */
export interface Forgetting {
  case: CaseId;
  closedAt: Instant;
  on: CivilDate;
}

/**
 * Closed cases whose person the hall's `retention.personalMonths` has forgotten by a business day, the longest open
 * first; none where the hall has no such rule. What is forgotten already is passed over.
 */
export function forgetBy(
  { hall, desk }: Pick<HallState, 'hall' | 'desk'>,
  day: CivilDate,
  now: Instant,
): Forgetting[] {
  const months = hall?.retention?.personalMonths;
  if (hall === null || months === undefined) return [];
  const due: Forgetting[] = [];
  for (const of of desk.cases.values()) {
    if (of.openedAt > newestDueAt(months, now)) break;
    if (of.closedAt === undefined || of.erasedAt !== undefined) continue;
    const on = monthsLater(clockText(of.closedAt, hall.timeZone).slice(0, 10), months);
    if (on <= day) due.push({ case: of.id, closedAt: of.closedAt, on });
  }
  return due;
}

/** What was written outside cases and is forgotten by the hall's rule on a day. `line`: its journal number. */
export interface WordsForgetting {
  line: number;
  on: CivilDate;
}

/** The same of what was written outside cases, as old as the rule says since it was written; the oldest first. */
export function forgetWordsBy(
  { hall, words }: Pick<HallState, 'hall' | 'words'>,
  day: CivilDate,
  now: Instant,
): WordsForgetting[] {
  const months = hall?.retention?.personalMonths;
  if (hall === null || months === undefined) return [];
  const due: WordsForgetting[] = [];
  for (const [line, { at }] of words) {
    if (at > newestDueAt(months, now)) break;
    const on = monthsLater(clockText(at, hall.timeZone).slice(0, 10), months);
    if (on <= day) due.push({ line, on });
  }
  return due;
}

/** What is due at this instant. */
export function forgetNow(
  state: Pick<HallState, 'hall' | 'desk' | 'words'>,
  now: Instant,
): { cases: Forgetting[]; words: WordsForgetting[] } {
  const { hall } = state;
  if (hall === null) return { cases: [], words: [] };
  const today = businessDay(now, hall.timeZone, hall.dayStartsAt);
  return { cases: forgetBy(state, today, now), words: forgetWordsBy(state, today, now) };
}

/** Nothing later can be due: everything is looked at in the order it came. */
function newestDueAt(months: number, now: Instant): Instant {
  return now - (months - LOOKED_AHEAD) * SHORTEST_MONTH_MS;
}
