import { daysLater } from '@bandecheng/shared/calendar/civil-date';
import { PERIOD_KINDS, type Period, type PeriodKind } from '@bandecheng/shared/case/case-report';
import { reportsText } from '../locales/zh-CN/reports.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** `2026-11`, `2026-Q4` or `2026` of the years 2000 to 2099; null for anything else. */
export function periodOf(text: string): Period | null {
  const [, year, quarter, month] = /^(20\d\d)(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  if (month !== undefined) return spanOf(text, 'month', Number(year), Number(month), 1);
  if (quarter !== undefined) return spanOf(text, 'quarter', Number(year), Number(quarter) * 3 - 2, 3);
  return spanOf(text, 'year', Number(year), 1, 12);
}

function spanOf(id: string, kind: PeriodKind, year: number, first: number, months: number): Period {
  const next = first + months > 12 ? `${year + 1}-01-01` : `${year}-${two(first + months)}-01`;
  const zh = reportsText.period[kind](year, kind === 'quarter' ? (first + 2) / 3 : first);
  return { id, kind, from: `${year}-${two(first)}-01`, to: daysLater(next, -1), zh };
}

/** The periods of a kind inside another, in their order; itself when it is of that kind, none when it is shorter. */
export function partsOf(period: Period, kind: PeriodKind): Period[] {
  if (period.kind === kind) return [period];
  const year = period.from.slice(0, 4);
  const all =
    kind === 'month'
      ? Array.from({ length: 12 }, (_, i) => `${year}-${two(i + 1)}`)
      : kind === 'quarter'
        ? ['Q1', 'Q2', 'Q3', 'Q4'].map((quarter) => `${year}-${quarter}`)
        : [];
  return all.flatMap((id) => {
    const part = periodOf(id);
    return part !== null && part.from >= period.from && part.to <= period.to ? [part] : [];
  });
}

/** Whether a figure made every `every` is made over the period too: monthly figures hold over any longer time. */
export function isMadeOver(every: PeriodKind, period: Period): boolean {
  return every === period.kind || (every === 'month' && PERIOD_KINDS.includes(period.kind));
}
