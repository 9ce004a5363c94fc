import type { MetricFigure } from '@bandecheng/shared/case/case-report';

/** `88.5%` of a share, `12` of a number, a dash where there is nothing. At most two digits behind the point. */
export function figureText(value: number | null, share: boolean): string {
  if (value === null) return '—';
  return share ? `${Number((value * 100).toFixed(2))}%` : String(Number(value.toFixed(2)));
}

export type TargetState = 'reached' | 'missed' | 'empty';

/** How a figure stands to its target; null: it has none. */
export function targetState({
  target,
  reached,
}: Pick<MetricFigure, 'target' | 'reached'>): TargetState | null {
  if (target === undefined) return null;
  if (reached === null) return 'empty';
  return reached ? 'reached' : 'missed';
}
