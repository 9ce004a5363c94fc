import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import { recordsIn } from './case-referred.ts';
import type { HallState } from './hall-state.ts';

/** Events that may hold what somebody wrote about a visit; the words lie in the vault. */
const WITH_WORDS: ReadonlySet<EventType> = new Set([
  'RatingGiven',
  'ReasonsGiven',
  'RatingCorrected',
  'RatingAppealed',
  'AppealDecided',
  'CheckLookedInto',
  'CallRecorded',
]);

/** Remembers which records of the vault the journal refers to: all others are swept out at the next start. */
export function keepWords(
  { ratedWords }: Pick<HallState, 'ratedWords'>,
  { type, data }: RecordedEvent,
): void {
  if (WITH_WORDS.has(type)) for (const record of recordsIn(data)) ratedWords.add(record);
}
