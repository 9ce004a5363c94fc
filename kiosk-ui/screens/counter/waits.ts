import type { CounterView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** Visits after which the day's mean says something about what is usual. */
const ENOUGH_VISITS = 3;
/** A visit this many times the day's mean is long: the clerk is asked kindly whether help is needed. */
const LONG_TIMES = 2;

/** Since when the longest waiter of this counter's line waits; null when nobody does. */
export function longestSince({
  services,
  waiting,
}: Pick<CounterView, 'services' | 'waiting'>): Instant | null {
  const since = [
    ...services.flatMap((line) => (line.longestSince === undefined ? [] : [line.longestSince])),
    ...waiting.map(({ issuedAt }) => issuedAt),
  ];
  return since.length === 0 ? null : Math.min(...since);
}

/** Whether the current visit takes much longer than this counter's visits of today. */
export function isLongVisit(
  { current, today }: Pick<CounterView, 'current' | 'today'>,
  now: Instant,
): boolean {
  const startedAt = current?.startedAt;
  if (startedAt === undefined || today.meanServiceSeconds === null || today.finished < ENOUGH_VISITS)
    return false;
  return now - startedAt > LONG_TIMES * today.meanServiceSeconds * 1_000;
}
