/** Without it Excel takes UTF-8 for the system's own code page, and Chinese for something else. */
const BYTE_ORDER_MARK = '\ufeff';

/** A spreadsheet takes such a cell for a formula and works it out; a Chinese one takes full-width signs alike. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A table as RFC 4180 text that Excel opens: byte order mark, CRLF, formulas defused by an apostrophe. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
