import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { Role } from '@bandecheng/shared/vocabulary';
import type { ScreenAsk } from '../../link/hub-link.ts';
import { t } from './texts.ts';

/** Who hands receipts out; the hub refuses the others. */
const GIVERS: readonly Role[] = ['clerk', 'desk', 'shift-leader', 'admin'];

/** `said`: where it comes out, or why it does not. */
export interface ReceiptOffer {
  order: ScreenAsk | null;
  said: string;
}

/** The order that prints a case's receipt, and the sentence beside its button; null where it cannot be printed. */
export function receiptOffer(
  { row, closedAt, papersAt }: Pick<CaseDetail, 'row' | 'closedAt' | 'papersAt'>,
  role: Role,
): ReceiptOffer {
  if (closedAt !== undefined) return { order: null, said: t('receipt.closed') };
  if (!GIVERS.includes(role)) return { order: null, said: t('receipt.role') };
  if (papersAt === undefined) return { order: null, said: t('receipt.noKiosk') };
  const { kiosk, printer } = papersAt;
  if (!printer) return { order: null, said: t('receipt.noPrinter', { kiosk }) };
  return { order: { type: 'PrintPaper', case: row.case, kind: 'receipt' }, said: t('receipt.at', { kiosk }) };
}
