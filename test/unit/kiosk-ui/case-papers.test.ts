import type { CaseControl } from '@bandecheng/kiosk-ui/screens/cases/case-control';
import PaperPanel from '@bandecheng/kiosk-ui/screens/cases/PaperPanel.vue';
import { paperOffer } from '@bandecheng/kiosk-ui/screens/cases/paper-offer';
import { reprintOf } from '@bandecheng/kiosk-ui/screens/desk/reprint-of';
import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { Role } from '@bandecheng/shared/vocabulary';
import { createSSRApp, ref } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';
import { caseRow, SHANGHAI } from './case-samples.ts';

const CASE = 'B20261123-001';
const AT = { kiosk: '东门取号机', printer: true };
const OPEN = { row: caseRow(CASE), papersAt: AT, mayPrint: { receipt: true, forms: ['onceNotice'] } };
const CLOSED = { ...OPEN, closedAt: NINE, mayPrint: { receipt: false, forms: ['onceNotice'] } };
const FORMS = [
  { form: 'onceNotice', zh: '一次性告知', copies: [] },
  { form: 'vetoSheet', zh: '报批单', copies: [] },
];
const NOTICE = { type: 'PrintPaper', case: CASE, kind: 'form', form: 'onceNotice' };

/** The panel as it first stands on the page. */
function html(shown: Partial<CaseDetail>, role: Role): Promise<string> {
  const control = { blocked: ref(false) } as Partial<CaseControl>;
  const detail = { forms: [], filings: [], ...shown };
  return renderToString(createSSRApp(PaperPanel, { control, detail, role, now: NINE, timeZone: SHANGHAI }));
}

describe('the receipt on a case’s page', () => {
  it('is ordered with one press, and the page says at which kiosk it comes out', async () => {
    const offer = paperOffer(OPEN);
    expect(offer.receipt).toEqual({ type: 'PrintPaper', case: CASE, kind: 'receipt' });
    expect(offer.said).toBe('从“东门取号机”的打印机打出');
    const page = await html(OPEN, 'desk');
    expect(page).toMatch(/<button type="button">打印回执<\/button>/);
    expect(page).toContain('从“东门取号机”的打印机打出');
  });

  it('cannot be ordered where it would not come out, and the page says why', async () => {
    const { row, mayPrint } = OPEN;
    const offers = [
      paperOffer(CLOSED),
      paperOffer({ row, papersAt: AT }),
      paperOffer({ row, mayPrint }),
      paperOffer({ ...OPEN, papersAt: { ...AT, printer: false } }),
      paperOffer({ ...OPEN, papersAt: { ...AT, problem: 'paper-out' } }),
    ];
    expect(offers.map(({ receipt, said }) => [receipt, said])).toEqual([
      [null, '已经办结，不再打印回执'],
      [null, '回执和单据由窗口或服务台打印'],
      [null, '请管理员在大厅设置里填写“回执在哪台取号机打印”'],
      [null, '“东门取号机”没有接上打印机，请值班长查看设备'],
      [null, '“东门取号机”的打印机现在打不了：缺纸'],
    ]);
    expect(await html(CLOSED, 'desk')).toMatch(/<button type="button" disabled>打印回执<\/button>/);
  });
});

describe('a short form on a case’s page', () => {
  it('has a button of its own, of a closed case too; a long one has none, nor one that would not come out', async () => {
    expect(paperOffer(CLOSED).forms).toEqual(new Map([['onceNotice', NOTICE]]));
    const page = await html({ ...CLOSED, forms: FORMS }, 'desk');
    expect(page).toMatch(
      /<button type="button" aria-label="把一次性告知打印到小票机">打印到小票机<\/button>/,
    );
    expect(page).not.toContain('把报批单打印到小票机');
    const out = { ...OPEN, papersAt: { ...AT, problem: 'paper-out' } } as const;
    expect(await html({ ...out, forms: FORMS }, 'desk')).not.toContain('打印到小票机');
  });

  it('is printed once more by the desk as the form it was', () => {
    expect(reprintOf({ case: CASE, form: 'onceNotice' }, 'k1')).toEqual({ ...NOTICE, kiosk: 'k1' });
    expect(reprintOf({ case: CASE }, 'k1')).toMatchObject({ kind: 'receipt' });
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
