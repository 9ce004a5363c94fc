import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';

const NAME = /^(\d{4}-\d{2}-\d{2})\.jsonl$/;

/** The journal's folder inside a hub's data folder. */
export function journalFolder(dataFolder: string): string {
  return join(dataFolder, 'journal');
}

/** File name of a business day. */
export function fileOfDay(day: BusinessDay): string {
  return `${day}.jsonl`;
}

/** Business day of a journal file's name. */
export function dayOfFile(file: string): BusinessDay {
  return file.slice(0, -'.jsonl'.length);
}

/** Names of the journal's files, oldest first. Anything else in the folder is left alone. */
export async function journalFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => NAME.test(name)).sort();
}
