import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { flushFolder } from '../flush-folder.ts';

/**
 * `202611-23010000-<80 random bits>`: year and month, then day and time to the second, in UTC. An id tells its
 * folder and its age, so that neither is looked up.
 */
const ID = /^(\d{4})(\d{2})-(\d{2})(\d{2})(\d{2})(\d{2})-[0-9a-f]{20}$/;
const ID_LENGTH = '202611-23010000-'.length + 20;
const MONTH = /^\d{4}-\d{2}$/;
/** What `replace-file.ts` adds to a name until the file is whole. */
const HALF = /^\.\d+\.tmp$/;

/** Files of one kind, written once: `<data folder>/<kind>/2026-11/<id><suffix>`. */
export interface DatedFiles {
  /** Where the file of this id lies; null for a text that is no id, so that none leads out of the folder. */
  pathOf(id: string): string | null;
  /** A new id and its path, in a folder that is on disk. */
  makeRoom(): Promise<{ id: string; path: string }>;
  /** Passes over what is not there. Resolves when gone from disk. */
  erase(ids: readonly string[]): Promise<void>;
  /**
   * Erases what was made before `olderThan` and nothing refers to, and what a power cut left half written. Tells how
   * many whole files went. `olderThan` must lie before every write that is still under way.
   */
  sweep(isReferred: (id: string) => boolean, olderThan: Instant): Promise<number>;
}

/** Opens the files of a kind. Its folders are their owner's alone. */
export async function openDatedFiles(
  dataFolder: string,
  kind: 'vault' | 'attachments',
  { suffix, clock }: { suffix: string; clock: () => Instant },
): Promise<DatedFiles> {
  const root = join(dataFolder, kind);
  await mkdir(root, { recursive: true, mode: 0o700 });
  await flushFolder(dataFolder);

  function pathOf(id: string): string | null {
    const [, year, month] = ID.exec(id) ?? [];
    return year === undefined || month === undefined ? null : join(root, `${year}-${month}`, id + suffix);
  }

  async function erase(ids: readonly string[]): Promise<void> {
    const paths = ids.map(pathOf).filter((path) => path !== null);
    await Promise.all(paths.map((path) => rm(path, { force: true })));
    await Promise.all([...new Set(paths.map(dirname))].map(flushIfThere));
  }

  /** What lies in the months' folders under a name of ours, whole or half written. */
  async function list(): Promise<{ id: string; path: string; isHalf: boolean }[]> {
    const paths = (await monthsIn(root)).map(async (month) =>
      (await readdir(join(root, month))).map((name) => ({ name, path: join(root, month, name) })),
    );
    return (await Promise.all(paths)).flat().flatMap(({ name, path }) => {
      const id = name.slice(0, ID_LENGTH);
      const whole = pathOf(id);
      if (whole === null || !path.startsWith(whole)) return [];
      const rest = path.slice(whole.length);
      return rest === '' || HALF.test(rest) ? [{ id, path, isHalf: rest !== '' }] : [];
    });
  }

  return {
    pathOf,
    erase,
    async makeRoom() {
      const id = newId(clock());
      const path = pathOf(id)!;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await flushFolder(root);
      return { id, path };
    },
    async sweep(isReferred, olderThan) {
      const old = (await list()).filter(({ id }) => madeBy(id) < olderThan);
      const orphans = old.filter(({ id, isHalf }) => !isHalf && !isReferred(id)).map(({ id }) => id);
      const halves = old.filter(({ isHalf }) => isHalf);
      await Promise.all(halves.map(({ path }) => rm(path, { force: true })));
      await erase(orphans);
      return orphans.length;
    },
  };
}

/** Whether a file of this kind was ever kept in this data folder. */
export async function isAnythingKept(dataFolder: string, kind: 'vault' | 'attachments'): Promise<boolean> {
  try {
    return (await monthsIn(join(dataFolder, kind))).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function monthsIn(root: string): Promise<string[]> {
  return (await readdir(root)).filter((name) => MONTH.test(name));
}

function newId(at: Instant): string {
  const digits = new Date(at).toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 6)}-${digits.slice(6, 14)}-${randomBytes(10).toString('hex')}`;
}

/** The last instant at which the id may have been made. */
function madeBy(id: string): Instant {
  const [, year, month, day, hour, minute, second] = (ID.exec(id) ?? []).map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second, 999);
}

async function flushIfThere(folder: string): Promise<void> {
  try {
    await flushFolder(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
