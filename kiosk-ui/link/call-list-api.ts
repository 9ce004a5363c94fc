import type { CallListRow, CallListView } from '@bandecheng/shared/rating/call-list';
import type { CallOutcome, Level, VisitId } from '@bandecheng/shared/vocabulary';
import { ask, type ApiAnswer } from './session.ts';

/** A quarter's visits are read from the journal to draw from them, ms. */
const DRAW_WITHIN_MS = 60_000;
const PATH = '/api/ratings/call-lists';

/** What became of a call; `level`: what was said, where it was valid. */
export interface Called {
  visit: VisitId;
  outcome: CallOutcome;
  level?: Level;
  text?: string;
}

const at = (list: string): string => `${PATH}/${encodeURIComponent(list)}`;

export const callLists = (): Promise<ApiAnswer<{ lists: CallListRow[] }>> => ask('GET', PATH);

export const callList = (list: string): Promise<ApiAnswer<CallListView>> => ask('GET', at(list));

export const drawCallList = (quarter: string, size: number): Promise<ApiAnswer<{ list: string }>> =>
  ask('POST', PATH, { quarter, size }, DRAW_WITHIN_MS);

export const recordCall = (list: string, called: Called): Promise<ApiAnswer<CallListView>> =>
  ask('POST', `${at(list)}/calls`, called);
