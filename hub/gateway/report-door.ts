import { Buffer } from 'node:buffer';
import type { ReportTable } from '@bandecheng/shared/case/case-report';
import { writeXlsx } from '../reports/write-xlsx.ts';
import type { CaseParts } from './case-store.ts';
import type { Deed } from './access.ts';
import { sent, staffWho, type ApiReply, type ApiRequest } from './api-route.ts';
import { screenSessionCookie } from './cookies.ts';
import type { Staff } from './identity.ts';
import { writeCsv } from './v1/write-csv.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type FileKind = 'xlsx' | 'csv';

/** Who asks, where they may: signed in on the browser, or at ratings, at the desk or at its cases alone. */
export function readerOfReports(
  deed: Deed,
  request: ApiRequest,
  { identity }: Pick<CaseParts, 'identity'>,
): Staff | ApiReply {
  const places = ['ratings', 'desk'] as const;
  const screen = places.find((place) => request.cookies.has(screenSessionCookie(place))) ?? 'cases';
  return staffWho(deed, request, identity, { screen });
}

/**
 * Tables as a file.
 * @param lines what stands above them
 * @param name of the file, without its ending; ASCII
 */
export async function tableFile(
  kind: FileKind,
  tables: readonly ReportTable[],
  lines: readonly string[],
  name: string,
): Promise<ApiReply> {
  if (kind === 'xlsx')
    return sent({ bytes: await writeXlsx(tables, lines), type: XLSX, name: `${name}.xlsx` });
  const rows = tables.flatMap(({ title, head, rows: cells }) => [
    [],
    [title],
    head,
    ...cells.map((row) => row.map((cell) => (typeof cell === 'object' ? percent(cell.share) : cell))),
  ]);
  const text = writeCsv([...lines.map((line) => [line]), ...rows]);
  return sent({ bytes: Buffer.from(text, 'utf8'), type: 'text/csv; charset=utf-8', name: `${name}.csv` });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
