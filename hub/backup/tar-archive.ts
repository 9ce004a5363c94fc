import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Header, Pax, extract } from 'tar';
import type { KeptFile } from './kept-files.ts';

const BLOCK = 512;

/** Files as a tar archive, one after the other, each of just the length it was announced with. */
export async function* packed(files: AsyncIterable<KeptFile>): AsyncGenerator<Buffer> {
  for await (const { path, bytes, content } of files) {
    yield headOf(path, bytes);
    let length = 0;
    for await (const part of content) {
      length += part.length;
      yield part;
    }
    if (length !== bytes) throw new Error(`${path} has ${length} bytes in place of ${bytes}`);
    yield Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/**
 * Lays the files of an archive under a folder, readable by their owner alone. No path leads out of it. After a rejection
 * some writes may still be under way.
 */
export async function unpack(archive: AsyncIterable<Buffer>, folder: string): Promise<void> {
  const into = extract({
    cwd: folder,

    strict: true,
    fmode: 0o600,
    dmode: 0o700,
    preserveOwner: false,
  });
  await pipeline(Readable.from(archive), into as unknown as NodeJS.WritableStream);
}

function headOf(path: string, size: number): Buffer {
  const header = new Header({ path, size, mode: 0o600, type: 'File', mtime: new Date(0), uid: 0, gid: 0 });
  const block = Buffer.alloc(BLOCK);
  const needsPax = header.encode(block, 0);
  return needsPax ? Buffer.concat([new Pax({ path, size }).encode(), block]) : block;
}
