import type { CounterView } from '@bandecheng/shared/views';
import { t } from './texts.ts';

/** How often the number at the counter was called, and what one more recall comes to; empty for a first call. */
export function recallsText({ current, recallLimit }: Pick<CounterView, 'current' | 'recallLimit'>): string {
  if (current === null || current.status !== 'called' || current.times < 2) return '';
  const done = current.times - 1;
  if (recallLimit === 0) return t('current.times', { n: current.times });
  return done < recallLimit
    ? t('current.recalls', { done, limit: recallLimit })
    : t('current.lastRecall', { done });
}
