import type { RatingPeriod, RowsOf, TrendPoint } from '@bandecheng/shared/rating/rating-report';

export interface TrendBar {
  point: TrendPoint;
  /** Below the column: `23`, `11`, `9`. */
  label: string;
  /** Above it: 满意率 in whole per cent, with a star where few are behind it; a dash where nobody rated. */
  value: string;
  /** Part of the highest column, 0 to 1. */
  height: number;
  /** Part of the column that is bad, 0 to 1. */
  bad: number;
}

/** The columns of a trend; empty where nobody rated in any of them. */
export function trendBars(points: readonly TrendPoint[]): TrendBar[] {
  const highest = Math.max(0, ...points.map(({ rated }) => rated));
  if (highest === 0) return [];
  return points.map((point) => {
    const { satisfied, rated } = point;
    return {
      ...{ point, label: label(point.id), value: value(point), height: rated / highest },
      bad: satisfied.value === null ? 0 : 1 - satisfied.value,
    };
  });
}

/** The rows behind a point: of an hour of the day, or of a day or month of its own. */
export function rowsOfPoint({ id }: TrendPoint, { kind }: RatingPeriod): Partial<RowsOf> {
  return kind === 'day' ? { hour: Number(id) } : { period: id };
}

/** Day of `2026-11-23`, month of `2026-11`, hour of `9`. */
function label(id: string): string {
  return String(Number(id.split('-').pop()));
}

function value({ satisfied }: TrendPoint): string {
  if (satisfied.value === null) return '—';
  // Down, so that 99.6 % with a bad rating in it never stands as 100.
  return `${Math.floor(satisfied.value * 100 + 1e-9)}${satisfied.small ? '*' : ''}`;
}
