import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import { flushFolder } from '../flush-folder.ts';
import { backupText } from '../locales/zh-CN/backup.ts';
import { keyMark, readArchiveKey, type ArchiveKey } from './archive-key.ts';

/**
 * A file of ours: one line of JSON, then AES-256-GCM over what it holds, the line as additional data, and the tag.
 * One key takes one nonce: the nonce is random and new for each archive.
 */
const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;
const LONGEST_HEAD = 1_024;

interface Head {
  bandecheng: 'backup';
  version: 1;
  salt: string | null;
  mark: string;
  nonce: string;
}

/** Writes the sealed archive; its name is there once all of it is on disk. Tells how many bytes it has. */
export async function writeSealed(
  path: string,
  { key, salt }: ArchiveKey,
  plain: AsyncIterable<Buffer>,
): Promise<number> {
  const nonce = randomBytes(12);
  const head: Head = {
    ...{ bandecheng: 'backup', version: 1, salt, mark: keyMark(key), nonce: nonce.toString('hex') },
  };
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(line);
  const temporary = `${path}.tmp`;
  let bytes = 0;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    const write = async (part: Buffer): Promise<void> => {
      await handle.writeFile(part);
      bytes += part.length;
    };
    try {
      await write(line);
      for await (const part of plain) await write(cipher.update(part));
      await write(cipher.final());
      await write(cipher.getAuthTag());
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(dirname(path));
  return bytes;
}

/** A sealed archive whose key is right. */
export interface SealedArchive {
  /** What it holds. Nothing of it may be believed before it has been read to its end once: rejects there if damaged. */
  plain(): AsyncIterable<Buffer>;
}

/** Opens an archive with the key in a file. Throws HallError `backup-invalid`: no archive, or another key. */
export async function openSealed(path: string, keyFile: string): Promise<SealedArchive> {
  const { head, line, size } = await headOf(path);
  const { key } = await readArchiveKey(keyFile, head.salt);
  if (keyMark(key) !== head.mark) throw new HallError('backup-invalid', keyFile, backupText.keyUnfit);
  const tagAt = size - TAG_BYTES;
  if (tagAt < line.length) throw new HallError('backup-invalid', path, backupText.damaged);
  async function* plain() {
    const decipher = createDecipheriv(CIPHER, key, Buffer.from(head.nonce, 'hex'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(line);
    if (tagAt > line.length)
      for await (const part of createReadStream(path, { start: line.length, end: tagAt - 1 }))
        yield decipher.update(part as Buffer);
    decipher.setAuthTag(await bytesAt(path, tagAt, TAG_BYTES));
    try {
      decipher.final();
    } catch (cause) {
      throw new HallError('backup-invalid', path, backupText.damaged, cause);
    }
  }
  return { plain };
}

async function headOf(path: string): Promise<{ head: Head; line: Buffer; size: number }> {
  let start: Buffer;
  let size: number;
  try {
    const handle = await open(path, 'r');
    ({ size } = await handle.stat());
    await handle.close();
    start = await bytesAt(path, 0, Math.min(LONGEST_HEAD, size));
  } catch (cause) {
    throw new HallError('backup-invalid', path, backupText.unreadable, cause);
  }
  const line = start.subarray(0, start.indexOf('\n') + 1);
  try {
    const head = JSON.parse(line.toString()) as Head;
    if (head.bandecheng === 'backup' && head.version === 1) return { head, line, size };
  } catch {
    // Said below.
  }
  throw new HallError('backup-invalid', path, backupText.noArchive);
}

async function bytesAt(path: string, offset: number, count: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
