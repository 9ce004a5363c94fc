import { makeT } from '../../locales/locale.ts';
import { reports } from '../../locales/zh/reports.ts';

/** Lookup of the texts of the reports (Chinese alone). */
export const t = makeT(reports);

/** Why something was not done, by the hub's word. */
export const REFUSED: Readonly<Record<string, string>> = {
  'not-allowed': t('state.notAllowed'),
  'no-case-desk': t('state.noDesk'),
  'case-unknown': t('state.caseUnknown'),
  'case-open': t('state.caseOpen'),
  'case-confidential': t('state.caseConfidential'),
  'knowledge-taken': t('state.taken'),
};
