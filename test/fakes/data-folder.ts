import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder with its bytes; paths are relative. */
export async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  return new Map(paths.map((path, i) => [path.slice(folder.length + 1), contents[i]!]));
}

/** The files that hold these bytes, as they are or written in hexadecimal digits or either base64. */
export function holdersOf(secret: Buffer, files: ReadonlyMap<string, Buffer>): string[] {
  const spellings = [
    secret,
    ...(['hex', 'base64', 'base64url'] as const).map((encoding) =>
      Buffer.from(secret.toString(encoding).replace(/=+$/, '')),
    ),
  ];
  return [...files]
    .filter(([, bytes]) => spellings.some((spelling) => bytes.includes(spelling)))
    .map(([path]) => path);
}
