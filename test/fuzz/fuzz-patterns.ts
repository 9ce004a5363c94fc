import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';
import { dice, type Dice } from './dice.ts';
import { textOfPattern } from './hub/text-of-pattern.ts';

const FOLDERS = ['shared', 'hub', 'device-agent'];
/** Longer than any text that a pattern meets in one piece; a table of 512 KB comes in lines. */
const SIGNS = 30_000;
/** One pattern at one text; the best of three, for a machine that does other things too. */
const MOST_MS = 100;
const SAMPLES = 6;
const SPOILS = '\u0001';

/** Patterns that are slow on long texts and never meet one, with the reason. */
const ON_SHORT_TEXTS: Readonly<Record<string, string>> = {
  'device-agent/codecs/id-card.ts': 'a field of a card has 70 bytes at most',
};

interface Pattern {
  where: string;
  source: string;
  flags: string;
}

/** Every pattern in the programs' sources meets long texts made to stumble over. Prints those that are slow; true: none. */
export function fuzzPatterns(seed: number): boolean {
  const patterns = FOLDERS.flatMap((folder) => patternsIn(join(process.cwd(), folder)));
  let [slow, tried, slowest] = [0, 0, 0];
  for (const [i, pattern] of patterns.entries()) {
    let worst = 0;
    for (const text of stumblingTexts(pattern.source, dice(seed + i))) {
      tried += 1;
      worst = Math.max(worst, msFor(pattern, text));
      if (worst > MOST_MS) break;
    }
    const onShort = Object.keys(ON_SHORT_TEXTS).some((path) => pattern.where.startsWith(`${path}:`));
    if (!onShort) slowest = Math.max(slowest, worst);
    if (worst <= MOST_MS || onShort) continue;
    slow += 1;
    process.stdout.write(`  slow: ${pattern.where} /${pattern.source}/ ${Math.round(worst)} ms\n`);
  }
  process.stdout.write(
    `${patterns.length} patterns, ${tried} texts of ${SIGNS} signs, the slowest ${slowest.toFixed(1)} ms, ${slow} beyond ${MOST_MS} ms\n`,
  );
  return slow === 0;
}

function patternsIn(folder: string): Pattern[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['dist', 'node_modules'].includes(entry.name) ? [] : patternsIn(path);
    return entry.name.endsWith('.ts') ? literalsOf(path) : [];
  });
}

function literalsOf(path: string): Pattern[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022);
  const found: Pattern[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const { line } = source.getLineAndCharacterOfPosition(node.pos);
      const where = `${relative(process.cwd(), path)}:${line + 1}`;
      found.push({ where, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** What it takes, again and again, and at the end what it does not. */
function stumblingTexts(source: string, throws: Dice): Set<string> {
  const texts = new Set<string>();
  const long = (piece: string, before = ''): void => {
    if (piece !== '') texts.add(`${before}${piece.repeat(Math.ceil(SIGNS / piece.length))}${SPOILS}`);
  };
  for (let i = 0; i < SAMPLES; i++) {
    const taken = textOfPattern(source, throws);
    long(taken);
    for (const sign of new Set(taken)) {
      long(sign);
      long(sign, taken);
    }
    long(taken.slice(-2), taken);
  }
  for (const sign of [' ', '0', 'a', '"', '\n', '字']) long(sign);
  return texts;
}

/** Best of three, ms; a pattern that does not come to an end is ended. */
function msFor({ source, flags }: Pattern, text: string): number {
  const context = createContext({ pattern: new RegExp(source, flags), text });
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3 && best > MOST_MS; i++) {
    const began = performance.now();
    try {
      runInContext('pattern.lastIndex = 0; pattern.exec(text)', context, { timeout: 20 * MOST_MS });
    } catch {
      return 20 * MOST_MS;
    }
    best = Math.min(best, performance.now() - began);
  }
  return best;
}
