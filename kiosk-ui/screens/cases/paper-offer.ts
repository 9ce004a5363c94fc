import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import { deviceProblem } from '../../locales/words.ts';
import type { ScreenAsk } from '../../link/hub-link.ts';
import { t } from './texts.ts';

type Printing = Pick<CaseDetail, 'row' | 'papersAt' | 'mayPrint'>;

/** What may be ordered on the ticket printer. */
export interface PaperOffer {
  /** Null: not now. */
  receipt: ScreenAsk | null;
  /** Orders by form, of those that are short; none while nothing comes out. */
  forms: ReadonlyMap<string, ScreenAsk>;
  /** Where it comes out, or why it does not. */
  said: string;
}

/** The orders that print a case's short papers, and the sentence beside their buttons. */
export function paperOffer({ row, papersAt, mayPrint }: Printing): PaperOffer {
  const none = (said: string): PaperOffer => ({ receipt: null, forms: new Map(), said });
  if (mayPrint === undefined) return none(t('receipt.role'));
  if (papersAt === undefined) return none(t('receipt.noKiosk'));
  const { kiosk, printer, problem } = papersAt;
  if (!printer) return none(t('receipt.noPrinter', { kiosk }));
  if (problem !== undefined)
    return none(t('receipt.printerNotReady', { kiosk, problem: deviceProblem(problem).word }));
  const order = { type: 'PrintPaper', case: row.case } as const;
  return {
    receipt: mayPrint.receipt ? { ...order, kind: 'receipt' } : null,
    forms: new Map(mayPrint.forms.map((form) => [form, { ...order, kind: 'form', form }])),
    said: mayPrint.receipt ? t('receipt.at', { kiosk }) : t('receipt.closed'),
  };
}
