import { makeT } from '../../locales/locale.ts';
import { faultText, refusalText } from '../../locales/words.ts';
import { figures } from '../../locales/zh/figures.ts';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import type { ApiNotDone } from '../../link/session.ts';

/** Lookup of the words that pages of figures share (Chinese alone). */
export const tf = makeT(figures);

/** Why something was not done; `words`: the page's own sentences by the hub's word. */
export function notDoneSentence(
  { refused, about, problems, fault }: ApiNotDone,
  words: Readonly<Record<string, string>>,
): string {
  if (problems !== undefined)
    return tf('state.problems', { reasons: problems.map(({ reason }) => reason).join('；') });
  if (refused === 'not-signed-in') return tf('state.notSignedIn');
  if (refused === undefined) return faultText(fault ?? '');
  return words[refused] ?? refusalText(refused as RefusalWord, about);
}
