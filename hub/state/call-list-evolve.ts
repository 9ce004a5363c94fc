import type { RecordedEvent } from '@bandecheng/shared/events';
import { MOST_TRIES } from '@bandecheng/shared/rating/call-list';
import type { RatedVisit } from '@bandecheng/shared/rating/rating-events';
import type { CallOutcome, Instant, Level, VisitId } from '@bandecheng/shared/vocabulary';
import { dayRated } from './day-rated.ts';
import type { HallState } from './hall-state.ts';

/** A visit to be called back, and how far that is. */
export interface CalledVisit extends RatedVisit {
  tries: number;
  outcome?: CallOutcome;
  level?: Level;
}

export interface CallList {
  id: string;
  quarter: string;
  seed: string;
  of: number;
  drawnAt: Instant;
  visits: Map<VisitId, CalledVisit>;
}

type CallEvent = Extract<RecordedEvent, { type: 'CallListDrawn' | 'CallRecorded' }>;

/** Lists of this and the last quarter stay in the state, older ones in the journal alone. */
export function applyCallList(state: Pick<HallState, 'callLists' | 'ratedByDay'>, event: CallEvent): void {
  const { callLists } = state;
  if (event.type === 'CallListDrawn') {
    const { list: id, quarter, seed, of, visits } = event.data;
    const rows = visits.map((visit): [VisitId, CalledVisit] => [visit.visit, { ...visit, tries: 0 }]);
    callLists.set(id, { id, quarter, seed, of, drawnAt: event.at, visits: new Map(rows) });
    const kept = [...new Set([...callLists.values()].map((list) => list.quarter))].sort().slice(-2);
    for (const list of callLists.values()) if (!kept.includes(list.quarter)) callLists.delete(list.id);
    return;
  }
  const { list, visit, outcome, level } = event.data;
  const row = callLists.get(list)?.visits.get(visit);
  if (row === undefined) return;
  row.tries += 1;
  row.outcome = outcome;
  if (outcome === 'valid') dayRated(state, row.day).calls.valid += 1;
  if (level !== undefined) row.level = level;
}

/** Whether a visit is called no more. */
export function isSettled({ tries, outcome }: Pick<CalledVisit, 'tries' | 'outcome'>): boolean {
  return outcome !== undefined && (outcome !== 'no-answer' || tries >= MOST_TRIES);
}

/** Whether nothing of a list is left to call. */
export function isFinished({ visits }: CallList): boolean {
  return [...visits.values()].every(isSettled);
}
