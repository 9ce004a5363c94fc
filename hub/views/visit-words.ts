import type { VisitWords } from '@bandecheng/shared/rating/visit-words';
import type { Sealed } from '@bandecheng/shared/vault';
import type { VisitId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { wordsAbout, type WordsEvent } from '../state/kept-words.ts';

/** What was written about a visit, and where it lies; an answer to a call, which stands on record twice, once. */
export function visitWords(
  state: Pick<HallState, 'words'>,
  visit: VisitId,
): (Omit<VisitWords, 'text'> & { sealed: Sealed })[] {
  const records = new Set<string>();
  return wordsAbout(state, { visit }).flatMap(([line, { at, type, text: sealed }]) => {
    if (!isOfVisits(type) || records.has(sealed.record)) return [];
    records.add(sealed.record);
    return [{ line, at, with: type, sealed }];
  });
}

const isOfVisits = (type: WordsEvent): type is Exclude<WordsEvent, 'CheckLookedInto' | 'ShiftHandedOver'> =>
  type !== 'CheckLookedInto' && type !== 'ShiftHandedOver';
