import type { Clock } from '@bandecheng/shared/policy/clock';
import { limitEnds, type Reckoning } from '@bandecheng/shared/policy/deadline';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { ClockRun } from './case-state.ts';

/**
 * When the next on a clock's ladder is to be told that it ran out: the first at the due time, each further one a
 * working day later (house rule: no notice says how long a rung lasts). Null: nothing is due, or all know.
 */
export function warnAt(
  { dueAt, told, stoppedAt }: Pick<ClockRun, 'dueAt' | 'told' | 'stoppedAt'>,
  { overdue }: Pick<Clock, 'overdue'>,
  by: Reckoning,
): Instant | null {
  if (dueAt === null || stoppedAt !== undefined || told >= overdue.length) return null;
  return told === 0 ? dueAt : limitEnds({ unit: 'working-day', count: told }, dueAt, by).dueAt;
}
