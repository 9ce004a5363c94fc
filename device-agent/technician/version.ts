import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Version of this agent, as its package says it. */
export const VERSION: string = readVersion();

/** Built code in dist finds the agent's package file two folders up, its source one. */
function readVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: string };
  return about.version ?? '?';
}
