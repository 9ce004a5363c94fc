import { REFUSAL_WORDS } from '@bandecheng/shared/refusals';
import type { ApiNotDone } from '../../link/session.ts';
import { refusalText } from '../../locales/words.ts';
import { t } from './texts.ts';

/** Why the hub's API did not answer a question about a case, as a sentence. */
export function problemText({ refused, about, fault, problems }: ApiNotDone): string {
  if (problems !== undefined) return problems.map(({ reason }) => reason).join('；');
  if (refused === undefined || fault !== undefined) return t('problem.unavailable');
  const known = REFUSAL_WORDS.find((word) => word === refused);
  if (known !== undefined) return refusalText(known, about);
  switch (refused) {
    case 'not-signed-in':
    case 'attachment-empty':
    case 'attachment-too-large':
    case 'attachment-type-unknown':
    case 'attachment-type-lies':
      return t(`problem.${refused}`);
    default:
      return t('problem.other', { word: refused });
  }
}
