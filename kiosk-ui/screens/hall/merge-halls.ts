import type { Problem } from '@bandecheng/shared/parse';
import type { Fields } from './shape.ts';

/** Both edits of one hall in one, and where they were of the same thing. */
export interface Merged {
  value: unknown;
  /** Where both changed the same: `mine` stands there, `theirs` is told. */
  clashes: { path: string; theirs: unknown }[];
}

/** `undefined` where it was left out. */
export interface Edits {
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/**
 * Two edits made from the same hall, put together: parts are followed by their ids, other lists are taken whole.
 * Nothing of mine is lost; of theirs only what I changed too, and that is named.
 */
export function mergeHalls(edits: Edits, path = ''): Merged {
  const { base, mine, theirs } = edits;
  if (same(mine, base) || same(mine, theirs)) return { value: theirs, clashes: [] };
  if (same(theirs, base)) return { value: mine, clashes: [] };
  if (isParts(mine) && isParts(theirs)) return mergeParts(isParts(base) ? base : [], mine, theirs, path);
  if (isFields(mine) && isFields(theirs)) return mergeFields(isFields(base) ? base : {}, mine, theirs, path);
  return { value: mine === undefined ? theirs : mine, clashes: [{ path, theirs }] };
}

function mergeFields(base: Fields, mine: Fields, theirs: Fields, path: string): Merged {
  const value: Fields = {};
  const clashes: Merged['clashes'] = [];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const edits = { base: base[name], mine: mine[name], theirs: theirs[name] };
    const merged = mergeHalls(edits, path === '' ? name : `${path}.${name}`);
    if (merged.value !== undefined) value[name] = merged.value;
    clashes.push(...merged.clashes);
  }
  return { value, clashes };
}

type Part = Fields & { id: string };

function mergeParts(base: Part[], mine: Part[], theirs: Part[], path: string): Merged {
  const value: unknown[] = [];
  const clashes: Merged['clashes'] = [];
  const find = (parts: Part[], id: string): Part | undefined => parts.find((part) => part.id === id);
  for (const id of new Set([...theirs, ...mine].map((part) => part.id))) {
    const edits = { base: find(base, id), mine: find(mine, id), theirs: find(theirs, id) };
    const merged = mergeHalls(edits, `${path}[${value.length}]`);
    if (merged.value !== undefined) value.push(merged.value);
    clashes.push(...merged.clashes);
  }
  return { value, clashes };
}

/** What stands in both ways at a clash, for the list of problems. */
export function clashProblems({ clashes }: Merged, reason: (theirs: string) => string): Problem[] {
  return clashes.map(({ path, theirs }) => ({ path, reason: reason(valueText(theirs)) }));
}

const MOST_LETTERS = 40;

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '—');
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isParts(value: unknown): value is Part[] {
  return Array.isArray(value) && value.every((one) => isFields(one) && 'id' in one);
}

/** Whatever the order of their fields. */
function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, i) => same(item, other[i]));
  if (!isFields(one) || !isFields(other)) return one === other;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) =>
    same(one[name], other[name]),
  );
}
