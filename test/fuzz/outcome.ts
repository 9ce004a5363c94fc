import type { Dice } from './dice.ts';

/** What became of a run over one codec. */
export interface Outcome {
  frames: number;
  /** Bytes of noise among them. */
  noise: number;
  /** The first things that were not as they should be; empty: the codec passed. */
  problems: string[];
}

/** One codec under fire. */
export interface Fuzzer {
  name: string;
  run(frames: number, dice: Dice): Outcome;
}

/** Enough to see what is wrong. */
export const MOST_PROBLEMS = 3;

/** `FF 68`. */
export function hexOf(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
