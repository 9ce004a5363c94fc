import ts from 'typescript';
import { lineOf, parseSource } from './read-source.ts';

/**
 * What a hall's screens cannot use: the kernels reach back to Chromium 80, and plain http inside an intranet is
 * no secure context. The library list of kiosk-ui/tsconfig.json (ES2021) catches the language's own newer calls.
 */
const FORBIDDEN_CALLS: Readonly<Record<string, string>> = {
  structuredClone: 'came with Chromium 98',
  'crypto.randomUUID': 'needs a secure context and Chromium 92',
  'crypto.subtle': 'needs a secure context',
  'navigator.serviceWorker': 'needs a secure context',
  'navigator.clipboard': 'needs a secure context',
  'navigator.wakeLock': 'needs a secure context',
  'navigator.serial': 'needs a secure context; hardware goes through the device agent',
  'navigator.hid': 'needs a secure context; hardware goes through the device agent',
  'AbortSignal.timeout': 'came with Chromium 103',
};

/** Style the build does not lower for old kernels. */
const FORBIDDEN_STYLE: readonly [RegExp, string][] = [
  [/(^|[\s;{])aspect-ratio\s*:/, 'aspect-ratio came with Chromium 88'],
  [/:where\(/, ':where() came with Chromium 88'],
  [/:has\(/, ':has() came with Chromium 105'],
  [/@layer\b/, '@layer came with Chromium 99'],
  [/@container\b/, '@container came with Chromium 105'],
  [/\d(dvh|svh|lvh|dvw)\b/, 'dvh came with Chromium 108'],
  [/(^|[\s;{])accent-color\s*:/, 'accent-color came with Chromium 93'],
];

/** `file:line uses X: <reason>` for each browser feature in a script that a hall's screens lack. */
export function checkBrowserCalls(file: string, text: string): string[] {
  const source = parseSource(file, text);
  const broken: string[] = [];
  const visit = (node: ts.Node) => {
    const name = ts.isPropertyAccessExpression(node) || ts.isIdentifier(node) ? node.getText(source) : '';
    const reason = Object.hasOwn(FORBIDDEN_CALLS, bare(name)) ? FORBIDDEN_CALLS[bare(name)] : undefined;
    if (reason !== undefined) broken.push(`${file}:${lineOf(source, node)} uses ${name}: ${reason}`);
    if (ts.isAwaitExpression(node) && isTopLevel(node)) {
      broken.push(`${file}:${lineOf(source, node)} awaits at top level: came with Chromium 89`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return broken;
}

function bare(name: string): string {
  return name.replace(/^(window|globalThis|self)\./, '').replace(/\?\./g, '.');
}

function isTopLevel(node: ts.Node): boolean {
  for (let around = node.parent; !ts.isSourceFile(around); around = around.parent) {
    if (ts.isFunctionLike(around)) return false;
  }
  return true;
}

/** `file:line <reason>` for each style in a stylesheet or a .vue file that old kernels ignore. */
export function checkStyle(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      FORBIDDEN_STYLE.flatMap(([pattern, reason]) =>
        pattern.test(line) ? [`${file}:${index + 1} ${reason}`] : [],
      ),
    );
}

/** `file: <reason>` for each script or handler written into an HTML entry: the pages' policy forbids both. */
export function checkHtml(file: string, text: string): string[] {
  const withoutComments = text.replace(/<!--[\s\S]*?-->/g, '');
  const inline = [...withoutComments.matchAll(/<script\b([^>]*)>/g)].filter(
    ([, marks]) => !/\bsrc=/.test(marks ?? ''),
  );
  const handlers = [...withoutComments.matchAll(/\son[a-z]+\s*=/g)];
  return [
    ...inline.map(() => `${file}: has an inline script`),
    ...handlers.map(([handler]) => `${file}: has an inline handler ${handler.trim()}`),
  ];
}
