import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAttachments } from '@bandecheng/hub/registers/attachments';
import { openVault } from '@bandecheng/hub/registers/vault';
import { openVaultKey } from '@bandecheng/hub/registers/vault-key';
import { isFault } from '@bandecheng/shared/errors';
import { describe, expect, it } from 'vitest';
import { filesBelow, holdersOf } from '../../fakes/data-folder.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const clock = () => Date.UTC(2026, 10, 23, 1, 0, 0);
const KEY = '00112233445566778899aabbccddeeff'.repeat(2);

const keyFile = (folder: string) => join(folder, 'registers', 'vault-key.json');
const markFile = (folder: string) => join(folder, 'vault', 'key-mark');
const isRefused = (error: unknown) => isFault(error, 'vault-key-invalid');

/** A data folder with a sealed name in it and the key that the hub made for itself. */
async function folderInUse() {
  const folder = await temporaryFolder();
  const { name } = await (await openVault(folder, { clock })).seal({ name: '王小明' });
  return { folder, name: name! };
}

describe("the hall's vault key", () => {
  it('is made once, and only the hub can read it', async () => {
    const folder = await temporaryFolder();

    const first = await openVaultKey(folder);

    expect(await openVaultKey(folder)).toEqual(first);
    expect(first).toHaveLength(32);
    expect((await stat(keyFile(folder))).mode & 0o777).toBe(0o600);
    expect(holdersOf(first, await filesBelow(folder))).toEqual(['registers/vault-key.json']);
  });

  it('is one key when vault and attachments are opened at once for the first time', async () => {
    const folder = await temporaryFolder();

    const [vault, attachments] = await Promise.all([
      openVault(folder, { clock }),
      openAttachments(folder, { clock }),
    ]);
    const { name } = await vault.seal({ name: '王小明' });
    const kept = await attachments.put(Buffer.from('%PDF-1.7'), '');

    expect(await (await openVault(folder, { clock })).open(name!)).toBe('王小明');
    expect(await (await openAttachments(folder, { clock })).get(kept as never)).not.toBeNull();
  });

  it('given from outside stands in no file', async () => {
    const folder = await temporaryFolder();

    await (await openVault(folder, { clock, key: KEY })).seal({ name: '王小明' });

    expect(await readdir(folder)).toEqual(['vault']);
    expect(holdersOf(Buffer.from(KEY, 'hex'), await filesBelow(folder))).toEqual([]);
  });

  it('can be taken out of the data folder and given from outside', async () => {
    const { folder, name } = await folderInUse();
    const { key } = JSON.parse(await readFile(keyFile(folder), 'utf8')) as { key: string };

    await rm(keyFile(folder));
    const vault = await openVault(folder, { clock, key: key.toUpperCase() });

    expect(await vault.open(name)).toBe('王小明');
  });

  it.each(['', 'short', KEY.slice(1), `${KEY}0`, ` ${KEY}`, Buffer.from(KEY, 'hex').toString('base64')])(
    '%j is of a wrong form: the variable is named, its text is not, and nothing is made',
    async (key) => {
      const folder = await temporaryFolder();

      const fault = await openVaultKey(folder, key).catch((error: unknown) => error);

      expect(fault).toSatisfy(isRefused);
      expect(fault).toMatchObject({ place: 'BANDECHENG_VAULT_KEY' });
      if (key !== '') expect(String(fault)).not.toContain(key);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('is not replaced by a new one when the variable was forgotten', async () => {
    const folder = await temporaryFolder();
    await openVaultKey(folder, KEY);

    await expect(openVaultKey(folder)).rejects.toSatisfy(isRefused);

    expect((await filesBelow(folder)).has('registers/vault-key.json')).toBe(false);
    expect((await openVaultKey(folder, KEY)).toString('hex')).toBe(KEY);
  });

  it('is not replaced by a new one when its file is lost, not even when the mark is lost too', async () => {
    const { folder } = await folderInUse();

    await rm(keyFile(folder));
    await expect(openVault(folder, { clock })).rejects.toSatisfy(isRefused);
    await rm(markFile(folder));
    await expect(openVault(folder, { clock })).rejects.toSatisfy(isRefused);

    expect((await filesBelow(folder)).has('registers/vault-key.json')).toBe(false);
  });

  it('is not replaced by a new one when attachments alone are left', async () => {
    const folder = await temporaryFolder();
    await (await openAttachments(folder, { clock })).put(Buffer.from('%PDF-1.7'), '');

    await rm(keyFile(folder));
    await rm(join(folder, 'vault'), { recursive: true });

    await expect(openAttachments(folder, { clock })).rejects.toSatisfy(isRefused);
  });

  it('is told from another one, also by a file of another backup', async () => {
    const { folder } = await folderInUse();
    const another = await folderInUse();

    await expect(openVault(folder, { clock, key: KEY })).rejects.toSatisfy(isRefused);
    await writeFile(keyFile(folder), await readFile(keyFile(another.folder)));
    await expect(openVault(folder, { clock })).rejects.toSatisfy(isRefused);
  });

  it.each(['', '\u00ff'.repeat(64), '0'.repeat(64)])(
    'is refused beside the damaged mark %j',
    async (mark) => {
      const { folder } = await folderInUse();

      await writeFile(markFile(folder), mark);

      await expect(openVault(folder, { clock })).rejects.toSatisfy(
        (error) => isFault(error, 'vault-key-invalid') && error.place === markFile(folder),
      );
    },
  );

  it('whose file is damaged stops the hub, naming the file', async () => {
    const { folder } = await folderInUse();

    await writeFile(keyFile(folder), '{"key":"0011"}');

    await expect(openVault(folder, { clock })).rejects.toSatisfy(
      (error) => isFault(error, 'register-unreadable') && error.place === keyFile(folder),
    );
  });
});
