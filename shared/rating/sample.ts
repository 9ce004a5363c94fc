/**
 * A sample that nobody can steer and everybody can check: the visits in the order of what `keyOf` makes of each, the
 * first `size` of those that are not `taken`. The hub's key is the SHA-256 of `<seed>/<visit>` in hexadecimal digits; the
 * seed is drawn at random, once, and recorded with the list.
 */
export function sampleOf<V extends { visit: string }>(
  visits: readonly V[],
  size: number,
  keyOf: (visit: string) => string,
  taken: ReadonlySet<string> = new Set(),
): V[] {
  return visits
    .filter(({ visit }) => !taken.has(visit))
    .map((of) => ({ of, key: keyOf(of.visit) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, size)
    .map(({ of }) => of);
}
