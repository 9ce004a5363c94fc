import type { CaseDesk } from './case-state.ts';
import { isSealed } from './case-sealed.ts';

/** What the desk still refers to in the vault and among the files; erased persons' are no longer theirs. */
export function referredBy({ cases, handOvers }: CaseDesk): { records: Set<string>; materials: Set<string> } {
  const kept = [...cases.values()].filter(({ erasedAt }) => erasedAt === undefined);
  const events = kept.flatMap(({ timeline }) => timeline);
  return {
    records: new Set([...events, ...handOvers].flatMap(recordsIn)),
    materials: new Set(kept.flatMap(({ materials }) => materials.map(({ material }) => material))),
  };
}

/** Records of the vault named anywhere in a value. */
export function recordsIn(value: object): string[] {
  return Object.values(value).flatMap((held: unknown) => {
    if (isSealed(held)) return [held.record];
    return typeof held === 'object' && held !== null ? recordsIn(held) : [];
  });
}
