import type { KnowledgeEntry } from '@bandecheng/shared/case/knowledge';
import { fieldOf, rulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';
import type { CaseWords } from '../state/case-reader.ts';

/** A case, or words that somebody looks for. */
export interface About {
  caseType?: string | undefined;
  service?: string | undefined;
  /** What the case says of its matter, in any order. */
  words: string;
}

export type Resembling = Pick<KnowledgeEntry, 'entry' | 'cause' | 'cure' | 'basis'>;

const MOST = 3;
/** Below it, two texts share no more than everyday words. */
const THRESHOLD = 3;
const SAME_SERVICE = 2;
const SAME_TYPE = 1;
/** A long text shares something with everything. */
const MOST_PIECES = 8;

/**
 * What was learned from cases of the same service or type that share pieces of two signs with this one: the most
 * alike first, at most three, and none of which only the service or only the type is the same.
 */
export function resembling(entries: readonly KnowledgeEntry[], about: About): Resembling[] {
  return entries
    .map((known) => ({ known, score: likeness(known, about) }))
    .filter(({ score }) => score >= THRESHOLD)
    .sort((a, b) => b.score - a.score || b.known.at - a.known.at)
    .slice(0, MOST)
    .map(({ known: { entry, cause, cure, basis } }) => ({ entry, cause, cure, basis }));
}

/**
 * How alike a known case and this one are: 2 for the same service, 1 for the same type of case, 1 for each piece of two
 * signs in common, at most 8; 0 without a piece, or where neither service nor type is the same.
 */
export function likeness({ caseType, service, cause, keywords }: KnowledgeEntry, about: About): number {
  const sameService = service !== undefined && service === about.service;
  const sameType = caseType === about.caseType;
  const wanted = piecesOf(about.words);
  const shared = [...piecesOf([cause, ...keywords].join(' '))].filter((piece) => wanted.has(piece)).length;
  if (shared === 0 || !(sameService || sameType)) return 0;
  return (sameService ? SAME_SERVICE : 0) + (sameType ? SAME_TYPE : 0) + Math.min(shared, MOST_PIECES);
}

/** What a case is about, for whoever looks for cases like it: what was written of its matter, nobody's name. */
export function aboutCase(desk: CaseDesk, of: Case, { textOf }: Pick<CaseWords, 'textOf'>): About {
  const { policy } = rulesOf(desk, of);
  const texts = Object.entries(of.fields).flatMap(([id, value]) => {
    const personal = fieldOf(policy, id)?.personal;
    const named = personal === 'name' || personal === 'phone';
    return named || typeof value === 'string' ? [] : (textOf(value) ?? []);
  });
  return { caseType: of.caseType, service: of.service, words: texts.join(' ') };
}

/** Entries in which every word looked for stands; all for no word. The newest first. */
export function findKnowledge(entries: readonly KnowledgeEntry[], find: string): KnowledgeEntry[] {
  const words = find.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .filter((known) => {
      const text = [known.cause, known.cure, known.basis, known.case, ...known.keywords]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => b.at - a.at);
}

/** Every two signs that stand together; punctuation parts them. A Latin word is one piece. */
function piecesOf(text: string): Set<string> {
  const runs =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[a-z0-9]{2,}|\p{Script=Han}{2,}/gu) ?? [];
  return new Set(
    runs.flatMap((run) =>
      /^[a-z0-9]/.test(run) ? [run] : Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)),
    ),
  );
}
