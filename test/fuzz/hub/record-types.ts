import { join } from 'node:path';
import ts from 'typescript';

/** The events as they are declared; the programs' own types are the only schema the record has. */
const EVENTS = join(process.cwd(), 'shared/events.ts');
const EXACT = { strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true } as const;

/** What of an event is not as declared, by its place; null: it is an event and nothing else. */
export type JudgeEvent = (type: string, data: unknown) => string | null;

/**
 * Holds what stands in the journal against the types of `shared/events.ts`: every key declared, none missing, none
 * foreign. A new event is known as soon as it is declared. Takes some seconds.
 */
export function readRecordTypes(): JudgeEvent {
  const program = ts.createProgram([EVENTS], {
    ...EXACT,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(EVENTS);
  const declared = source?.statements.find(
    (one): one is ts.TypeAliasDeclaration => ts.isTypeAliasDeclaration(one) && one.name.text === 'HallEvent',
  );
  if (declared === undefined) throw new Error(`no HallEvent in ${EVENTS}`);
  const types = new Map<string, ts.Type>();
  const union = checker.getTypeAtLocation(declared);
  for (const event of union.isUnion() ? union.types : [union]) {
    const type = memberOf(checker, event, 'type');
    const data = memberOf(checker, event, 'data');
    if (type?.isStringLiteral() && data !== undefined) types.set(type.value, data);
  }
  return (type, data) => {
    const shape = types.get(type);
    return shape === undefined ? `no event is called ${type}` : misfit(checker, shape, data, 'data');
  };
}

function memberOf(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const member = type.getProperty(name);
  return member === undefined ? undefined : checker.getTypeOfSymbol(member);
}

/** Null where the value is of the type, else the place where it is not. */
function misfit(checker: ts.TypeChecker, type: ts.Type, value: unknown, path: string): string | null {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return null;
  if (type.isUnion()) return ofUnion(checker, type, value, path);
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value === value ? null : path;
  if (type.flags & ts.TypeFlags.BooleanLiteral)
    return checker.typeToString(type) === String(value) ? null : path;
  if (type.flags & ts.TypeFlags.Null) return value === null ? null : path;
  if (type.flags & ts.TypeFlags.Undefined) return value === undefined ? null : path;
  if (type.flags & ts.TypeFlags.StringLike) return typeof value === 'string' ? null : path;
  if (type.flags & ts.TypeFlags.NumberLike) return typeof value === 'number' ? null : path;
  if (typeof value !== 'object' || value === null) return path;
  return Array.isArray(value) ? ofList(checker, type, value, path) : ofObject(checker, type, value, path);
}

function ofUnion(
  checker: ts.TypeChecker,
  { types }: ts.UnionType,
  value: unknown,
  path: string,
): string | null {
  const misfits = types.map((one) => misfit(checker, one, value, path));
  if (misfits.includes(null)) return null;
  // Of several shapes the one that fitted furthest says most.
  return misfits.reduce(
    (longest, one) => ((one?.length ?? 0) > (longest?.length ?? 0) ? one : longest),
    path,
  );
}

function ofList(
  checker: ts.TypeChecker,
  type: ts.Type,
  value: readonly unknown[],
  path: string,
): string | null {
  const items = checker.isTupleType(type) ? checker.getTypeArguments(type as ts.TypeReference) : null;
  const item = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (item === undefined) return path;
  for (const [i, one] of value.entries()) {
    const found = misfit(checker, items?.[i] ?? item, one, `${path}[${i}]`);
    if (found !== null) return found;
  }
  return null;
}

function ofObject(checker: ts.TypeChecker, type: ts.Type, value: object, path: string): string | null {
  const rest = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  for (const [key, inner] of Object.entries(value)) {
    // A property of the prototype is none of the type's own.
    const member = type.getProperties().find(({ name }) => name === key);
    const shape = member === undefined ? rest : checker.getTypeOfSymbol(member);
    if (shape === undefined) return `${path}.${key} is foreign`;
    const found = misfit(checker, shape, inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  const missing = type
    .getProperties()
    .find(({ name, flags }) => !(flags & ts.SymbolFlags.Optional) && !Object.hasOwn(value, name));
  return missing === undefined ? null : `${path}.${missing.name} is missing`;
}
