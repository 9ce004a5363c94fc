import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { Low } from 'lowdb';
import * as z from 'zod';
import { HallError } from '@bandecheng/shared/errors';
import { parse } from '@bandecheng/shared/parse';
import type { Sealed } from '@bandecheng/shared/vault';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { vaultText } from '../locales/zh-CN/vault.ts';
import { openDatedFiles } from './dated-files.ts';
import { FlushedFile } from './flushed-file.ts';
import { newKey, seal, unseal } from './sealing.ts';
import { sameHash } from './secret.ts';
import { openVaultKey } from './vault-key.ts';

/** Of several spellings of the same bytes one alone, so that no changed bit goes unseen. */
const Base64 = z.base64url().refine((text) => bytesOf(text).toString('base64url') === text);

const RecordDocument = z.strictObject({
  version: z.literal(1),
  record: z.string(),
  /** The record's own key, sealed under the hall's vault key. */
  key: Base64,
  /** Each text sealed under the record's key. */
  fields: z.array(z.strictObject({ field: z.string(), text: Base64 })),
});
type RecordDocument = z.output<typeof RecordDocument>;

/** Texts about persons, one document a record, each under a key of its own. */
export interface Vault {
  /** Seals the texts under one new key; resolves when on disk. One Sealed per field. */
  seal(texts: Readonly<Record<string, string>>): Promise<Record<string, Sealed>>;
  /**
   * The text; null when it was erased. Throws HallError `vault-damaged` when it does not decrypt or does not match
   * its digest.
   */
  open(sealed: Sealed): Promise<string | null>;
  /** Deletes records with their keys; unknown ones are passed over. Resolves when gone from disk. */
  erase(records: readonly string[]): Promise<void>;
  /**
   * Records on disk that nothing refers to (a hub killed between seal and journal): erases them, tells how many.
   * `olderThan` must lie before every seal whose journal line is still to come.
   */
  sweep(isReferred: (record: string) => boolean, olderThan: Instant): Promise<number>;
}

/**
 * Opens the vault, behind the journal's lock. `key` is the text of BANDECHENG_VAULT_KEY, where it is set.
 * Throws HallError `vault-key-invalid`, `register-unreadable`.
 */
export async function openVault(
  dataFolder: string,
  { clock, key }: { clock: () => Instant; key?: string },
): Promise<Vault> {
  const files = await openDatedFiles(dataFolder, 'vault', { suffix: '.json', clock });
  const vaultKey = await openVaultKey(dataFolder, key);
  return {
    async seal(texts) {
      if (Object.keys(texts).length === 0) return {};
      const { id, path } = await files.makeRoom();
      const { document, sealed } = sealedRecord(vaultKey, id, texts);
      await new Low(new FlushedFile<RecordDocument>(path), document).write();
      return sealed;
    },
    async open(sealed) {
      const path = files.pathOf(sealed.record);
      if (path === null) throw new HallError('vault-damaged', join(dataFolder, 'vault'), vaultText.noId);
      const document = await readRecord(path);
      if (document === null) return null;
      const text = openedText(vaultKey, document, sealed);
      if (text === null) throw damaged(path);
      return text;
    },
    erase: (records) => files.erase(records),
    sweep: (isReferred, olderThan) => files.sweep(isReferred, olderThan),
  };
}

function sealedRecord(
  vaultKey: Buffer,
  record: string,
  texts: Readonly<Record<string, string>>,
): { document: RecordDocument; sealed: Record<string, Sealed> } {
  const key = newKey();
  const fields = Object.entries(texts);
  return {
    document: {
      version: 1,
      record,
      key: seal(vaultKey, key, keyPlace(record)).toString('base64url'),
      fields: fields.map(([field, text]) => ({
        field,
        text: seal(key, Buffer.from(text), fieldPlace(record, field)).toString('base64url'),
      })),
    },
    sealed: Object.fromEntries(
      fields.map(([field, text]) => [field, { record, field, digest: digestOf(key, field, text) }]),
    ),
  };
}

/** Null when it is damaged, another record's or not the text that was sealed. */
function openedText(
  vaultKey: Buffer,
  document: RecordDocument,
  { record, field, digest }: Sealed,
): string | null {
  const row = document.fields.find((candidate) => candidate.field === field);
  if (document.record !== record || row === undefined) return null;
  const key = unseal(vaultKey, bytesOf(document.key), keyPlace(record));
  if (key === null) return null;
  const text = unseal(key, bytesOf(row.text), fieldPlace(record, field))?.toString();
  return text !== undefined && sameHash(digestOf(key, field, text), digest) ? text : null;
}

async function readRecord(path: string): Promise<RecordDocument | null> {
  const file = new Low<unknown>(new FlushedFile<unknown>(path), null);
  try {
    await file.read();
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(path);
    throw error;
  }
  if (file.data === null) return null;
  const read = parse(RecordDocument, file.data);
  if (!read.ok) throw damaged(path);
  return read.value;
}

function digestOf(key: Buffer, field: string, text: string): string {
  return createHmac('sha256', key).update(JSON.stringify(field)).update(text).digest('hex').slice(0, 32);
}

function keyPlace(record: string): string[] {
  return ['vault key', record];
}

function fieldPlace(record: string, field: string): string[] {
  return ['vault field', record, field];
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

function damaged(path: string): HallError {
  return new HallError('vault-damaged', path, vaultText.damaged);
}
