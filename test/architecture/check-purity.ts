import ts from 'typescript';
import { rowOf } from './row-of.ts';
import { PURITY } from './purity-table.ts';
import { lineOf, parseSource, readImports } from './read-source.ts';

const RULE = 'time, ids and bytes come in as arguments: no clock, randomness, disk or socket here';

/** Names that reach a clock, randomness or the outside, and are not to be called in a pure file. */
const IMPURE_NAMES = new Set([
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
  ...['process', 'console', 'fetch', 'performance', 'crypto', 'WebSocket', 'globalThis'],
]);
const IMPURE_MEMBERS = new Set(['Date.now', 'Math.random']);

export function isPure(file: string): boolean {
  return rowOf(PURITY, ({ path }) => path, file)?.pure === true;
}

/** `file:line uses X: <rule>` for each use of the outside world in a pure file. */
export function checkPurity(file: string, text: string): string[] {
  const source = parseSource(file, text);
  const broken = readImports(source)
    .filter(({ specifier }) => specifier.startsWith('node:'))
    .map(({ specifier, line }) => `${file}:${line} uses ${specifier}: ${RULE}`);
  const visit = (node: ts.Node) => {
    const name = impureUse(node);
    if (name !== null) broken.push(`${file}:${lineOf(source, node)} uses ${name}: ${RULE}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return broken;
}

function impureUse(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
    return 'new Date()';
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (ts.isPropertyAccessExpression(node) && IMPURE_MEMBERS.has(node.getText())) return node.getText();
  if (ts.isIdentifier(node) && IMPURE_NAMES.has(node.text) && isGlobalUse(node)) return node.text;
  return null;
}

/** Neither the name of a member (`clock.process`) nor of something declared here. */
function isGlobalUse(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return true;
  return ts.isElementAccessExpression(parent) && parent.expression === node;
}
