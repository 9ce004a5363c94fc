import { seededRandom } from '../fakes/seeded-random.ts';

/** The same throws for the same seed on every machine. */
export interface Dice {
  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True once in so many throws. */
  once(in_: number): boolean;
  bytes(count: number): number[];
}

export function dice(seed: number): Dice {
  const random = seededRandom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  return {
    below,
    pick: (items) => items[below(items.length)]!,
    once: (in_) => below(in_) === 0,
    bytes: (count) => Array.from({ length: count }, () => below(256)),
  };
}
