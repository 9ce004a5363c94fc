import { CalendarOverride } from '@bandecheng/shared/calendar/calendar-override';
import { LegalYear } from '@bandecheng/shared/calendar/legal-year';
import { HallError } from '@bandecheng/shared/errors';
import { parse, problemLines } from '@bandecheng/shared/parse';
import { readJson } from '../read-json.ts';
import { jsonFiles } from './json-files.ts';
import { sharedFolder } from './shared-folder.ts';

/** Where the years lie, one file for each. */
export function yearsFolder(): string {
  return sharedFolder('calendar', 'legal');
}

/** The holiday arrangements known, a year each. Throws `calendar-invalid` with the file and every problem. */
export async function readYears(folder = yearsFolder()): Promise<LegalYear[]> {
  return (await jsonFiles(folder, 'calendar-invalid')).map(([file, content]) =>
    parsed(LegalYear, file, content),
  );
}

/** One year from a file. Throws `calendar-invalid`. */
export async function readYear(file: string): Promise<LegalYear> {
  return parsed(LegalYear, file, await readJson(file, 'calendar-invalid', 'calendar-invalid'));
}

/** What a hall lays over the years. Throws `calendar-invalid`. */
export async function readOverride(file: string): Promise<CalendarOverride> {
  return parsed(CalendarOverride, file, await readJson(file, 'calendar-invalid', 'calendar-invalid'));
}

function parsed<S extends typeof LegalYear | typeof CalendarOverride>(
  schema: S,
  file: string,
  content: unknown,
): ReturnType<S['parse']> {
  const read = parse(schema, content);
  if (!read.ok) throw new HallError('calendar-invalid', file, problemLines(read.problems));
  return read.value as ReturnType<S['parse']>;
}
