import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import type { Attachment } from '@bandecheng/shared/vault';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { vaultText } from '../locales/zh-CN/vault.ts';
import { isNameOf, kindOf } from './attachment-kind.ts';
import { openDatedFiles } from './dated-files.ts';
import { readIfThere } from './read-if-there.ts';
import { replaceFile } from './replace-file.ts';
import { newKey, seal, SEALED_KEY_BYTES, unseal } from './sealing.ts';
import { sameHash } from './secret.ts';
import { openVaultKey } from './vault-key.ts';

/**
 * A photograph of a current telephone or a scan of a few pages is below it. A file is in memory whole while it is
 * taken or shown, twice for a moment.
 */
export const ATTACHMENT_MOST_BYTES = 10 * 1024 * 1024;

/** First byte of a file: the layout behind it is the sealed key, then the sealed content. */
const VERSION = 1;

/** Why a file is not kept. `attachment-type-lies`: its name says another kind than its content is. */
export type AttachmentRefusal =
  'attachment-empty' | 'attachment-too-large' | 'attachment-type-unknown' | 'attachment-type-lies';

/** Photographs and scans of material, encrypted, each under a key of its own. */
export interface Attachments {
  /** Keeps a file; resolves when on disk. The name is only held against the content and then forgotten. */
  put(bytes: Buffer, declaredName: string): Promise<Attachment | { refused: AttachmentRefusal }>;
  /** The file as it came; null when it was erased. Throws HallError `attachment-damaged` when it is another. */
  get(attachment: Pick<Attachment, 'id' | 'sha256'>): Promise<Buffer | null>;
  /** Deletes files with their keys; unknown ones are passed over. Resolves when gone from disk. */
  erase(ids: readonly string[]): Promise<void>;
  /** As the vault's: files that nothing refers to. */
  sweep(isReferred: (id: string) => boolean, olderThan: Instant): Promise<number>;
}

/**
 * Opens the attachments, behind the journal's lock. `key` is the text of BANDECHENG_VAULT_KEY, where it is set.
 * Throws HallError `vault-key-invalid`, `register-unreadable`.
 */
export async function openAttachments(
  dataFolder: string,
  { clock, key }: { clock: () => Instant; key?: string },
): Promise<Attachments> {
  const files = await openDatedFiles(dataFolder, 'attachments', { suffix: '.sealed', clock });
  const vaultKey = await openVaultKey(dataFolder, key);
  return {
    async put(bytes, declaredName) {
      if (bytes.length === 0) return { refused: 'attachment-empty' };
      if (bytes.length > ATTACHMENT_MOST_BYTES) return { refused: 'attachment-too-large' };
      const mime = kindOf(bytes);
      if (mime === null) return { refused: 'attachment-type-unknown' };
      if (!isNameOf(mime, declaredName)) return { refused: 'attachment-type-lies' };
      const { id, path } = await files.makeRoom();
      await replaceFile(path, sealedFile(vaultKey, id, bytes));
      return { id, sha256: sha256Of(bytes), bytes: bytes.length, mime };
    },
    async get({ id, sha256 }) {
      const path = files.pathOf(id);
      if (path === null)
        throw new HallError('attachment-damaged', join(dataFolder, 'attachments'), vaultText.noId);
      const file = await readIfThere(path);
      if (file === null) return null;
      const bytes = openedFile(vaultKey, id, file);
      if (bytes === null || !sameHash(sha256Of(bytes), sha256))
        throw new HallError('attachment-damaged', path, vaultText.damaged);
      return bytes;
    },
    erase: (ids) => files.erase(ids),
    sweep: (isReferred, olderThan) => files.sweep(isReferred, olderThan),
  };
}

/** In parts: to join them would copy the whole file once more. */
function sealedFile(vaultKey: Buffer, id: string, bytes: Buffer): Buffer[] {
  const fileKey = newKey();
  return [Buffer.of(VERSION), seal(vaultKey, fileKey, keyPlace(id)), seal(fileKey, bytes, contentPlace(id))];
}

function openedFile(vaultKey: Buffer, id: string, file: Buffer): Buffer | null {
  if (file[0] !== VERSION) return null;
  const contentAt = 1 + SEALED_KEY_BYTES;
  const fileKey = unseal(vaultKey, file.subarray(1, contentAt), keyPlace(id));
  return fileKey && unseal(fileKey, file.subarray(contentAt), contentPlace(id));
}

function keyPlace(id: string): string[] {
  return ['attachment key', id];
}

function contentPlace(id: string): string[] {
  return ['attachment content', id];
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
