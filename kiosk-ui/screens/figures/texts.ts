import { makeT } from '../../locales/locale.ts';
import { faultText } from '../../locales/words.ts';
import { figures } from '../../locales/zh/figures.ts';
import type { ApiNotDone } from '../../link/session.ts';

/** Lookup of the words that pages of figures share (Chinese alone). */
export const tf = makeT(figures);

/** Why something was not done; `words`: the page's own sentences by the hub's word. */
export function notDoneSentence(
  { refused, problems, fault }: ApiNotDone,
  words: Readonly<Record<string, string>>,
): string {
  if (problems !== undefined)
    return tf('state.problems', { reasons: problems.map(({ reason }) => reason).join('；') });
  if (refused === 'not-signed-in') return tf('state.notSignedIn');
  return refused === undefined ? faultText(fault ?? '') : (words[refused] ?? refused);
}
