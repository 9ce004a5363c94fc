import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { Cell, ReportTable } from '@bandecheng/shared/case/case-report';
import {
  RATING_PARTS,
  type RatingCounts,
  type RatingLine,
  type RatingReport,
  type Share,
} from '@bandecheng/shared/rating/rating-report';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { ratingsText } from '../locales/zh-CN/ratings.ts';
import { metricTable } from './report-tables.ts';

const { table } = ratingsText;
const SHARES = ['satisfied', 'bad', 'response', 'active', 'additional'] as const;

/** What stands above every table: for whom, which period, by which rules, made when and from what. */
export function ratingLines({
  hall,
  period,
  running,
  place,
  policy,
  madeAt,
  timeZone,
  seq,
}: RatingReport): string[] {
  return [
    table.title(hall),
    table.period(period.zh, period.from, period.to, running),
    ...(policy === '' ? [] : [table.rules(place, policy)]),
    table.madeAt(clockText(madeAt, timeZone), seq),
  ];
}

/** The figures as tables, the same for a spreadsheet, for CSV and for paper; their definitions come last. */
export function ratingTables(report: RatingReport): ReportTable[] {
  const tables = [
    figureTable(report),
    metricTable(report),
    ...RATING_PARTS.map((part) => partTable(table.parts[part], report.parts[part])),
    trendTable(report),
    hourTable(report),
    asideTable(report),
    definitionTable(report),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function figureTable({ whole, before, yearBefore, mending }: RatingReport): ReportTable {
  const count = (zh: string, of: (counts: RatingCounts) => number): Cell[] => [
    ...[zh, of(whole), '', ''],
    ...[before, yearBefore].map((other) => (other === null ? '—' : of(other.whole))),
    '',
  ];
  return {
    title: table.figures,
    head: table.figureHead,
    rows: [
      count(table.visits, ({ visits }) => visits),
      count(table.offline, ({ offline }) => offline),
      count(table.rated, ({ satisfied }) => satisfied.denominator),
      ...SHARES.map((key): Cell[] => [
        ...[table.shares[key], ...shareCells(whole[key])],
        ...[before, yearBefore].map((other) => (other === null ? '—' : shareCell(other.whole[key]))),
        noteOf(whole[key]),
      ]),
      ...(['calledBack', 'mended'] as const).map((key): Cell[] => [
        ...[table.mending[key], ...shareCells(mending[key]), '', '', noteOf(mending[key])],
      ]),
    ],
  };
}

function partTable(zh: string, lines: readonly RatingLine[]): ReportTable {
  const rows = lines.map((line): Cell[] => [
    ...[line.zh, line.visits, ...LEVELS.map((level) => line.levels[level]), line.satisfied.denominator],
    ...[shareCell(line.satisfied), shareCell(line.bad), shareCell(line.response), shareCell(line.active)],
    noteOf(line.satisfied),
  ]);
  return { title: table.by(zh), head: table.partHead(zh), rows };
}

function trendTable({ trend }: RatingReport): ReportTable {
  const rows = trend.map(({ zh, visits, rated, satisfied }): Cell[] => [
    ...[zh, visits, rated, satisfied.numerator, shareCell(satisfied), noteOf(satisfied)],
  ]);
  return { title: table.trend, head: table.trendHead, rows };
}

/** The hours in which anybody rated. */
function hourTable({ byHour: { rated, bad } }: RatingReport): ReportTable {
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    rated.some((day) => (day[hour] ?? 0) > 0),
  );
  const rows = table.weekdays.flatMap((zh, day): Cell[][] => [
    [zh, table.rated, ...hours.map((hour) => rated[day]?.[hour] ?? 0)],
    [zh, table.badOnes, ...hours.map((hour) => bad[day]?.[hour] ?? 0)],
  ]);
  const head = [...table.hourHead, ...hours.map((hour) => table.byHourHead(hour))];
  return { title: table.byHour, head, rows: hours.length === 0 ? [] : rows };
}

function asideTable({ aside, reasons }: RatingReport): ReportTable {
  const counts = Object.entries(table.asideNames).map(([key, zh]): Cell[] => [
    zh,
    aside[key as keyof typeof aside],
  ]);
  const said = reasons.map(({ zh, n }): Cell[] => [table.reason(zh), n]);
  return { title: table.aside, head: table.asideHead, rows: [...counts, ...said] };
}

function definitionTable({ definitions, derivation }: RatingReport): ReportTable {
  const rows = [
    ...definitions.map(({ zh, formula }): Cell[] => [zh, formula]),
    ...derivation.map((words): Cell[] => [table.derivation, words]),
  ];
  return { title: table.definitions, head: table.definitionHead, rows };
}

function shareCells(share: Share): Cell[] {
  return [shareCell(share), share.numerator, share.denominator];
}

function shareCell({ value }: Share): Cell {
  return value === null ? '—' : { share: value };
}

function noteOf({ none, small }: Share): string {
  return none ?? (small ? table.small : '');
}
