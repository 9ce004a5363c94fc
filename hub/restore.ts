import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import { failureText } from './backup/failure-text.ts';
import { checkManifest, type Manifest } from './backup/manifest.ts';
import { openSealed } from './backup/sealed-archive.ts';
import { unpack } from './backup/tar-archive.ts';
import { readOptions, runIfStarted } from './command-options.ts';
import { verifyJournal } from './journal/verify-journal.ts';
import { backupText } from './locales/zh-CN/backup.ts';

/**
 * Lays a backup (`--from`) into a new folder (`--to`) with the key in `--key-file`, and verifies all of it: nothing
 * is written before the whole archive has proved whole, and nothing stays of one whose files or chain do not hold.
 * Resolves with the exit code: 1 when nothing was restored.
 */
export async function restore(
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<0 | 1> {
  const options = readOptions(args, { text: ['from', 'to', 'key-file'] });
  const { from, to, 'key-file': keyFile } = 'mistake' in options ? {} : options.text;
  if ('mistake' in options || from === undefined || to === undefined || keyFile === undefined) {
    complain('mistake' in options ? options.mistake : backupText.restoreUsage);
    return 1;
  }
  const folder = resolve(to);
  try {
    await keepToEmpty(folder);
    const archive = await openSealed(from, keyFile);
    for await (const _ of archive.plain());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const manifest = await laidOut(archive.plain(), folder, from).catch(async (error: unknown) => {
      await emptied(folder);
      throw error;
    });
    print(backupText.restored(manifest.hall, manifest.files.length, manifest.journal.seq));
    print(backupText.start(folder));
    if (!manifest.files.some(({ path }) => path === 'data/registers/vault-key.json'))
      print(backupText.vaultKeyApart);
    return 0;
  } catch (error) {
    complain(backupText.notRestored(failureText(error)));
    return 1;
  }
}

/** What is there already is somebody's, perhaps a hall's. */
async function keepToEmpty(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (there.length > 0) throw new HallError('backup-invalid', folder, backupText.notEmpty);
}

/** Tries for some seconds: what was being written when it failed comes to its end meanwhile. */
async function emptied(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

async function laidOut(plain: AsyncIterable<Buffer>, folder: string, from: string): Promise<Manifest> {
  await unpack(plain, folder);
  const { manifest, unlike } = await checkManifest(folder);
  if (unlike !== null) throw new HallError('backup-invalid', `${from}: ${unlike}`, backupText.damaged);
  const { seq, hash } = manifest.journal;
  if (seq === 0) return manifest;
  let last = '';
  const { events } = await verifyJournal(join(folder, 'data'), ({ digest }) => {
    if (digest !== '') last = digest;
  });
  if (events !== seq || last !== hash) throw new HallError('backup-invalid', from, backupText.damaged);
  return manifest;
}

await runIfStarted(import.meta.url, restore);
