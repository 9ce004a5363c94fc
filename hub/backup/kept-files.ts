import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { journalFolder, journalFiles } from '../journal/journal-folder.ts';
import type { Position } from '../journal/journal.ts';
import { readJournal } from '../journal/read-journal.ts';

/** A file as it goes into a backup. */
export interface KeptFile {
  /** Inside the archive, with slashes. */
  path: string;
  bytes: number;
  content: AsyncIterable<Buffer>;
}

interface KeptHall {
  dataFolder: string;
  /** The hall.json it runs by. */
  hallFile: string;
  /** Files and folders that hall.json names beside itself. As written there. */
  named: readonly string[];
}

/** Read before everything else, or of this machine and made anew by a start. */
const LEFT_OUT = /^(journal|webhooks|province|snapshot\.json|hub\.lock.*)$/;
/** What has been told to others, each with the number of the last event taken in. */
const TOLD = ['webhooks', 'province'];
const HALF = /\.tmp$/;
/** Where what lies outside the hall's own folder goes in the archive. */
export const ELSEWHERE = 'elsewhere';

/**
 * Everything a hall needs to go on elsewhere, whole while a hub works on it. What has been told to others comes first:
 * what it lacks of the journal is taken in from there at a start, but of what it had taken in beyond the journal's end
 * the restored hub would tell nobody. Then the journal, up to the last whole command on disk: a text or a file is sealed
 * before the line that names it, so that whatever these lines name is there when the vault is read after them. What the
 * vault holds beyond them nobody refers to, and the restored hub sweeps it; what was erased meanwhile stays erased.
 * Every other file is only ever replaced whole. What is named twice comes once.
 *
 * `onJournal` is told where the journal was cut. Throws HallError `journal-damaged`.
 */
export async function* keptFiles(
  hall: KeptHall,
  onJournal: (end: Position) => void,
): AsyncGenerator<KeptFile> {
  const kept = new Set<string>();
  for await (const file of allFiles(hall, onJournal)) {
    if (!kept.has(file.path)) yield file;
    kept.add(file.path);
  }
}

async function* allFiles(
  { dataFolder, hallFile, named }: KeptHall,
  onJournal: (end: Position) => void,
): AsyncGenerator<KeptFile> {
  for (const name of TOLD) yield* below(join(dataFolder, name), `data/${name}`);
  yield* journalOf(dataFolder, onJournal);
  for (const name of (await readdir(dataFolder)).sort())
    if (!LEFT_OUT.test(name)) yield* below(join(dataFolder, name), `data/${name}`);
  yield* below(hallFile, 'hall.json');
  const home = resolve(hallFile, '..');
  for (const one of named) yield* below(resolve(home, one), placeOf(home, one));
}

/** Where what hall.json names lies in the archive: beside hall.json as in the hall, or `elsewhere`. */
export function placeOf(home: string, named: string): string {
  const inside = relative(home, resolve(home, named));
  const isInside = !isAbsolute(named) && inside !== '' && !inside.startsWith('..');
  return isInside ? inside.split(sep).join('/') : `${ELSEWHERE}/${normalize(named).replace(/^[./\\]+/, '')}`;
}

async function* journalOf(dataFolder: string, onJournal: (end: Position) => void): AsyncGenerator<KeptFile> {
  const folder = journalFolder(dataFolder);
  const { position } = await readJournal({ folder, from: null, hall: null, onEvent: () => undefined });
  onJournal(position);
  for (const file of await journalFiles(folder)) {
    if (file > position.file) break;
    const path = join(folder, file);
    const bytes = file === position.file ? position.offset : (await stat(path)).size;
    if (bytes === 0) continue;
    yield { path: `data/journal/${file}`, bytes, content: createReadStream(path, { end: bytes - 1 }) };
  }
}

/** A file, or what lies below a folder; passes over what is gone by now and what is still being written. */
async function* below(path: string, name: string): AsyncGenerator<KeptFile> {
  if (HALF.test(path)) return;
  try {
    if ((await stat(path)).isDirectory()) {
      for (const one of (await readdir(path)).sort()) yield* below(join(path, one), `${name}/${one}`);
      return;
    }
    const bytes = await readFile(path);
    yield { path: name, bytes: bytes.length, content: only(bytes) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
