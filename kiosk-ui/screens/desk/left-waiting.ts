import type { QueueView } from '@bandecheng/shared/views';

/** Numbers that clearing at closing marks as not come: waiting, called without having come, on hold. */
export function leftWaiting({
  totals,
  counters,
  held,
}: Pick<QueueView, 'totals' | 'held'> & {
  counters: readonly Pick<QueueView['counters'][number], 'current'>[];
}): number {
  const called = counters.filter(({ current }) => current?.status === 'called').length;
  return totals.waiting + called + held.length;
}
