import { makeT } from './locale.ts';
import { faultText } from './words.ts';
import { entry } from './zh/entry.ts';

type WordKey = Extract<keyof typeof entry, `word.${string}`>;

/** Lookup of the texts of being let in (Chinese). */
export const te = makeT(entry);

/** What the hub's API answers when something was not done. */
interface NotEntered {
  refused?: string;
  about?: Record<string, string | number>;
  fault?: string;
  problems?: readonly { reason: string }[];
}

/** Why a login or pairing was not done. `wrong` is the sentence for a wrong secret. */
export function entryRefusalText(answer: NotEntered, wrong: string): string {
  if (answer.fault !== undefined) return faultText(answer.fault);
  const seconds = answer.about?.['seconds'];
  if (seconds !== undefined) return te('login.throttled', { seconds });
  if (answer.refused === 'too-many-codes') return te('pair.throttled');
  const reasons = answer.problems?.map((problem) => problem.reason).join('；');
  if (reasons !== undefined) return reasons;
  return answer.refused === undefined ? te('login.again') : wrong;
}

/** The hub's word for not letting a page in, as a sentence; a word from a newer hub as it is. */
export function handshakeText(word: string | null): string {
  const key = Object.keys(entry).find((known): known is WordKey => known === `word.${word}`);
  return key === undefined ? (word ?? '') : te(key);
}
