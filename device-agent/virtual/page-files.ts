import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface PageFile {
  type: string;
  bytes: Uint8Array;
  /** Its name changes with its content. */
  lasting: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The built page: `/` is virtual.html; beside it only its assets and the icon. Null for everything else. */
export async function readPageFile(folder: string, path: string): Promise<PageFile | null> {
  const name = path === '/' ? 'virtual.html' : (/^\/(icon\.svg|assets\/[\w.-]+)$/.exec(path)?.[1] ?? null);
  const type = name === null ? undefined : TYPES[extname(name)];
  if (name === null || type === undefined) return null;
  const bytes = await readFile(join(folder, name)).catch(() => null);
  return bytes === null ? null : { type, bytes, lasting: name.startsWith('assets/') };
}
