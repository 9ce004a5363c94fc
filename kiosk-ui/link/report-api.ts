import type { CaseReport, Ledger } from '@bandecheng/shared/case/case-report';
import type { KnowledgeEntry } from '@bandecheng/shared/case/knowledge';
import type { CaseId, SeenReason } from '@bandecheng/shared/vocabulary';
import { ask, type ApiAnswer } from './session.ts';
import { withQuery } from './with-query.ts';

/** A year's ledger opens thousands of texts, ms. */
const LEDGER_WITHIN_MS = 60_000;

/** What a person writes of a closed case. */
export type Learned = Pick<KnowledgeEntry, 'cause' | 'cure' | 'basis' | 'keywords'>;
export type FileKind = 'xlsx' | 'csv';

export const caseReport = (period: string, report: string): Promise<ApiAnswer<{ report: CaseReport }>> =>
  ask('GET', withQuery('/api/reports/cases', report === '' ? { period } : { period, report }));

/** Address of the same report as a file. */
export const reportFile = (kind: FileKind, period: string, report: string): string =>
  withQuery(`/api/reports/cases.${kind}`, report === '' ? { period } : { period, report });

/** With a reason names and contents come whole, and the look is on record before they do. */
export interface LedgerAsked {
  from: string;
  to: string;
  reason: SeenReason | '';
}

const ledgerQuery = ({ from, to, reason }: LedgerAsked): Record<string, string> =>
  reason === '' ? { from, to } : { from, to, reason };

export const caseLedger = (asked: LedgerAsked): Promise<ApiAnswer<{ ledger: Ledger }>> =>
  ask('GET', withQuery('/api/ledger', ledgerQuery(asked)), undefined, LEDGER_WITHIN_MS);

export const ledgerFile = (kind: FileKind, asked: LedgerAsked): string =>
  withQuery(`/api/ledger.${kind}`, ledgerQuery(asked));

export const knowledge = (find: string): Promise<ApiAnswer<{ entries: KnowledgeEntry[] }>> =>
  ask('GET', withQuery('/api/knowledge', { find }));

export const learnFrom = (of: CaseId, learned: Learned): Promise<ApiAnswer<{ entry: string }>> =>
  ask('POST', '/api/knowledge', { case: of, ...learned });

export const mendKnowledge = (entry: string, learned: Learned): Promise<ApiAnswer<object>> =>
  ask('PUT', `/api/knowledge/${encodeURIComponent(entry)}`, learned);
