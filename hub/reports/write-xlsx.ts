import type { Cell, ReportTable } from '@bandecheng/shared/case/case-report';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';

/** Excel takes a longer text for a damaged file. */
const LONGEST_CELL = 32_767;
const LONGEST_SHEET_NAME = 31;
const NOT_IN_SHEET_NAMES = /[\\/?*[\]:]/g;
const MOST_WIDE = 48;

/**
 * A workbook with a sheet for each table. Numbers stay numbers, shares are numbers shown in per cent; a text is never
 * taken for a formula: it is written as a text.
 * @param lines what stands above each table: for whom, which period, by which rules
 */
export function writeXlsx(tables: readonly ReportTable[], lines: readonly string[]): Promise<Buffer> {
  const sheets = tables.map((table) => ({
    sheet: table.title.replace(NOT_IN_SHEET_NAMES, ' ').slice(0, LONGEST_SHEET_NAME),
    data: sheetData(table, lines),
    columns: widths(table),
    orientation: 'landscape' as const,
  }));
  return writeExcelFile(sheets).toBuffer();
}

function sheetData({ title, head, rows }: ReportTable, lines: readonly string[]): SheetData {
  const [first = title, ...more] = lines;
  return [
    [{ value: `${first} · ${title}`, fontWeight: 'bold', fontSize: 14 }],
    ...more.map((line) => [{ value: line }]),
    [],
    head.map((value) => ({ value, fontWeight: 'bold' as const, wrap: true, backgroundColor: '#e3edfa' })),
    ...rows.map((row) => row.map(cellOf)),
  ];
}

function cellOf(cell: Cell): SheetData[number][number] {
  if (cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: cell.slice(0, LONGEST_CELL), type: String, wrap: true };
  return { value: cell.share, type: Number, format: '0.00%' };
}

/** By the longest text of each column; a Chinese sign is two wide. */
function widths({ head, rows }: ReportTable): { width: number }[] {
  return head.map((title, i) => {
    const texts = [title, ...rows.map((row) => row[i])].map((cell) =>
      typeof cell === 'string' ? cell : '000.00%',
    );
    const longest = Math.max(
      ...texts.map((text) => [...text].reduce((sum, sign) => sum + (sign > '⺀' ? 2 : 1), 0)),
    );
    return { width: Math.min(MOST_WIDE, longest + 2) };
  });
}
