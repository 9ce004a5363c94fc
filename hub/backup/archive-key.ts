import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { HallError } from '@bandecheng/shared/errors';
import { backupText } from '../locales/zh-CN/backup.ts';

const KEY = /^[0-9a-f]{64}$/i;
/** Shorter ones are found by trying. */
const LEAST_PASSPHRASE = 16;
/** 32 MB and a tenth of a second a try. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };

/** The key of an archive, and what its head says of it. */
export interface ArchiveKey {
  key: Buffer;
  /** Hexadecimal; null where the key file holds the key itself. */
  salt: string | null;
}

/**
 * The key a file holds: 64 hexadecimal digits (`openssl rand -hex 32`), or a passphrase, from which it is made with
 * the salt of the archive; a new salt where none is given. Throws HallError `backup-invalid`.
 */
export async function readArchiveKey(path: string, salt?: string | null): Promise<ArchiveKey> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new HallError('backup-invalid', path, backupText.keyUnreadable, cause);
  }
  if (KEY.test(text)) return { key: Buffer.from(text, 'hex'), salt: null };
  if (text.length < LEAST_PASSPHRASE) throw new HallError('backup-invalid', path, backupText.keyShort);
  const used = salt ?? randomBytes(16).toString('hex');
  return { key: scryptSync(text, Buffer.from(used, 'hex'), 32, COST), salt: used };
}

/** Tells whether a key is an archive's, and nothing of the key. */
export function keyMark(key: Buffer): string {
  return createHmac('sha256', key).update('bandecheng backup').digest('hex');
}
