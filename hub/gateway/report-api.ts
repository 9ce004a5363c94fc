import type { CaseReport } from '@bandecheng/shared/case/case-report';
import { Name } from '@bandecheng/shared/policy/basis';
import { parse } from '@bandecheng/shared/parse';
import * as z from 'zod';
import { reportsText } from '../locales/zh-CN/reports.ts';
import { caseReport } from '../reports/case-report.ts';
import { periodOf } from '../reports/period.ts';
import { reportLines, reportTables } from '../reports/report-tables.ts';
import { done, malformed, refused, type ApiReply, type ApiRequest, type ApiRoute } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { ledgerRoutes } from './ledger-api.ts';
import { readerOfReports, tableFile, type FileKind } from './report-door.ts';

const Asked = z.object({
  period: z.string().transform((text, context) => {
    const period = periodOf(text);
    if (period !== null) return period;
    context.addIssue({ code: 'custom', message: reportsText.problem.period });
    return z.NEVER;
  }),
  report: Name.optional(),
});

/** Figures of the cases and the ledger: as JSON for the page, as a spreadsheet and as CSV, from one and the same query. */
export function reportApi(parts: CaseParts): ApiRoute[] {
  const route = (path: string, answer: (report: CaseReport) => ApiReply | Promise<ApiReply>): ApiRoute => ({
    method: 'get',
    path,
    handle: (request) => withReport(request, parts, answer),
  });
  const file = (kind: FileKind) => (report: CaseReport) =>
    tableFile(kind, reportTables(report), reportLines(report), `cases-${report.period.id}`);
  return [
    route('/api/reports/cases', (report) => done({ report })),
    route('/api/reports/cases.xlsx', file('xlsx')),
    route('/api/reports/cases.csv', file('csv')),
    ...ledgerRoutes(parts),
  ];
}

async function withReport(
  request: ApiRequest,
  parts: CaseParts,
  answer: (report: CaseReport) => ApiReply | Promise<ApiReply>,
): Promise<ApiReply> {
  const reader = readerOfReports('read-reports', request, parts);
  if ('status' in reader) return reader;
  const asked = parse(Asked, request.query);
  if (!asked.ok) return malformed(asked.problems);
  const { hub, clock } = parts;
  const { state } = hub;
  const { period, report } = asked.value;
  if (state.hall === null) return refused('no-case-desk');
  const { seq } = state;
  const made = caseReport({ state, hall: state.hall, now: clock() }, period, report);
  await hub.whenDurable(seq);
  return made === null ? refused('no-case-desk') : answer(made);
}
