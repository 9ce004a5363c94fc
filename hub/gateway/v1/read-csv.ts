/** A row with the line it begins on; the first line is 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/**
 * The rows of RFC 4180 text: quoted cells with doubled quotes and line breaks inside, CRLF or LF, empty lines left
 * out, a byte order mark ignored.
 * @returns `openQuoteAt`: the line of a quotation mark that is never closed
 */
export function readCsv(text: string): CsvRow[] | { openQuoteAt: number } {
  const rows: CsvRow[] = [];
  // One cell with what ends it: a comma, a line break or the end of the text.
  const next = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  let row: CsvRow = { line: 1, cells: [] };
  let line = 1;
  next.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (next.lastIndex < text.length || row.cells.length > 0) {
    const found = next.exec(text);
    if (found === null) return { openQuoteAt: line };
    const [whole, quoted, plain = '', end] = found;
    row.cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === ',') continue;
    if (row.cells.some((cell) => cell !== '')) rows.push(row);
    row = { line, cells: [] };
    if (end === '') break;
  }
  return rows;
}

/** Bytes of a table as text: UTF-8, or what a Chinese Excel saves by itself, GB18030. */
export function csvTextOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
