/** Milliseconds a page stands: long enough to be read from the back row. */
export const PAGE_MS = 8_000;

/** The part of a long list that a display shows now. */
export interface Page<T> {
  shown: readonly T[];
  /** Counted from 1. */
  page: number;
  pages: number;
}

/**
 * A long list in pages of nearly the same length, one at a time, each in its turn. By the hub's clock and nothing else:
 * every display of the hall shows the same page, and one that is switched on now begins with what the others show.
 * @param most entries there is room for
 * @param pinned an entry that has to be seen now: its page stands out of turn
 */
export function pageOf<T>(all: readonly T[], most: number, now: number, pinned?: T): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / most));
  const size = Math.ceil(all.length / pages);
  const at = pinned === undefined ? -1 : all.indexOf(pinned);
  const page = at < 0 ? Math.floor(now / PAGE_MS) % pages : Math.floor(at / size);
  return { shown: all.slice(page * size, (page + 1) * size), page: page + 1, pages };
}
