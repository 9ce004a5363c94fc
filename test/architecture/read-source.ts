import ts from 'typescript';

export interface ImportLine {
  specifier: string;
  typeOnly: boolean;
  line: number;
}

/** The script of a source file; of a .vue file its script blocks, each at its own line. */
export function parseSource(file: string, text: string): ts.SourceFile {
  const script = file.endsWith('.vue') ? scriptOf(text) : text;
  return ts.createSourceFile(file, script, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}

function scriptOf(vue: string): string {
  const blocks = [...vue.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)];
  let script = '';
  for (const block of blocks) {
    const start = block.index + block[0].indexOf('>') + 1;
    const linesBefore = vue.slice(0, start).split('\n').length;
    script += '\n'.repeat(Math.max(0, linesBefore - script.split('\n').length)) + (block[1] ?? '');
  }
  return script;
}

/** Every import, export-from, import() and import('…') type of a file. */
export function readImports(source: ts.SourceFile): ImportLine[] {
  const found: ImportLine[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push({ specifier: specifier.text, typeOnly, line: lineOf(source, node) });
    }
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeImport(node));
    if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require') {
      add(node, node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

export function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
