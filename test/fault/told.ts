import type { Level } from '@bandecheng/shared/vocabulary';

/** What somebody was told is done: it must stand on record exactly once, whatever happens to the machine. */
export type Told =
  | { what: 'command'; command: string; type: string; number?: string; throughAgent?: true }
  /** A number that came out of a printer. */
  | { what: 'slip'; number: string }
  /** A press; `heard`: its evaluator was told by the agent that it is on disk. */
  | { what: 'press'; device: string; level: Level; at: number; heard: boolean };

/** Counts of what was told, by what it was about. */
export function countTold(told: readonly Told[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of told.filter(isPromise)) {
    const key = one.what === 'command' ? one.type : 'RecordPress';
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Whether somebody was promised something by it. */
export function isPromise(told: Told): boolean {
  return told.what === 'command' || (told.what === 'press' && told.heard);
}
