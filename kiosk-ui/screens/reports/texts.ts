import { makeT } from '../../locales/locale.ts';
import { faultText } from '../../locales/words.ts';
import { reports } from '../../locales/zh/reports.ts';
import type { ApiNotDone } from '../../link/session.ts';

/** Lookup of the texts of the reports (Chinese alone). */
export const t = makeT(reports);

const REFUSED: Readonly<Record<string, string>> = {
  'not-signed-in': t('state.notSignedIn'),
  'not-allowed': t('state.notAllowed'),
  'no-case-desk': t('state.noDesk'),
  'case-unknown': t('state.caseUnknown'),
  'case-open': t('state.caseOpen'),
  'case-confidential': t('state.caseConfidential'),
  'knowledge-taken': t('state.taken'),
};

/** Why something was not done. */
export function notDoneSentence({ refused, problems, fault }: ApiNotDone): string {
  if (problems !== undefined)
    return t('state.problems', { reasons: problems.map(({ reason }) => reason).join('；') });
  return refused === undefined ? faultText(fault ?? '') : (REFUSED[refused] ?? refused);
}
