import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HallError, isFault } from '@bandecheng/shared/errors';
import { readOptions } from './command-options.ts';
import { journalFolder } from './journal/journal-folder.ts';
import { nameDamage } from './journal/name-damage.ts';
import { verifyJournal, type DayDigest } from './journal/verify-journal.ts';
import { verifyText } from './locales/zh-CN/verify.ts';

/** What a paper or a display gave as a day's digest: the whole of it, or no less than its first 16 digits. */
const KEPT = /^(\d{4}-\d{2}-\d{2})=([0-9a-f]{16,64})$/;

/**
 * Prints a line for each day of a hub's journal and whether the chain is whole. The data folder is the first
 * argument, else DATA_DIR, else ./data; `--digest 2026-11-23=<hex>` (several with commas) holds days against digests
 * kept elsewhere, without which a rewritten or shortened end is not seen. Resolves with the exit code: 1 at damage or
 * when nothing can be read.
 */
export async function verify(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<0 | 1> {
  const options = readOptions(args, { text: ['digest'], words: 1 });
  const kept = 'mistake' in options ? null : keptDigests(options.text['digest']);
  if ('mistake' in options || kept === null) {
    print('mistake' in options ? options.mistake : verifyText.digestForm);
    return 1;
  }
  const dataFolder = resolve(options.words[0] ?? env['DATA_DIR'] ?? 'data');
  print(verifyText.head(journalFolder(dataFolder)));
  const days: DayDigest[] = [];
  try {
    const { events, torn } = await verifyJournal(dataFolder, (day) => {
      days.push(day);
      if (day.lines === 0) print(verifyText.emptyDay(day.day));
      else print(verifyText.day(day.day, day.lines, day.firstSeq, day.lastSeq, day.digest));
    });
    if (torn !== null) print(verifyText.torn(torn.file, torn.bytes));
    const unlike = againstKept(days, kept);
    print(unlike ?? (events === 0 ? verifyText.nothing : verifyText.whole(events, days.length)));
    if (unlike === null && kept.size > 0) print(verifyText.likeKept(kept.size));
    return unlike === null ? 0 : 1;
  } catch (error) {
    for (const line of await reasonOf(error, dataFolder)) print(line);
    return 1;
  }
}

/** Digests by day; null when one of them is none. As printed, in groups with spaces, they come in quotation marks. */
function keptDigests(text: string | undefined): ReadonlyMap<string, string> | null {
  const kept = new Map<string, string>();
  for (const part of text?.replaceAll(' ', '').toLowerCase().split(',') ?? []) {
    const [, day, digest] = KEPT.exec(part) ?? [];
    if (day === undefined || digest === undefined) return null;
    kept.set(day, digest);
  }
  return kept;
}

/** The first day that is not as its kept digest says, with the records that may have been rewritten. */
function againstKept(days: readonly DayDigest[], kept: ReadonlyMap<string, string>): string | null {
  let provenTo = 0;
  for (const [day, digest] of [...kept].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const found = days.find((one) => one.day === day && one.lines > 0);
    if (found === undefined) return verifyText.dayMissing(day);
    if (!found.digest.startsWith(digest))
      return verifyText.unlikeKept(day, digest, found.digest, provenTo + 1, found.lastSeq);
    provenTo = found.lastSeq;
  }
  return null;
}

async function reasonOf(error: unknown, dataFolder: string): Promise<string[]> {
  if (isFault(error, 'journal-damaged')) {
    const damage = await nameDamage(dataFolder);
    const named = damage === null ? [] : [verifyText.named(damage)];
    return [verifyText.damaged(error.place, error.message), ...named];
  }
  if (error instanceof HallError) return [verifyText.damaged(error.place, error.message)];
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    return [verifyText.noFolder(journalFolder(dataFolder))];
  return [verifyText.unreadable(String(error))];
}

const started = process.argv[1];
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url))
  process.exitCode = await verify(process.argv.slice(2), process.env, (line) => {
    process.stdout.write(`${line}\n`);
  });
