import type { KnowledgeEntry } from '@bandecheng/shared/case/knowledge';
import type { CaseId } from '@bandecheng/shared/vocabulary';
import type { CaseDesk } from '../state/case-state.ts';

/** What the knowledge base takes of a case by itself; only closed cases that nobody asked to keep quiet are taken. */
export function learnable(
  { cases }: CaseDesk,
  id: CaseId,
):
  | Pick<KnowledgeEntry, 'case' | 'caseType' | 'service'>
  | { refused: 'case-unknown' | 'case-open' | 'case-confidential' } {
  const of = cases.get(id);
  if (of === undefined) return { refused: 'case-unknown' };
  if (of.confidential) return { refused: 'case-confidential' };
  if (of.closedAt === undefined) return { refused: 'case-open' };
  const { caseType, service } = of;
  return { case: id, caseType, ...(service === undefined ? {} : { service }) };
}
