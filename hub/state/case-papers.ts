import type { CaseId } from '@bandecheng/shared/vocabulary';
import type { CaseDesk } from './case-state.ts';

/** How often a short paper of a case has been sent to a printer. */
export function copiesOf({ cases }: Pick<CaseDesk, 'cases'>, id: CaseId, kind: 'receipt'): number {
  const timeline = cases.get(id)?.timeline ?? [];
  return timeline.filter((event) => event.type === 'PaperRequested' && event.data.kind === kind).length;
}
