import { OpenCase } from '@bandecheng/shared/case/case-commands';
import type { Hall } from '@bandecheng/shared/hall';
import { parse } from '@bandecheng/shared/parse';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type * as z from 'zod';
import { dateOf, timeOf, type LineProblem } from './appointment-csv.ts';
import { refusalReason, wordsOf, type ApiLanguage } from './problem.ts';
import { readCsv, type CsvRow } from './read-csv.ts';

const Line = OpenCase.omit({ id: true, type: true, ticket: true, counter: true }).partial({ as: true });
export type CaseOrder = z.output<typeof Line>;

/** Line by line; a line without order has a problem. */
export interface ReadOrders {
  orders: { line: number; order: CaseOrder }[];
  problems: LineProblem[];
}

/** Lines of one import: a day of a city's hotline. Each order's texts are a file of their own in the vault. */
export const MOST_ORDERS = 200;

type Fixed = 'caseType' | 'intake' | 'foreignNumber' | 'service' | 'unit' | 'confidential';
const FIXED: Readonly<Record<string, Fixed>> = {
  casetype: 'caseType',
  类型: 'caseType',
  intake: 'intake',
  渠道: 'intake',
  foreignnumber: 'foreignNumber',
  工单编号: 'foreignNumber',
  service: 'service',
  业务: 'service',
  unit: 'unit',
  单位: 'unit',
  confidential: 'confidential',
  保密: 'confidential',
};
const NEEDED: readonly Fixed[] = ['caseType', 'intake', 'foreignNumber'];
const YES = ['1', 'true', 'yes', '是'];

type Column = { fixed: Fixed } | { attribute: string } | { field: string; kind: string };

/**
 * A table of orders: a line each, with the columns caseType, intake, foreignNumber and, optional, service, unit,
 * confidential and any attribute or form field, in any order, by id or Chinese name. Every line is read, whatever is
 * wrong with others; a number stands in one line alone.
 */
export function readOrders(text: string, hall: Hall, policy: Policy, language: ApiLanguage): ReadOrders {
  const words = wordsOf(language).csvText;
  const whole = (reason: string, line = 1): ReadOrders => ({
    orders: [],
    problems: [{ line, path: '', reason }],
  });
  const rows = readCsv(text);
  if ('openQuoteAt' in rows) return whole(words.openQuote, rows.openQuoteAt);
  const [head, ...lines] = rows;
  if (head === undefined || lines.length === 0) return whole(words.empty);
  if (lines.length > MOST_ORDERS) return whole(words.tooMany(MOST_ORDERS));
  const columns = head.cells.map((cell) => columnOf(cell, policy));
  const problems = headProblems(head, columns, language);
  if (problems.length > 0) return { orders: [], problems };
  const read: ReadOrders = { orders: [], problems: [] };
  const seen = new Set<string>();
  for (const row of lines) {
    const order = readLine(row, columns, { hall, policy, language });
    const key = Array.isArray(order) ? '' : `${order.intake}/${order.foreignNumber}`;
    if (Array.isArray(order)) read.problems.push(...order);
    else if (seen.has(key))
      read.problems.push({ line: row.line, path: 'foreignNumber', reason: words.orderTwice });
    else read.orders.push({ line: row.line, order });
    seen.add(key);
  }
  return read;
}

function columnOf(cell: string, policy: Policy): Column | undefined {
  const fixed = Object.hasOwn(FIXED, cell.toLowerCase()) ? FIXED[cell.toLowerCase()] : undefined;
  if (fixed !== undefined) return { fixed };
  for (const { attributes } of policy.caseTypes)
    for (const { id, zh } of attributes) if (id === cell || zh === cell) return { attribute: id };
  for (const { fields } of policy.forms)
    for (const { id, zh, kind } of fields) if (id === cell || zh === cell) return { field: id, kind };
  return undefined;
}

function headProblems(
  { line, cells }: CsvRow,
  columns: readonly (Column | undefined)[],
  language: ApiLanguage,
): LineProblem[] {
  const words = wordsOf(language).csvText;
  const keys = columns.map((column) => JSON.stringify(column));
  const missing = NEEDED.filter((need) => !keys.includes(JSON.stringify({ fixed: need })));
  return [
    ...cells.flatMap((path, i): LineProblem[] => {
      if (columns[i] === undefined) return [{ line, path, reason: words.unknownColumn }];
      return keys.indexOf(keys[i] ?? '') === i ? [] : [{ line, path, reason: words.columnTwice }];
    }),
    ...missing.map((path) => ({ line, path, reason: words.noColumn(path) })),
  ];
}

interface Reading {
  hall: Hall;
  policy: Policy;
  language: ApiLanguage;
}

function readLine(
  { line, cells }: CsvRow,
  columns: readonly (Column | undefined)[],
  { hall, policy, language }: Reading,
): CaseOrder | LineProblem[] {
  const words = wordsOf(language).csvText;
  if (cells.length !== columns.length)
    return [{ line, path: '', reason: words.cells(columns.length, cells.length) }];
  const fixed: Partial<Record<Fixed, string>> = {};
  const attributes: Record<string, string> = {};
  const fields: Record<string, string> = {};
  cells.forEach((cell, i) => {
    const column = columns[i];
    if (cell === '' || column === undefined) return;
    if ('fixed' in column) fixed[column.fixed] = cell;
    else if ('attribute' in column) attributes[column.attribute] = cell;
    else fields[column.field] = timed(column.kind, cell);
  });
  const type = policy.caseTypes.find(({ id, zh }) => id === fixed.caseType || zh === fixed.caseType);
  if (type === undefined) {
    const about = { type: fixed.caseType ?? '' };
    const reason = refusalReason({ ok: false, refused: 'case-type-unknown', about }, language);
    return [{ line, path: 'caseType', reason }];
  }
  for (const [id, value] of Object.entries(attributes))
    attributes[id] = idOf(type.attributes.find((one) => one.id === id)?.options, value);
  const { confidential, service, ...rest } = fixed;
  const parsed = parse(
    Line,
    {
      ...{ ...rest, caseType: type.id, intake: idOf(type.intake, fixed.intake ?? '') },
      ...{ attributes, fields, confidential: YES.includes((confidential ?? '').toLowerCase()) },
      ...(service === undefined
        ? {}
        : { service: hall.services.find(({ name }) => name.zh === service)?.id ?? service }),
    },
    language,
  );
  if (!parsed.ok) return parsed.problems.map((problem) => ({ line, ...problem }));
  if (parsed.value.foreignNumber === undefined)
    return [{ line, path: 'foreignNumber', reason: words.noNumber }];
  return parsed.value;
}

function idOf(options: readonly { id: string; zh: string }[] | undefined, text: string): string {
  return options?.find(({ id, zh }) => id === text || zh === text)?.id ?? text;
}

/** Excel writes dates and times back as 2026/11/4 9:30. */
function timed(kind: string, cell: string): string {
  if (kind === 'date') return dateOf(cell);
  if (kind !== 'date-time') return cell;
  const [date = '', time = ''] = cell.split(/[ T]/);
  return `${dateOf(date)}T${timeOf(time)}`;
}
