import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A file of the built screens. */
export interface BuiltFile {
  bytes: Buffer;
  etag: string;
}

/**
 * The built screens, some 2 MB, read once: opened for each request, a flood of requests would hold up the journal,
 * which is flushed on the same threads.
 * @returns path within the folder, `kiosk.html` or `assets/kiosk-1a2b.js` → file; empty where nothing was built
 */
export function readBuiltFiles(folder: string): ReadonlyMap<string, BuiltFile> {
  const files = entriesOf(folder).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const bytes = readFileSync(join(parentPath, name));
      const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
      return [relative(folder, join(parentPath, name)), { bytes, etag }];
    }),
  );
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
