import type { RatingCounts, Share } from '@bandecheng/shared/rating/rating-report';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { figureText } from '../figures/figure-text.ts';
import { t } from './texts.ts';

/** `96.25%`, or a dash where there is nothing to divide by. */
export const shareText = ({ value }: Pick<Share, 'value'>): string => figureText(value, true);

/** How a share stands to an earlier one, in percentage points: `+1.2 个百分点`; a dash where one of them is none. */
export function changeText(now: Share, then: Share): string {
  if (now.value === null || then.value === null) return '—';
  const points = Math.round((now.value - then.value) * 10_000) / 100;
  if (points === 0) return t('change.same');
  return t('change.points', { points: `${points > 0 ? '+' : '−'}${Math.abs(points)}` });
}

/** Standing ratings of all levels. */
export const ratedOf = ({ levels }: Pick<RatingCounts, 'levels'>): number =>
  LEVELS.reduce((sum, level) => sum + levels[level], 0);
