import type { ApiNotDone } from '../../link/session.ts';
import { t } from './texts.ts';

/** Why the hub's API did not answer a question about a case, as a sentence. */
export function problemText({ refused, fault, problems }: ApiNotDone): string {
  if (problems !== undefined) return problems.map(({ reason }) => reason).join('；');
  if (fault !== undefined) return t('problem.unavailable');
  switch (refused) {
    case 'not-allowed':
    case 'not-signed-in':
      return t(`problem.${refused}`);
    case 'case-unknown':
    case undefined:
      return t('problem.not-found');
    default:
      return t('problem.other', { word: refused });
  }
}
