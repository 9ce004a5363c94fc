import { open, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Calendar } from '@bandecheng/shared/calendar/calendar';
import { doubtsAbout, type LegalYear } from '@bandecheng/shared/calendar/legal-year';
import { HallError } from '@bandecheng/shared/errors';
import { calendarMoves } from './calendar-moves.ts';
import { readOptions, runIfStarted } from './command-options.ts';
import { flushFolder } from './flush-folder.ts';
import { calendarText } from './locales/zh-CN/calendar.ts';
import { readState } from './read-state.ts';
import { readYear, readYears, yearsFolder } from './rules/read-years.ts';

/**
 * Takes a year's holidays from a file into the years' folder, or the one of `--into`. Prints what the year holds,
 * what is unusual in it, what it changes of a year already there and which open deadlines of the hall in `--data`
 * (DATA_DIR, ./data) it moves; where it is unusual or changes a year, only `--confirm` writes it. Resolves with the
 * exit code: 1 when nothing was written.
 */
export async function calendar(
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<0 | 1> {
  const options = readOptions(args, { text: ['into', 'data'], flag: ['confirm'], words: 1 });
  const file = 'mistake' in options ? undefined : options.words[0];
  if ('mistake' in options || file === undefined) {
    complain('mistake' in options ? options.mistake : calendarText.usage);
    return 1;
  }
  const folder = options.text['into'] ?? yearsFolder();
  try {
    const year = await readYear(file);
    const years = await readYears(folder);
    const there = years.find((one) => one.year === year.year);
    for (const line of calendarText.holidays(year)) print(line);
    const doubts = [
      ...doubtsAbout(year).map(calendarText.doubt),
      ...(there === undefined ? [] : calendarText.changes(there, year)),
    ];
    for (const line of doubts) print(line);
    const data = resolve(options.text['data'] ?? process.env['DATA_DIR'] ?? 'data');
    for (const line of await moveLines(data, [...years.filter((one) => one !== there), year])) print(line);
    if (doubts.length > 0 && !options.flag.has('confirm')) {
      complain(calendarText.confirm);
      return 1;
    }
    print(calendarText.written(await writeYear(folder, year)));
    return 0;
  } catch (error) {
    if (!(error instanceof HallError)) throw error;
    complain(error.message);
    return 1;
  }
}

/**
 * The hall's folder is read, not its hub asked: that needs no account on the command line, and works while the hub is
 * down. What it has acknowledged is on disk.
 */
async function moveLines(dataFolder: string, years: LegalYear[]): Promise<string[]> {
  const state = await readState(dataFolder);
  if (state === null) return [calendarText.noHall(dataFolder)];
  const { override } = state.desk.calendar;
  const coming: Calendar = { years, ...(override === undefined ? {} : { override }) };
  const timeZone = state.hall?.timeZone ?? 'Asia/Shanghai';
  return calendarText.moves(calendarMoves(state, coming, Date.now()), timeZone);
}

/** The old file or the new one, never a part. */
async function writeYear(folder: string, year: LegalYear): Promise<string> {
  const path = join(folder, `${year.year}.json`);
  const handle = await open(`${path}.tmp`, 'w');
  try {
    await handle.writeFile(yearFile(year));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.tmp`, path);
  await flushFolder(folder);
  return path;
}

/** A day a line, in the order of the calendar, so that two versions can be laid side by side. */
function yearFile({ days, ...head }: LegalYear): string {
  const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
  const lines = sorted.map(
    ({ date, name, off }) => `    { "date": "${date}", "name": ${JSON.stringify(name)}, "off": ${off} }`,
  );
  const opening = JSON.stringify(head, null, 2).replace(/\n\}$/, '');
  return `${opening},\n  "days": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

await runIfStarted(import.meta.url, calendar);
