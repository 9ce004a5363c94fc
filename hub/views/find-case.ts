import type { CaseId } from '@bandecheng/shared/vocabulary';
import { maySee } from '../state/case-acting.ts';
import type { Reader } from '../state/case-reader.ts';
import { rulesOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';

/** A case, and the rules it began under. */
export interface FoundCase {
  of: Case;
  rules: CaseRulesOf;
}

/** A case for a reader; or why the reader is not shown what it holds. */
export function findCase(
  desk: CaseDesk,
  id: CaseId,
  reader: Reader,
): FoundCase | { refused: 'case-unknown' | 'case-confidential' } {
  const of = desk.cases.get(id);
  if (of === undefined) return { refused: 'case-unknown' };
  const rules = rulesOf(desk, of);
  return maySee(rules.policy, of, reader) ? { of, rules } : { refused: 'case-confidential' };
}
