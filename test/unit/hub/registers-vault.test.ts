import { createDecipheriv } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openVault } from '@bandecheng/hub/registers/vault';
import { isFault } from '@bandecheng/shared/errors';
import { describe, expect, it } from 'vitest';
import { filesBelow, holdersOf } from '../../fakes/data-folder.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const clock = () => Date.UTC(2026, 10, 23, 1, 0, 0);
const KEY = '00112233445566778899aabbccddeeff'.repeat(2);
const isDamage = (error: unknown) => isFault(error, 'vault-damaged');

describe('the vault', () => {
  it('seals the texts of a person in one record, each with a digest of its own', async () => {
    const folder = await temporaryFolder();
    const vault = await openVault(folder, { clock });

    const { name, phone } = await vault.seal({ name: '王小明', phone: '王小明' });

    expect(name).toMatchObject({ field: 'name', digest: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
    expect(phone).toMatchObject({ field: 'phone', record: name!.record });
    expect(phone!.digest).not.toBe(name!.digest);
    expect(await readdir(join(folder, 'vault', '2026-11'))).toEqual([`${name!.record}.json`]);
  });

  it.each([
    ['an empty text', ''],
    ['a long one', '跑了三趟，'.repeat(4000)],
    ['rare signs and the traditional script', '𠮷田 ᠮᠣᠩᠭᠣᠯ 👪'],
    ['lines, quotes and nothing', '"\\\n\r\u0000\u2028'],
  ])('gives back %s as it was', async (_, text) => {
    const vault = await openVault(await temporaryFolder(), { clock });

    const { content } = await vault.seal({ content: text });

    expect(await vault.open(content!)).toBe(text);
  });

  it('opens a text whose half sign has no UTF-8, with the sign for that in its place', async () => {
    const vault = await openVault(await temporaryFolder(), { clock });

    const { content } = await vault.seal({ content: '坏\ud800字' });

    expect(await vault.open(content!)).toBe('坏\ufffd字');
  });

  it.each(['__proto__', 'constructor', '反映人 姓名', '\ud800', ''])(
    'takes %j for the name of a field',
    async (field) => {
      const vault = await openVault(await temporaryFolder(), { clock });

      const sealed = await vault.seal(Object.fromEntries([[field, '王小明']]));

      expect(Object.keys(sealed)).toEqual([field]);
      expect(await vault.open(Object.values(sealed)[0]!)).toBe('王小明');
    },
  );

  it('writes nothing when there is nothing to seal', async () => {
    const folder = await temporaryFolder();
    const vault = await openVault(folder, { clock });

    expect(await vault.seal({})).toEqual({});
    expect(await readdir(join(folder, 'vault'))).toEqual(['key-mark']);
  });

  it('gives the same text another digest in every record: nobody learns that two persons share a name', async () => {
    const vault = await openVault(await temporaryFolder(), { clock });

    const [one, other] = [await vault.seal({ name: '王小明' }), await vault.seal({ name: '王小明' })];

    expect(one['name']!.digest).not.toBe(other['name']!.digest);
  });

  it('does not give out a text that the journal does not vouch for', async () => {
    const vault = await openVault(await temporaryFolder(), { clock });
    const { name, phone } = await vault.seal({ name: '王小明', phone: '13812345678' });
    const { name: other } = await vault.seal({ name: '王小明' });

    for (const digest of [phone!.digest, other!.digest, '', '0'.repeat(32), name!.digest.toUpperCase()])
      await expect(vault.open({ ...name!, digest })).rejects.toSatisfy(isDamage);
    await expect(vault.open({ ...name!, field: 'phone' })).rejects.toSatisfy(isDamage);
    await expect(vault.open({ ...name!, field: 'address' })).rejects.toSatisfy(isDamage);
    expect(await vault.open(name!)).toBe('王小明');
  });

  it("keeps a record's own key sealed alone: it stands nowhere in the data folder", async () => {
    const folder = await temporaryFolder();
    const vault = await openVault(folder, { clock, key: KEY });
    const { name } = await vault.seal({ name: '王小明' });
    const path = join(folder, 'vault', '2026-11', `${name!.record}.json`);
    const { key } = JSON.parse(await readFile(path, 'utf8')) as { key: string };

    const recordKey = unsealed(Buffer.from(KEY, 'hex'), Buffer.from(key, 'base64url'), [
      'vault key',
      name!.record,
    ]);

    expect(recordKey).toHaveLength(32);
    expect(holdersOf(recordKey, await filesBelow(folder))).toEqual([]);
  });

  it('seals many at the same moment, each into a record of its own', async () => {
    const folder = await temporaryFolder();
    const vault = await openVault(folder, { clock });
    const names = Array.from({ length: 50 }, (_, i) => `王${i}`);

    const sealed = await Promise.all(names.map((name) => vault.seal({ name })));

    expect(await Promise.all(sealed.map(({ name }) => vault.open(name!)))).toEqual(names);
    expect(await readdir(join(folder, 'vault', '2026-11'))).toHaveLength(50);
  });
});

/** AES-256-GCM as the standard has it, from the documented layout: nonce of 12 bytes, ciphertext, tag of 16. */
function unsealed(key: Buffer, sealed: Buffer, place: string[]): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(JSON.stringify(place)));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}
