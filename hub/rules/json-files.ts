import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HallError, type Fault } from '@bandecheng/shared/errors';
import { filesText } from '../locales/zh-CN/files.ts';
import { readJson } from '../read-json.ts';

/** Every JSON file of a folder with its path, in the order of their names. Throws HallError with the fault given. */
export async function jsonFiles(folder: string, fault: Fault): Promise<[path: string, content: unknown][]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new HallError(fault, folder, filesText.unreadable, cause);
  });
  const paths = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
  return Promise.all(
    paths.map(async (path): Promise<[string, unknown]> => [path, await readJson(path, fault, fault)]),
  );
}
