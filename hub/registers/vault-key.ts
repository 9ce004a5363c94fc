import { createHmac } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { HallError } from '@bandecheng/shared/errors';
import { flushFolder } from '../flush-folder.ts';
import { vaultText } from '../locales/zh-CN/vault.ts';
import { isAnythingKept } from './dated-files.ts';
import { readIfThere } from './read-if-there.ts';
import { openRegister } from './register.ts';
import { replaceFile } from './replace-file.ts';
import { newKey } from './sealing.ts';
import { sameHash } from './secret.ts';

/** What whoever keeps the key outside the data folder sets. */
const VARIABLE = 'BANDECHENG_VAULT_KEY';
const KEY = /^[0-9a-f]{64}$/i;
const VaultKeyDocument = z.strictObject({ key: z.string().regex(/^([0-9a-f]{64})?$/) });

/** Vault and attachments ask at the same time at the first start, and must get one key. */
let last: Promise<unknown> = Promise.resolve();

/**
 * The hall's vault key, under which the key of every record and attachment is sealed: `given`, the text of
 * BANDECHENG_VAULT_KEY, or else that of `registers/vault-key.json`, made at the first start. `vault/key-mark` tells
 * whether it is the key of this vault.
 *
 * Throws HallError `vault-key-invalid` when the key is of a wrong form, is missing although something is kept, or is
 * another; `register-unreadable`.
 */
export function openVaultKey(dataFolder: string, given?: string): Promise<Buffer> {
  const opened = last.then(() => openNow(dataFolder, given));
  last = opened.catch(() => undefined);
  return opened;
}

/** Whether what the vault keeps can be read: its folder may be gone or shut under a hub that works. */
export function isVaultThere(dataFolder: string): Promise<boolean> {
  return readFile(markPath(dataFolder)).then(
    () => true,
    () => false,
  );
}

async function openNow(dataFolder: string, given: string | undefined): Promise<Buffer> {
  if (given !== undefined && !KEY.test(given))
    throw new HallError('vault-key-invalid', VARIABLE, vaultText.keyForm);
  await mkdir(join(dataFolder, 'vault'), { recursive: true, mode: 0o700 });
  await flushFolder(dataFolder);
  const key = Buffer.from(given ?? (await ownKey(dataFolder)), 'hex');
  const path = markPath(dataFolder);
  const mark = createHmac('sha256', key).update('vault key mark').digest('hex');
  const kept = await readIfThere(path);
  if (kept === null) await replaceFile(path, mark);
  else if (!sameHash(kept.toString(), mark))
    throw new HallError('vault-key-invalid', path, vaultText.keyUnfit);
  return key;
}

async function ownKey(dataFolder: string): Promise<string> {
  const register = await openRegister(dataFolder, 'vault-key', VaultKeyDocument, { key: '' });
  if (register.data.key !== '') return register.data.key;
  const isKeyLost =
    (await readIfThere(markPath(dataFolder))) !== null ||
    (await isAnythingKept(dataFolder, 'vault')) ||
    (await isAnythingKept(dataFolder, 'attachments'));
  if (isKeyLost) throw new HallError('vault-key-invalid', VARIABLE, vaultText.keyMissing);
  const key = newKey().toString('hex');
  await register.change((draft) => void (draft.key = key));
  return key;
}

function markPath(dataFolder: string): string {
  return join(dataFolder, 'vault', 'key-mark');
}
