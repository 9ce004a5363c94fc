import type { ServiceLine } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** Minutes after which a wait is marked. A house default: none of the notices sets a limit to waiting. */
export const LONG_WAIT_MINUTES = 30;

/** Whether its longest waiter has waited long. */
export function isLongWait({ longestSince }: Pick<ServiceLine, 'longestSince'>, now: Instant): boolean {
  return longestSince !== undefined && now - longestSince >= LONG_WAIT_MINUTES * 60_000;
}

/** Whether people wait for a service that no open counter takes. */
export function isUnserved({ waiting, counters }: Pick<ServiceLine, 'waiting' | 'counters'>): boolean {
  return waiting > 0 && counters === 0;
}
