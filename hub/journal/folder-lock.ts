import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import { journalText } from '../locales/zh-CN/journal.ts';

const NAME = 'hub.lock';

/**
 * Keeps a second hub out of a data folder: a file with the process id and, on Linux, that process's start, so
 * that a process id used anew after a crash or a restart of the machine is not taken for the old hub. The lock
 * of a dead process is taken over. It cannot see processes of another container or machine on a shared folder.
 *
 * Resolves with the release. Throws HallError `journal-in-use`.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, NAME);
  const mine = `${process.pid} ${(await startOf(process.pid)) ?? ''}\n`;
  const draft = `${path}.${process.pid}.${performance.now()}`;
  await writeFile(draft, mine);
  try {
    const taken = (await linked(draft, path)) || (await takenOver(draft, path));
    if (!taken) throw await inUse(path);
    return () => release(path, mine);
  } finally {
    await unlink(draft);
  }
}

/**
 * Of the hubs that find the lock of a dead process only the one that holds the guard may remove it: the lock
 * another one would remove could be the new one. A guard is held for an instant; that of a process which died in
 * that instant is removed.
 */
async function takenOver(draft: string, path: string): Promise<boolean> {
  const guard = `${path}.takeover`;
  if (!(await linked(draft, guard))) {
    if (await heldByLiving(guard)) return false;
    await unlinkIfThere(guard);
    if (!(await linked(draft, guard))) return false;
  }
  try {
    if (await heldByLiving(path)) return false;
    await unlinkIfThere(path);
    return await linked(draft, path);
  } finally {
    await unlinkIfThere(guard);
  }
}

async function inUse(path: string): Promise<HallError> {
  const pid = Number.parseInt((await contentOf(path)) ?? '', 10);
  return new HallError('journal-in-use', path, journalText.inUse(Number.isNaN(pid) ? null : pid));
}

async function release(path: string, mine: string): Promise<void> {
  if ((await contentOf(path)) === mine) await unlink(path);
}

/** A link, unlike a file created empty, shows the lock's content at the moment it appears. */
async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function heldByLiving(path: string): Promise<boolean> {
  const content = (await contentOf(path)) ?? '';
  const pid = Number.parseInt(content, 10);
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const start = await startOf(pid);
  return start === null || content === `${pid} ${start}\n`;
}

/**
 * Boot and clock ticks at which a process began (proc(5), /proc/pid/stat field 22); `ended` for one that only
 * waits for its parent to notice; null where there is no /proc.
 */
async function startOf(pid: number): Promise<string | null> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : `${boot.trim()}:${fields[19]}`;
  } catch {
    return null;
  }
}
