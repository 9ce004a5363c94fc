import { inflateRawSync } from 'node:zlib';

/** A cell as Excel would take it: a number with its format, or a text. */
export type ReadCell = string | { number: number; format: string } | null;

export interface ReadSheet {
  name: string;
  rows: ReadCell[][];
}

/** What stands in a workbook, read from its own bytes. Throws when it is none. */
export function readXlsx(bytes: Buffer): ReadSheet[] {
  const parts = unzip(bytes);
  const part = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const strings = all(part('xl/sharedStrings.xml'), /<si>(.*?)<\/si>/gs).map(([, si = '']) => textOf(si));
  const formats = new Map(
    all(part('xl/styles.xml'), /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g).map(
      ([, id = '', code = '']) => [...[id, unescape(code)]],
    ) as [string, string][],
  );
  const [, cellXfs = ''] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(part('xl/styles.xml')) ?? [];
  const styles = all(cellXfs, /<xf\s[^>]*?>/g).map(([xf]) => {
    const id = /numFmtId="(\d+)"/.exec(xf)?.[1] ?? '0';
    return formats.get(id) ?? id;
  });
  const names = all(part('xl/workbook.xml'), /<sheet\s[^>]*name="([^"]*)"/g).map(([, name = '']) =>
    unescape(name),
  );
  return names.map((name, i) => ({
    name,
    rows: rowsOf(
      part(`xl/worksheets/sheet${i + 1}.xml`) || part(`xl/worksheets/sheet${i}.xml`),
      strings,
      styles,
    ),
  }));
}

function rowsOf(xml: string, strings: readonly string[], styles: readonly string[]): ReadCell[][] {
  return all(xml, /<row[^>]*?(?:\/>|>(.*?)<\/row>)/gs).map(([, row = '']) => {
    const cells: ReadCell[] = [];
    for (const [, attributes = '', content = ''] of all(row, /<c\s([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const column = columnOf(/r="([A-Z]+)\d+"/.exec(attributes)?.[1] ?? 'A');
      while (cells.length < column) cells.push(null);
      cells.push(cellOf(attributes, content, strings, styles));
    }
    return cells;
  });
}

function cellOf(
  attributes: string,
  content: string,
  strings: readonly string[],
  styles: readonly string[],
): ReadCell {
  const type = /t="(\w+)"/.exec(attributes)?.[1] ?? 'n';
  const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
  if (/<f[\s>]/.test(content)) return `formula ${content}`;
  if (type === 's') return strings[Number(value)] ?? null;
  if (type === 'inlineStr') return textOf(content);
  if (value === undefined) return null;
  const style = Number(/s="(\d+)"/.exec(attributes)?.[1] ?? '0');
  return type === 'n' ? { number: Number(value), format: styles[style] ?? '0' } : unescape(value);
}

function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const textOf = (xml: string): string =>
  all(xml, /<t[^>]*>(.*?)<\/t>/gs)
    .map(([, text = '']) => unescape(text))
    .join('');

const all = (text: string, pattern: RegExp): RegExpMatchArray[] => [...text.matchAll(pattern)];

function unescape(text: string): string {
  const signs: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => signs[name] ?? '');
}

/** Files of a zip archive by their names, from its central directory (PKWARE APPNOTE 4.3.12). */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) throw new Error('no zip archive');
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameBytes, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      ...[number, number, number],
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + packed);
    const name = bytes.subarray(at + 46, at + 46 + nameBytes).toString('utf8');
    files.set(name, method === 0 ? content : inflateRawSync(content));
    at += 46 + nameBytes + extra + comment;
  }
  return files;
}
