import { daysLater } from '@bandecheng/shared/calendar/civil-date';
import type { Period, PeriodKind } from '@bandecheng/shared/case/case-report';
import {
  asKind,
  inYear,
  PER_YEAR,
  periodId,
  periodNamed,
  type PeriodPlace,
} from '@bandecheng/shared/case/period';
import { reportsText } from '../locales/zh-CN/reports.ts';

/** `2026-11`, `2026-Q4` or `2026` with its first and last day; null for anything else. */
export function periodOf(text: string): Period | null {
  const place = periodNamed(text);
  return place === null ? null : spanOf(place);
}

/** The periods of a kind inside another, in their order; itself when it is of that kind, none when it is shorter. */
export function partsOf(period: Period, kind: PeriodKind): Period[] {
  const place = periodNamed(period.id);
  const count = PER_YEAR[kind] / PER_YEAR[period.kind];
  if (place === null || count < 1) return [];
  const { n } = asKind(place, kind);
  return Array.from({ length: count }, (_, i) => spanOf({ kind, n: n + i }));
}

/** Whether a figure made every `every` is made over the period too: monthly figures hold over any longer time. */
export function isMadeOver(every: PeriodKind, period: Period): boolean {
  return every === period.kind || every === 'month';
}

function spanOf(place: PeriodPlace): Period {
  const { kind, n } = place;
  const { year, within } = inYear(place);
  const firstDay = (of: PeriodPlace) => `${periodId(asKind(of, 'month'))}-01`;
  return {
    ...{ id: periodId(place), kind, zh: reportsText.period[kind](year, within) },
    ...{ from: firstDay(place), to: daysLater(firstDay({ kind, n: n + 1 }), -1) },
  };
}
