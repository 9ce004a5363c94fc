import type { ShortPaper } from '@bandecheng/shared/case/case-events';
import type { CaseId, JobId } from '@bandecheng/shared/vocabulary';
import type { CaseDesk } from './case-state.ts';

/** How often a short paper of a case has been sent to a printer. */
export function copiesOf({ cases }: Pick<CaseDesk, 'cases'>, id: CaseId, paper: ShortPaper): number {
  const timeline = cases.get(id)?.timeline ?? [];
  const name = paperName(paper);
  return timeline.filter((event) => event.type === 'PaperRequested' && paperName(event.data) === name).length;
}

/** Id of a short paper's print, unique over the days. */
export function paperJobId(id: CaseId, paper: ShortPaper, copy: number): JobId {
  return `${id}/${paperName(paper)}/${copy}`;
}

function paperName(paper: ShortPaper): string {
  return paper.kind === 'form' ? `form-${paper.form}` : paper.kind;
}
