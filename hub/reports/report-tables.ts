import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { CaseId } from '@bandecheng/shared/vocabulary';
import type { CaseReport, Cell, Counted, ReportTable } from '@bandecheng/shared/case/case-report';
import { reportsText } from '../locales/zh-CN/reports.ts';

const { table } = reportsText;

/** What stands above every table of a report: for whom, which period, by which rules, made when. */
export function reportLines(report: CaseReport): string[] {
  const { hall, period, policy, place, madeAt, timeZone, running, chosen } = report;
  return [
    chosen === undefined ? table.title(hall) : table.titled(hall, chosen.zh),
    table.period(period.zh, period.from, period.to, running),
    ...(chosen === undefined ? [] : [table.to(chosen.to.join('、'), chosen.content.join('、'))]),
    table.rules(place, policy),
    table.madeAt(clockText(madeAt, timeZone)),
  ];
}

/** The report as tables, the same for a spreadsheet and for CSV. */
export function reportTables(report: CaseReport): ReportTable[] {
  const tables = [
    metricTable(report),
    totalsTable(report),
    groupTable(report),
    clockTable(report),
    refusalTable(report),
    matterTable(report),
    caseTable(report),
    noteTable(report),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

/** The policy's own figures, with their formulas, parts and sources. */
export function metricTable({ metrics }: Pick<CaseReport, 'metrics'>): ReportTable {
  const share = (value: number | null, isShare: boolean): Cell =>
    value === null ? '—' : isShare ? { share: value } : value;
  return {
    title: table.metrics,
    head: table.metricHead,
    rows: metrics.flatMap((metric): Cell[][] => [
      [
        ...[
          metric.zh,
          share(metric.value, metric.share),
          metric.numerator?.n ?? '',
          metric.denominator?.n ?? '',
        ],
        ...[metric.formula, metric.target === undefined ? '' : { share: metric.target }],
        ...[reachedText(metric.reached, metric.target), metric.none ?? '', metric.cite.join('；')],
        metric.assume.join('、'),
      ],
      ...metric.parts.map(({ zh, value, none }): Cell[] => [
        ...[table.part(zh), share(value, metric.share), '', '', '', '', '', none ?? '', '', ''],
      ]),
      ...(metric.soFar === undefined
        ? []
        : [
            [table.sumSoFar(metric.soFar.periods), share(metric.soFar.sum, metric.share)],
            [table.mean(metric.soFar.periods), share(metric.soFar.mean, metric.share)],
          ]),
    ]),
  };
}

function reachedText(reached: boolean | null, target: number | undefined): string {
  if (target === undefined) return '';
  return reached === null ? table.noSample : reached ? table.reached : table.notReached;
}

function totalsTable({ totals }: CaseReport): ReportTable {
  const rows = Object.entries(table.totalNames).map(([key, zh]): Cell[] => [
    zh,
    totals[key as keyof typeof totals].n,
    behind(totals[key as keyof typeof totals]),
  ]);
  return { title: table.totals, head: table.countHead, rows };
}

function groupTable({ groups }: CaseReport): ReportTable {
  const rows = groups.flatMap(({ zh, groups: of }) =>
    of.map((group): Cell[] => [zh, group.zh, group.counted.n, behind(group.counted)]),
  );
  return { title: table.groups, head: table.groupHead, rows };
}

function clockTable({ clocks }: CaseReport): ReportTable {
  const rows = clocks.map((clock): Cell[] => [
    ...[clock.zh, reportsText.force[clock.force], clock.onTime.n, clock.late.n, clock.overdue.n],
    ...[reportsText.late[clock.force], clock.exempt.n, clock.measured.n],
    ...[
      clock.cite.join('；'),
      clock.assume.join('、'),
      [behind(clock.late), behind(clock.overdue)].filter(Boolean).join('、'),
    ],
  ]);
  return { title: table.clocks, head: table.clockHead, rows };
}

function refusalTable({ refusals }: CaseReport): ReportTable {
  const rows = refusals.map(({ zh, redirect, counted }): Cell[] => [
    zh,
    redirect,
    counted.n,
    behind(counted),
  ]);
  return { title: table.refusals, head: table.refusalHead, rows };
}

function matterTable({ repeated, filings, longest, timeZone }: CaseReport): ReportTable {
  return {
    title: table.matters,
    head: table.matterHead,
    rows: [
      ...repeated.map(({ zh, counted }): Cell[] => [table.repeated, zh, counted.n, behind(counted)]),
      ...filings.map(({ case: of, form, to, at }): Cell[] => [
        ...[table.filing, `${form} → ${to}`, clockText(at, timeZone), of],
      ]),
      ...longest.map(({ case: of, workingDays, closed }): Cell[] => [
        ...[table.longest, closed ? table.closed : table.open, workingDays, of],
      ]),
    ],
  };
}

/** Every case behind the numbers; of a confidential one the number alone. */
function caseTable({ cases, timeZone }: CaseReport): ReportTable {
  const time = (at: number | undefined) => (at === undefined ? '' : clockText(at, timeZone));
  const rows = Object.values(cases).map((of): Cell[] => [
    ...[of.case, of.confidential ? table.confidential : (of.type ?? ''), of.state ?? '', of.unit ?? ''],
    ...[of.service ?? '', of.confidential ? '' : time(of.openedAt), time(of.closedAt)],
  ]);
  return { title: table.cases, head: table.caseHead, rows };
}

function noteTable({ assumptions, brief }: CaseReport): ReportTable {
  return {
    title: table.notes,
    head: table.noteHead,
    rows: [
      ...brief.map((line): Cell[] => [table.brief, line]),
      ...assumptions.map(({ id, question, chosen }): Cell[] => [
        table.unsigned(id),
        table.assumed(question, chosen),
      ]),
    ],
  };
}

function behind({ cases, days = [] }: Counted): string {
  const times = new Map<CaseId, number>();
  for (const id of cases) times.set(id, (times.get(id) ?? 0) + 1);
  const each = [...times].map(([id, n]) => (n === 1 ? id : `${id}×${n}`));
  return [...each, ...days.map(({ day, n }) => table.presses(day, n))].join('、');
}
