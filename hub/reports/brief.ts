import type { CaseReport } from '@bandecheng/shared/case/case-report';
import { reportsText } from '../locales/zh-CN/reports.ts';
import { valueText } from './value-text.ts';

const TOP = 3;

/** A period in sentences, for whoever is sent no table: numbers, departments and matters, and nobody's name. */
export function briefOf(report: Omit<CaseReport, 'brief' | 'cases'>): string[] {
  const { totals, forces, groups, repeated, metrics, filings, refusals, period } = report;
  const { brief } = reportsText;
  const named = (id: string) => groups.find((one) => one.id === id)?.groups.slice(0, TOP) ?? [];
  const list = (all: readonly { zh: string; counted: { n: number } }[]) =>
    brief.list(all.map(({ zh, counted }) => brief.times(zh, counted.n)));
  const late = forces.filter(({ late, overdue }) => late.n + overdue.n > 0);
  const lines = [
    brief.totals(period.zh, totals.opened.n, totals.refused.n, totals.closed.n, totals.open.n),
    ...(named('unit').length === 0 ? [] : [brief.units(list(named('unit')))]),
    late.length === 0
      ? brief.noneLate
      : brief.late(
          brief.list(
            late.map(({ force, late, overdue }) => brief.times(reportsText.late[force], late.n + overdue.n)),
          ),
        ),
    ...(refusals.length === 0 ? [] : [brief.refused(list(refusals))]),
    ...(repeated.length === 0 ? [] : [brief.repeated(list(repeated.slice(0, TOP)))]),
    ...(filings.length === 0 ? [] : [brief.filings(filings.length)]),
    ...metrics.map((metric) => brief.metric(metric.zh, valueText(metric))),
  ];
  return totals.confidential.n === 0 ? lines : [...lines, brief.confidential(totals.confidential.n)];
}
