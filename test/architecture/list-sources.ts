import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const BUILT_OR_FETCHED = new Set(['node_modules', 'dist', 'public', 'data', 'results', '.git']);

export const APPS = ['shared', 'device-agent', 'hub', 'kiosk-ui'] as const;

/** Repository paths, sorted, of the files under a folder that a person wrote. */
export function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => !BUILT_OR_FETCHED.has(name))
    .map((name) => posix.join(folder, name))
    .flatMap((path) => (statSync(join(root, path)).isDirectory() ? listFiles(path) : [path]))
    .sort();
}

export function isScript(file: string): boolean {
  return /\.(ts|vue)$/.test(file);
}

export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The apps' own TypeScript and Vue files. */
export function appScripts(): string[] {
  return APPS.flatMap(listFiles).filter(isScript);
}
