import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { KeptFile } from './kept-files.ts';

export const MANIFEST = 'manifest.json';

/** What a backup holds, written last into it. */
export interface Manifest {
  version: 1;
  hall: string;
  at: Instant;
  /** The last line of the journal in it; 0 before the first. */
  journal: { seq: number; hash: string };
  files: { path: string; bytes: number; sha256: string }[];
}

/** The same files, and behind them the manifest of what went by. */
export async function* withManifest(
  files: AsyncIterable<KeptFile>,
  head: () => Omit<Manifest, 'version' | 'files'>,
): AsyncGenerator<KeptFile> {
  const listed: Manifest['files'] = [];
  for await (const file of files) {
    const hash = createHash('sha256');
    async function* content() {
      for await (const part of file.content) {
        hash.update(part);
        yield part;
      }
    }
    yield { ...file, content: content() };
    listed.push({ path: file.path, bytes: file.bytes, sha256: hash.digest('hex') });
  }
  const manifest: Manifest = { version: 1, ...head(), files: listed };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  yield { path: MANIFEST, bytes: text.length, content: only(text) };
}

/** The manifest of an unpacked backup, and the first file that is not as it says; null: all are. */
export async function checkManifest(folder: string): Promise<{ manifest: Manifest; unlike: string | null }> {
  const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile()).length;
  for (const { path, sha256 } of manifest.files)
    if ((await sha256Of(join(folder, path))) !== sha256) return { manifest, unlike: path };
  return { manifest, unlike: found === manifest.files.length + 1 ? null : MANIFEST };
}

async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const part of createReadStream(path)) hash.update(part as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
