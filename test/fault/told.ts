import type { Level } from '@bandecheng/shared/vocabulary';

/** What somebody was told is done: it must stand on record exactly once, whatever happens to the machine. */
export type Told =
  | { what: 'command'; command: string; type: string; number?: string }
  /** An evaluator was told by the agent that its press is on disk. */
  | { what: 'press'; device: string; level: Level; at: number };

/** Counts of what was told, by what it was about. */
export function countTold(told: readonly Told[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of told) {
    const key = one.what === 'press' ? 'RecordPress' : one.type;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
