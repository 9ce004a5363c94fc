import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RULES = 15;
const PITFALLS = 10;

interface Row {
  /** F1 to F15 and G1 to G10. */
  number: string;
  title: string;
  file: string;
}

/** The rows of both tables of the page. */
function rowsOf(page: string): Row[] {
  return page.split('\n').flatMap((line) => {
    const [, number = '', , title = '', file = ''] = line.split('|').map((cell) => cell.trim());
    return /^[FG]\d+$/.test(number) ? [{ number, title, file: file.replaceAll('`', '') }] : [];
  });
}

/** Titles of the tests written in a file, as they stand there: `%s` for what a table fills in. */
function titlesIn(source: string): Set<string> {
  const calls = source.matchAll(/\b(?:test|it)\(\s*(?:(['"])(.*?)\1|`([^`]*)`)\s*,/g);
  const tables = source.matchAll(/^\s*\S.*\)\(\s*(['"])(.*?)\1\s*,/gm);
  return new Set([...calls, ...tables].map((match) => match[2] ?? match[3] ?? ''));
}

const rows = rowsOf(readFileSync(`${ROOT}docs/hardware-rules.md`, 'utf8'));

describe('the page of hardware rules', () => {
  it('names a test for every rule and every pitfall', () => {
    const all = [
      ...Array.from({ length: RULES }, (_, i) => `F${i + 1}`),
      ...Array.from({ length: PITFALLS }, (_, i) => `G${i + 1}`),
    ];
    const named = new Set(rows.map(({ number }) => number));
    expect(all.filter((number) => !named.has(number))).toEqual([]);
    expect(named.size).toBe(all.length);
  });

  it('names only tests that are there', () => {
    const files = new Map(
      [...new Set(rows.map(({ file }) => file))].map((file) => [
        file,
        existsSync(ROOT + file) ? titlesIn(readFileSync(ROOT + file, 'utf8')) : new Set<string>(),
      ]),
    );
    const gone = rows.filter(({ file, title }) => files.get(file)?.has(title) !== true);
    expect(gone).toEqual([]);
  });
});

describe('the look for titles', () => {
  it('finds a title on the line of its test, below it, and behind a table', () => {
    const source = [
      "test('one', async () => {",
      'test(',
      '  "two’s", () => {',
      "it.each(['a', 'b'])('three %s', (x) => {",
      '  it.each([',
      "    ['x', 1],",
      "  ])('four', () => {",
      "test.runIf(process.platform === 'linux')(",
      "  'five',",
    ].join('\n');
    expect([...titlesIn(source)]).toEqual(
      expect.arrayContaining(['one', 'two’s', 'three %s', 'four', 'five']),
    );
  });

  it('takes neither a comment nor a skipped test for a test', () => {
    const source = "// once there was a test 'six', now it is gone\ntest.skip('seven', () => {\n";
    expect([...titlesIn(source)]).toEqual([]);
  });
});
