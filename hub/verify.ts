import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HallError } from '@bandecheng/shared/errors';
import { journalFolder } from './journal/journal-folder.ts';
import { verifyJournal } from './journal/verify-journal.ts';
import { verifyText } from './locales/zh-CN/verify.ts';

/**
 * Prints a line for each day of a hub's journal and whether the chain is whole. The data folder is the first
 * argument, else DATA_DIR, else ./data. Resolves with the exit code: 1 at damage or when nothing can be read.
 */
export async function verify(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<0 | 1> {
  const dataFolder = resolve(args[0] ?? env['DATA_DIR'] ?? 'data');
  print(verifyText.head(journalFolder(dataFolder)));
  try {
    const { days, events, torn } = await verifyJournal(dataFolder, (day) => {
      if (day.lines === 0) print(verifyText.emptyDay(day.day));
      else print(verifyText.day(day.day, day.lines, day.firstSeq, day.lastSeq, day.digest));
    });
    if (torn !== null) print(verifyText.torn(torn.file, torn.bytes));
    print(events === 0 ? verifyText.nothing : verifyText.whole(events, days));
    return 0;
  } catch (error) {
    print(reasonOf(error, dataFolder));
    return 1;
  }
}

function reasonOf(error: unknown, dataFolder: string): string {
  if (error instanceof HallError) return verifyText.damaged(error.place, error.message);
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    return verifyText.noFolder(journalFolder(dataFolder));
  return verifyText.unreadable(String(error));
}

const started = process.argv[1];
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url))
  process.exitCode = await verify(process.argv.slice(2), process.env, (line) => {
    process.stdout.write(`${line}\n`);
  });
