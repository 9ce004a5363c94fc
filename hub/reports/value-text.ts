import type { MetricFigure } from '@bandecheng/shared/case/case-report';

/** A figure as it is read: `88.5%`, `12`; without a value a dash and the reason, never a zero. */
export function valueText({ value, none, share }: Pick<MetricFigure, 'value' | 'none' | 'share'>): string {
  if (value === null) return none === undefined ? '—' : `—（${none}）`;
  return share ? `${Number((value * 100).toFixed(2))}%` : String(Number(value.toFixed(4)));
}
