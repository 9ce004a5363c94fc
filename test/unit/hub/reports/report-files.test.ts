import { describe, expect, it } from 'vitest';
import { tableFile } from '@bandecheng/hub/gateway/report-door';
import { reportLines, reportTables } from '@bandecheng/hub/reports/report-tables';
import type { ReportTable } from '@bandecheng/shared/case/case-report';
import { GivenDesk } from '../../../fakes/case-desk.ts';
import { readXlsx, type ReadCell } from '../../../fakes/read-xlsx.ts';
import { handedOver, metricOf, reportOf } from '../../../fakes/reported-desk.ts';

/** November of 乌审旗: one case handled in time, one late. */
function november() {
  const hall = new GivenDesk('wushen');
  handedOver(hall, '2026-11-02 09:30');
  hall.at('2026-11-03 10:00').step('w9', 'unit', { fields: { result: '已办' } });
  handedOver(hall, '2026-11-04 09:30');
  hall.at('2026-11-12 10:00').step('w9', 'unit', { fields: { result: '已办' } });
  return reportOf(hall, '2026-11');
}

async function file(
  kind: 'xlsx' | 'csv',
  tables: readonly ReportTable[],
  lines: readonly string[],
): Promise<Buffer> {
  const reply = await tableFile(kind, tables, lines, 'test');
  if (reply.file === undefined) throw new Error('no file');
  return reply.file.bytes;
}

const rowWith = (rows: ReadCell[][], first: string) => rows.find(([cell]) => cell === first);

describe('the spreadsheet', () => {
  it('has formula, period and rules on it and the figures of the page as numbers', async () => {
    const report = november();
    const sheets = readXlsx(await file('xlsx', reportTables(report), reportLines(report)));

    expect(sheets.map(({ name }) => name)).toEqual([
      ...['指标', '总数', '分类', '时限', '需要关注', '案件', '说明'],
    ]);
    const rows = sheets[0]?.rows ?? [];
    expect(rows.slice(0, 4).map(([cell]) => cell)).toEqual([
      '小城政务服务中心 办件情况统计 · 指标',
      '统计期间：2026年11月（2026-11-01 至 2026-11-30，尚未结束）',
      '依据：内蒙古自治区鄂尔多斯市乌审旗制度（wushen@1）',
      '生成时间：2026-11-12 10:00:00',
    ]);
    const k2 = metricOf(report, 'K2');
    expect(rowWith(rows, k2.zh)).toEqual([
      ...[k2.zh, { number: 0.5, format: '0.00%' }],
      ...[1, 2].map((number) => ({ number, format: expect.anything() as string })),
      '“办结”次数（按时） ÷ “办结”次数',
      { number: 1, format: '0.00%' },
      '未达到',
      null,
      '可办事项100%按时办结',
    ]);
    const late = rowWith(sheets[3]?.rows ?? [], '转办单办结');
    expect(late?.slice(1, 6)).toEqual([
      '原则上',
      ...[1, 1, 0].map((number) => ({ number, format: expect.anything() as string })),
      '超出原则时限',
    ]);
  });

  it('writes a text that looks like a formula as a text', async () => {
    const table = { title: '台账', head: ['a'], rows: [['=1+1'], ['@SUM(A1)'], ['<&">']] };
    const [sheet] = readXlsx(await file('xlsx', [table], ['台账']));
    expect(sheet?.rows.slice(-3)).toEqual([['=1+1'], ['@SUM(A1)'], ['<&">']]);
  });
});

describe('the CSV file', () => {
  it('says the same as the spreadsheet, in UTF-8 that Excel knows for UTF-8', async () => {
    const report = november();
    const text = (await file('csv', reportTables(report), reportLines(report))).toString('utf8');
    expect(text.startsWith('\ufeff小城政务服务中心 办件情况统计\r\n')).toBe(true);
    expect(text).toContain(
      '\r\n可办事项按时办结率,50.00%,1,2,“办结”次数（按时） ÷ “办结”次数,100.00%,未达到,',
    );
  });

  it.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1'])('defuses a cell that begins as %j', async (cell) => {
    const table = { title: '台账', head: ['a'], rows: [[cell]] };
    const text = (await file('csv', [table], ['台账'])).toString('utf8');
    expect(text.includes(`'${cell}`)).toBe(true);
  });
});
