import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder } from '../flush-folder.ts';

/** One open journal file. */
export interface Segment {
  readonly path: string;
  /** Writes some of the bytes at a byte offset and resolves with how many; a full disk may take only a part. */
  write(bytes: Uint8Array, offset: number): Promise<number>;
  /** Resolves when what was written survives a power cut. Rejects also where the file has been deleted meanwhile. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export type OpenSegment = (path: string) => Promise<Segment>;

/** Opens a file for writing at given offsets; a new one's name is on disk before this resolves. */
export const openSegment: OpenSegment = async (path) => {
  const fd = await openOrCreate(path);
  return {
    path,
    write: (bytes, offset) =>
      new Promise((resolve, reject) => {
        fs.write(fd, bytes, 0, bytes.length, offset, (error, written) =>
          error === null ? resolve(written) : reject(error),
        );
      }),
    flush: () =>
      new Promise((resolve, reject) => {
        fs.fdatasync(fd, (error) => {
          if (error !== null) reject(error);
          else if (isDeleted(fd)) reject(new Error(`ENOENT: ${path} has been deleted`));
          else resolve();
        });
      }),
    close: () =>
      new Promise((resolve, reject) => {
        fs.close(fd, (error) => (error === null ? resolve() : reject(error)));
      }),
  };
};

/** A deleted file takes bytes as before, and loses them all when it is closed. */
function isDeleted(fd: number): boolean {
  return fs.fstatSync(fd).nlink === 0;
}

async function openOrCreate(path: string): Promise<number> {
  const existing = await openFile(path, 'r+');
  if (existing !== null) return existing;
  const created = await openFile(path, 'wx+');
  if (created === null) throw new Error(`${path} vanished while it was opened`);
  await flushFolder(dirname(path));
  return created;
}

function openFile(path: string, flags: 'r+' | 'wx+'): Promise<number | null> {
  return new Promise((resolve, reject) => {
    fs.open(path, flags, 0o640, (error, fd) => {
      if (error === null) resolve(fd);
      else if (error.code === 'ENOENT' && flags === 'r+') resolve(null);
      else reject(error);
    });
  });
}
