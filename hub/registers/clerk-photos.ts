import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Id } from '@bandecheng/shared/hall';
import type { AccountId } from '@bandecheng/shared/vocabulary';
import { flushFolder } from '../flush-folder.ts';
import { kindOf } from './attachment-kind.ts';
import { readIfThere } from './read-if-there.ts';
import { replaceFile } from './replace-file.ts';

/** A portrait of 600 × 800 pixels is well below it. */
export const PHOTO_MOST_BYTES = 300 * 1024;

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png' } as const;
type PhotoMime = keyof typeof ENDINGS;
const MIMES = Object.entries(ENDINGS) as [PhotoMime, string][];

export type PhotoRefusal = 'attachment-empty' | 'attachment-too-large' | 'attachment-type-unknown';

/** Portraits of the staff, a file each, under the name of the account. */
export interface ClerkPhotos {
  /** Mark of the content, which changes with it; null: there is no portrait. */
  markOf(account: AccountId): string | null;
  get(account: AccountId): Promise<{ bytes: Buffer; mime: PhotoMime } | null>;
  /** Takes the place of the one before; resolves when on disk. Null: kept. */
  put(account: AccountId, bytes: Buffer): Promise<PhotoRefusal | null>;
  remove(account: AccountId): Promise<void>;
}

/** Opens `<data folder>/registers/photos/`, readable by the hub's user alone. */
export async function openClerkPhotos(dataFolder: string): Promise<ClerkPhotos> {
  const folder = join(dataFolder, 'registers', 'photos');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = await readPhotos(folder);
  const pathOf = (account: AccountId, mime: PhotoMime) => join(folder, `${account}.${ENDINGS[mime]}`);

  async function remove(account: AccountId): Promise<void> {
    const photo = kept.get(account);
    if (photo === undefined) return;
    kept.delete(account);
    await rm(pathOf(account, photo.mime), { force: true });
    await flushFolder(folder);
  }

  return {
    markOf: (account) => kept.get(account)?.mark ?? null,
    async get(account) {
      const photo = kept.get(account);
      const bytes = photo === undefined ? null : await readIfThere(pathOf(account, photo.mime));
      return photo === undefined || bytes === null ? null : { bytes, mime: photo.mime };
    },
    async put(account, bytes) {
      if (bytes.length === 0) return 'attachment-empty';
      if (bytes.length > PHOTO_MOST_BYTES) return 'attachment-too-large';
      const mime = photoKind(bytes);
      if (mime === null) return 'attachment-type-unknown';
      await replaceFile(pathOf(account, mime), [bytes]);
      const before = kept.get(account);
      kept.set(account, { mime, mark: markOf(bytes) });
      if (before !== undefined && before.mime !== mime)
        await rm(pathOf(account, before.mime), { force: true });
      return null;
    },
    remove,
  };
}

type Kept = Map<AccountId, { mime: PhotoMime; mark: string }>;

async function readPhotos(folder: string): Promise<Kept> {
  const kept: Kept = new Map();
  for (const file of await readdir(folder)) {
    const dot = file.lastIndexOf('.');
    const account = file.slice(0, dot);
    const mime = MIMES.find(([, ending]) => ending === file.slice(dot + 1))?.[0];
    if (mime === undefined || !Id.safeParse(account).success) continue;
    const bytes = await readIfThere(join(folder, file));
    if (bytes !== null && photoKind(bytes) === mime) kept.set(account, { mime, mark: markOf(bytes) });
  }
  return kept;
}

/** By the first bytes; what the file says of itself counts for nothing. */
function photoKind(bytes: Buffer): PhotoMime | null {
  const mime = kindOf(bytes);
  return mime === 'image/jpeg' || mime === 'image/png' ? mime : null;
}

function markOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
