import type { QueueView } from '@bandecheng/shared/views';
import { t } from './texts.ts';

type CounterRow = Pick<QueueView['counters'][number], 'state' | 'pauseReason' | 'today'>;

/** A counter's pauses of the day by their reason, and the one it is in. */
export function pauseTexts({ state, pauseReason, today }: CounterRow): string[] {
  return [
    ...today.pauses.map((pause) => t('day.pause', pause)),
    ...(state === 'paused' ? [t('day.pausedNow', { reason: pauseReason ?? '' })] : []),
  ];
}
