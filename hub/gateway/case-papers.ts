import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import { shortForms } from '../reports/short-form.ts';
import type { CaseWords, Reader } from '../state/case-reader.ts';
import { mayCommand } from './access.ts';
import type { FoundCase } from '../views/find-case.ts';
import type { CaseParts } from './case-store.ts';

/** What a reader may have printed of a case on a ticket printer; null for who hands out nothing. */
export function mayPrint(
  { of, rules }: FoundCase,
  reader: Reader,
  words: CaseWords,
  { hub, clock }: Pick<CaseParts, 'hub' | 'clock'>,
): NonNullable<CaseDetail['mayPrint']> | null {
  const { hall } = hub.state;
  const order = { id: '', type: 'PrintPaper', case: of.id, kind: 'receipt' } as const;
  if (hall === null || !mayCommand(reader, order)) return null;
  return {
    receipt: of.closedAt === undefined,
    forms: shortForms({ of, rules, words, hall, now: clock() }),
  };
}
