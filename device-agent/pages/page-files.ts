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
  '.wav': 'audio/wav',
};

/** Folders and a file of plain names, no step of which leads upwards. */
const PLAIN_PATH = /^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/;

/**
 * A file of the built pages; null where there is none of a known type.
 * @param name of the file within the folder: `kiosk.html`, `assets/kiosk-1a2b.js`
 */
export async function readPageFile(folder: string, name: string): Promise<PageFile | null> {
  const type = TYPES[extname(name)];
  if (type === undefined || !PLAIN_PATH.test(name)) return null;
  const bytes = await readFile(join(folder, name)).catch(() => null);
  return bytes === null ? null : { type, bytes, lasting: name.startsWith('assets/') };
}
