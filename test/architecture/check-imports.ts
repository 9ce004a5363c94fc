import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { IMPORT_TABLE, type ImportRow } from './import-table.ts';
import { holds, rowOf } from './row-of.ts';
import { parseSource, readImports, type ImportLine } from './read-source.ts';

/** Outside package → the files or folders it may be imported in; the linter reads the same list. */
const PACKAGE_HOMES = JSON.parse(
  readFileSync(new URL('./package-homes.json', import.meta.url), 'utf8'),
) as Record<string, readonly string[]>;

/** `file:line imports "x": <the sentence of the rule>` for each import line that breaks the table. */
export function checkImports(file: string, text: string): string[] {
  const row = rowOf(IMPORT_TABLE, ({ from }) => from, file);
  if (!row) return [`${file}: stands in no row of the import table`];
  return readImports(parseSource(file, text)).flatMap((line) => {
    const broken = brokenRule(file, row, line);
    return broken === null ? [] : [`${file}:${line.line} imports "${line.specifier}": ${broken}`];
  });
}

function brokenRule(file: string, row: ImportRow, line: ImportLine): string | null {
  const target = ownTarget(file, line.specifier);
  if (target === null) return brokenHome(file, line.specifier);
  const ownFolder = row.from.endsWith('/') && target.startsWith(row.from);
  const typesOnly = line.typeOnly && (row.typesOf ?? []).some((path) => holds(path, target));
  const forbidden = (row.never ?? []).some((path) => holds(path, target));
  const allowed = ownFolder || typesOnly || row.may.some((path) => holds(path, target));
  return allowed && !forbidden ? null : row.rule;
}

/** The repository path an import of ours points to; null for a package from outside. */
function ownTarget(file: string, specifier: string): string | null {
  const own = /^@bandecheng\/(.+)$/.exec(specifier);
  if (own) return `${own[1] ?? ''}.ts`;
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), specifier));
  return null;
}

function brokenHome(file: string, specifier: string): string | null {
  if (specifier.startsWith('node:')) {
    return file.startsWith('kiosk-ui/') && !file.endsWith('/vite.config.ts')
      ? 'a screen runs in a browser, which has no node: module'
      : null;
  }
  const name = packageName(specifier);
  const homes = PACKAGE_HOMES[name];
  if (!homes) return `${name} has no home yet: give it one in test/architecture/package-homes.json`;
  return homes.some((home) => holds(home, file)) ? null : `${name} is imported in ${homes.join(', ')} alone`;
}

export function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
