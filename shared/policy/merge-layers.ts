import type { Parsed, Problem } from '../parse.ts';
import { parse } from '../parse.ts';
import { LAYERS, Policy, type PolicyLayer } from './policy.ts';

/**
 * The policy a layer stands for: its chain of layers merged from the national one upward. Fields merge one by one;
 * lists whose members bear an `id` merge member by member, new members behind the old ones; every other value is
 * replaced whole. The same layers give the same policy in whatever order they were read. Refuses a chain that names
 * a missing layer or does not climb, and a whole that is no policy.
 */
export function mergeLayers(id: string, layers: ReadonlyMap<string, PolicyLayer>): Parsed<Policy> {
  const chain: PolicyLayer[] = [];
  for (let next: string | undefined = id; next !== undefined;) {
    const layer = layers.get(next);
    const above = chain[0];
    if (layer === undefined)
      return refused(above === undefined ? '' : 'extends', `没有名为 ${next} 的制度层`);
    if (above !== undefined && LAYERS.indexOf(layer.layer) >= LAYERS.indexOf(above.layer))
      return refused('extends', `${above.layer} 层只能建在更低的层上，${layer.id} 是 ${layer.layer} 层`);
    chain.unshift(layer);
    next = layer.extends;
  }
  const { extends: _, ...whole } = chain.reduce<Record<string, unknown>>(mergeFields, {});
  return parse(Policy, whole);
}

function refused(path: string, reason: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ path, reason }] };
}

function mergeFields(
  below: Record<string, unknown>,
  above: Record<string, unknown>,
): Record<string, unknown> {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) merged[key] = mergeValues(below[key], value);
  return merged;
}

function mergeValues(below: unknown, above: unknown): unknown {
  return isMembers(below) && isMembers(above) ? mergeMembers(below, above) : above;
}

type Member = Record<string, unknown> & { id: string };

function mergeMembers(below: readonly Member[], above: readonly Member[]): Member[] {
  const byId = new Map(above.map((member) => [member.id, member]));
  const kept = below.map((member) => {
    const other = byId.get(member.id);
    return other === undefined ? member : { ...mergeFields(member, other), id: member.id };
  });
  const known = new Set(below.map(({ id }) => id));
  return [...kept, ...above.filter(({ id }) => !known.has(id))];
}

function isMembers(value: unknown): value is Member[] {
  return Array.isArray(value) && value.every((member: unknown) => isMember(member));
}

function isMember(value: unknown): value is Member {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}
