import { instantOf } from '@bandecheng/shared/calendar/instant-of';
import { BookAppointment } from '@bandecheng/shared/commands';
import type { ImportAppointments } from '@bandecheng/shared/page-commands';
import type { Hall } from '@bandecheng/shared/hall';
import { parse } from '@bandecheng/shared/parse';
import { wordsOf, type ApiLanguage } from './problem.ts';
import { readCsv, type CsvRow } from './read-csv.ts';

type Booking = ImportAppointments['appointments'][number];
export interface LineProblem {
  line: number;
  path: string;
  reason: string;
}
/** Line by line; a line without booking has a problem. */
export interface ReadBookings {
  bookings: { line: number; booking: Booking }[];
  problems: LineProblem[];
}

/** Lines of one import: some months of a busy hall. */
export const MOST_LINES = 2_000;

/** Columns by every name they may have in the first line. */
const COLUMNS: Readonly<Record<string, Column>> = {
  service: 'service',
  业务: 'service',
  date: 'date',
  日期: 'date',
  time: 'time',
  时间: 'time',
  code: 'code',
  预约码: 'code',
  person: 'person',
  证件号码: 'person',
};
type Column = 'service' | 'date' | 'time' | 'code' | 'person';
const NEEDED: readonly Column[] = ['service', 'date', 'time'];

const Line = BookAppointment.omit({ id: true, type: true });

/**
 * A table of appointments: a line each, with the columns service (id or Chinese name), date, time and, optional, code
 * and person, in any order. Every line is read, whatever is wrong with others.
 */
export function readAppointments(text: string, hall: Hall, language: ApiLanguage): ReadBookings {
  const words = wordsOf(language).csvText;
  const whole = (reason: string, line = 1, path = ''): ReadBookings => ({
    bookings: [],
    problems: [{ line, path, reason }],
  });
  const rows = readCsv(text);
  if ('openQuoteAt' in rows) return whole(words.openQuote, rows.openQuoteAt);
  const [head, ...lines] = rows;
  if (head === undefined || lines.length === 0) return whole(words.empty);
  if (lines.length > MOST_LINES) return whole(words.tooMany(MOST_LINES));
  const columns = readHead(head, language);
  if (columns.problems.length > 0) return { bookings: [], problems: columns.problems };
  const read: ReadBookings = { bookings: [], problems: [] };
  for (const row of lines) {
    const booking = readLine(row, columns.columns, hall, language);
    if (Array.isArray(booking)) read.problems.push(...booking);
    else read.bookings.push({ line: row.line, booking });
  }
  return read;
}

function readHead(
  { line, cells }: CsvRow,
  language: ApiLanguage,
): { columns: (Column | undefined)[]; problems: LineProblem[] } {
  const words = wordsOf(language).csvText;
  const columns = cells.map((cell) =>
    Object.hasOwn(COLUMNS, cell.toLowerCase()) ? COLUMNS[cell.toLowerCase()] : undefined,
  );
  const missing = NEEDED.filter((column) => !columns.includes(column));
  const problems = [
    ...cells.flatMap((path, i): LineProblem[] => {
      const column = columns[i];
      if (column === undefined) return [{ line, path, reason: words.unknownColumn }];
      return columns.indexOf(column) === i ? [] : [{ line, path, reason: words.columnTwice }];
    }),
    ...missing.map((path) => ({ line, path, reason: words.noColumn(path) })),
  ];
  return { columns, problems };
}

function readLine(
  { line, cells }: CsvRow,
  columns: readonly (Column | undefined)[],
  hall: Hall,
  language: ApiLanguage,
): Booking | LineProblem[] {
  const words = wordsOf(language).csvText;
  if (cells.length !== columns.length)
    return [{ line, path: '', reason: words.cells(columns.length, cells.length) }];
  const of = (column: Column): string => cells[columns.indexOf(column)] ?? '';
  const service = hall.services.find((s) => s.name.zh === of('service'))?.id ?? of('service');
  const startsAt = instantOf(dateOf(of('date')), timeOf(of('time')), hall.timeZone);
  const parsed = parse(
    Line,
    {
      ...{ service, startsAt: startsAt ?? 0 },
      ...(of('code') === '' ? {} : { code: of('code') }),
      ...(of('person') === '' ? {} : { person: of('person') }),
    },
    language,
  );
  const problems = [
    ...(startsAt === null ? [{ path: 'time', reason: words.noSuchTime }] : []),
    ...(parsed.ok ? [] : parsed.problems),
  ].map((problem) => ({ line, ...problem }));
  return parsed.ok && problems.length === 0 ? parsed.value : problems;
}

/** Excel writes a date back as 2026/11/4. */
export function dateOf(text: string): string {
  const [year = '', month = '', day = ''] = text.split(/[-/]/);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Excel writes a time back as 9:30 or 9:30:00. */
export function timeOf(text: string): string {
  const [hour = '', minute = '', second = '00'] = text.split(':');
  return second === '00' ? `${hour.padStart(2, '0')}:${minute}` : '';
}
