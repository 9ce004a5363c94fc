import { PERIOD_KINDS, type PeriodKind } from './case-report.ts';

/** A period by its kind and where it lies: `n` counts months, quarters or years from the year 0. */
export interface PeriodPlace {
  kind: PeriodKind;
  n: number;
}

/** How many of a kind make a year. */
export const PER_YEAR: Readonly<Record<PeriodKind, number>> = { month: 12, quarter: 4, year: 1 };

/** The period of a kind in which a day lies. */
export function periodAt(date: string, kind: PeriodKind): PeriodPlace {
  const [year = '0', month = '1'] = date.split('-');
  return asKind({ kind: 'month', n: Number(year) * 12 + Number(month) - 1 }, kind);
}

/** `2026-11`, `2026-Q4`, `2026`. */
export function periodId({ kind, n }: PeriodPlace): string {
  const { year, within } = inYear({ kind, n });
  if (kind === 'year') return String(year);
  return kind === 'quarter' ? `${year}-Q${within}` : `${year}-${String(within).padStart(2, '0')}`;
}

/** The year of a period and its number in it, from 1. */
export function inYear({ kind, n }: PeriodPlace): { year: number; within: number } {
  return { year: Math.floor(n / PER_YEAR[kind]), within: (n % PER_YEAR[kind]) + 1 };
}

/** The period of another kind in which a period begins. */
export function asKind({ kind, n }: PeriodPlace, other: PeriodKind): PeriodPlace {
  const months = (n * 12) / PER_YEAR[kind];
  return { kind: other, n: Math.floor((months * PER_YEAR[other]) / 12) };
}

/** The period that a text names as `periodId` does, in the years 2000 to 2099; null for anything else. */
export function periodNamed(text: string): PeriodPlace | null {
  const [, year, quarter, month] = /^(20\d\d)(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const kind = PERIOD_KINDS.find((one) => ({ month, quarter, year })[one] !== undefined) ?? 'year';
  const within = kind === 'year' ? 0 : Number(month ?? quarter) - 1;
  return { kind, n: Number(year) * PER_YEAR[kind] + within };
}
