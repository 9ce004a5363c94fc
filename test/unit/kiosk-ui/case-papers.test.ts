import type { CaseControl } from '@bandecheng/kiosk-ui/screens/cases/case-control';
import PaperPanel from '@bandecheng/kiosk-ui/screens/cases/PaperPanel.vue';
import { receiptOffer } from '@bandecheng/kiosk-ui/screens/cases/receipt-offer';
import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { Role } from '@bandecheng/shared/vocabulary';
import { createSSRApp, ref } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';
import { caseRow, SHANGHAI } from './case-samples.ts';

const CASE = 'B20261123-001';
const OPEN = { row: caseRow(CASE), papersAt: { kiosk: '东门取号机', printer: true } };
const CLOSED = { ...OPEN, closedAt: NINE };

/** The panel as it first stands on the page. */
function html(shown: Partial<CaseDetail>, role: Role): Promise<string> {
  const control = { blocked: ref(false) } as Partial<CaseControl>;
  const detail = { forms: [], filings: [], ...shown };
  return renderToString(createSSRApp(PaperPanel, { control, detail, role, now: NINE, timeZone: SHANGHAI }));
}

describe('the receipt on a case’s page', () => {
  it('is ordered with one press, and the page says at which kiosk it comes out', async () => {
    expect(receiptOffer(OPEN, 'clerk')).toEqual({
      order: { type: 'PrintPaper', case: CASE, kind: 'receipt' },
      said: '从“东门取号机”的打印机打出',
    });
    const page = await html(OPEN, 'desk');
    expect(page).toMatch(/<button type="button">打印回执<\/button>/);
    expect(page).toContain('从“东门取号机”的打印机打出');
  });

  it('cannot be ordered where it would not come out, and the page says why', async () => {
    const papersAt = { kiosk: '东门取号机', printer: false };
    const offers = [
      receiptOffer(CLOSED, 'desk'),
      receiptOffer(OPEN, 'supervisor'),
      receiptOffer({ row: OPEN.row }, 'desk'),
      receiptOffer({ ...OPEN, papersAt }, 'desk'),
    ];
    expect(offers).toEqual([
      { order: null, said: '已经办结，不再打印回执' },
      { order: null, said: '回执由窗口或服务台打印' },
      { order: null, said: '请管理员在大厅设置里填写“回执在哪台取号机打印”' },
      { order: null, said: '“东门取号机”没有接上打印机，请值班长查看设备' },
    ]);
    expect(await html(CLOSED, 'desk')).toMatch(/<button type="button" disabled>打印回执<\/button>/);
  });
});

describe('the page of a closed case', () => {
  it('leads an administrator, and nobody else, to where its person is forgotten', async () => {
    const link = `href="/erasure?case=${CASE}"`;
    expect(await html(CLOSED, 'admin')).toContain(link);
    expect(await html(CLOSED, 'shift-leader')).not.toContain('/erasure');
    expect(await html(OPEN, 'admin')).not.toContain('/erasure');
  });
});
