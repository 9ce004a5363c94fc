import { createHash } from 'node:crypto';
import type { CaseWords } from '@bandecheng/hub/state/case-reader';

/** Texts as `GivenDesk` takes them for sealed, found again by their digest; accounts have the names given. */
export function wordsOf(texts: readonly string[], names: Record<string, string> = {}): CaseWords {
  const byDigest = new Map(
    texts.map((text) => [createHash('sha256').update(text).digest('hex').slice(0, 32), text]),
  );
  return {
    textOf: ({ digest }) => byDigest.get(digest) ?? null,
    nameOf: (account) => names[account] ?? null,
  };
}
