import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { clockText } from '@bandecheng/shared/calendar/business-day';
import { readArchiveKey } from './backup/archive-key.ts';
import { failureText } from './backup/failure-text.ts';
import { ELSEWHERE, keptFiles, placeOf } from './backup/kept-files.ts';
import { withManifest } from './backup/manifest.ts';
import { namedFiles } from './backup/named-files.ts';
import { writeSealed } from './backup/sealed-archive.ts';
import { packed } from './backup/tar-archive.ts';
import { readOptions, runIfStarted } from './command-options.ts';
import { readHall } from './config.ts';
import { JOURNAL_START } from './journal/read-journal.ts';
import { backupText } from './locales/zh-CN/backup.ts';

/**
 * Saves all that a hall is, from hall.json (`--hall`) and its data folder (DATA_DIR above the file's), into one new
 * encrypted file in the folder `--to`, under the key in `--key-file`. The hub may be running. Resolves with the exit
 * code: 1 when nothing was saved.
 */
export async function backup(
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<0 | 1> {
  const options = readOptions(args, { text: ['hall', 'to', 'key-file'] });
  const { hall: hallFile, to, 'key-file': keyFile } = 'mistake' in options ? {} : options.text;
  if ('mistake' in options || hallFile === undefined || to === undefined || keyFile === undefined) {
    complain('mistake' in options ? options.mistake : backupText.usage);
    return 1;
  }
  try {
    const config = await readHall(hallFile, process.env);
    const { hall, dataFolder, folder } = config;
    const key = await readArchiveKey(keyFile);
    const now = Date.now();
    const stamp = clockText(now, hall.timeZone).slice(0, 19).replaceAll(/[-:]/g, '').replace(' ', '-');
    await mkdir(to, { recursive: true });
    const path = join(resolve(to), `bandecheng-${hall.id}-${stamp}.backup`);
    let end = JOURNAL_START;
    const named = namedFiles(config);
    const files = keptFiles({ dataFolder, hallFile: resolve(hallFile), named }, (at) => (end = at));
    const head = () => ({ hall: hall.id, at: now, journal: { seq: end.seq, hash: end.hash } });
    const bytes = await writeSealed(path, key, packed(withManifest(files, head)));
    print(backupText.saved(path, bytes, end.seq, end.hash));
    for (const one of named)
      if (placeOf(folder, one).startsWith(`${ELSEWHERE}/`)) print(backupText.elsewhere(one));
    if (!(await isThere(join(dataFolder, 'registers', 'vault-key.json')))) print(backupText.vaultKeyApart);
    return 0;
  } catch (error) {
    complain(backupText.failed(failureText(error)));
    return 1;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

await runIfStarted(import.meta.url, backup);
