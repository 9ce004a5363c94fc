import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { openAttachments } from '@bandecheng/hub/registers/attachments';
import { openVault } from '@bandecheng/hub/registers/vault';
import { isFault, type Fault } from '@bandecheng/shared/errors';
import { describe, expect, it } from 'vitest';
import { filesBelow, holdersOf } from '../../fakes/data-folder.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const NINE = Date.UTC(2026, 10, 23, 1, 0, 0);
const HOUR = 60 * 60 * 1000;
const PERSON = '王小明 13812345678';

interface Options {
  clock: () => number;
  key?: string;
}

/** What vault and attachments promise alike, whatever they keep. */
interface Store {
  /** Keeps a text and tells its id. */
  keep(text: string): Promise<string>;
  read(id: string): Promise<string | null>;
  erase(ids: readonly string[]): Promise<void>;
  sweep(isReferred: (id: string) => boolean, olderThan: number): Promise<number>;
}

const kinds: {
  folder: string;
  suffix: string;
  fault: Fault;
  open(dataFolder: string, options: Options, kept?: Map<string, string>): Promise<Store>;
}[] = [
  {
    folder: 'vault',
    suffix: '.json',
    fault: 'vault-damaged',
    open: async (dataFolder, options, digests = new Map()) => {
      const vault = await openVault(dataFolder, options);
      return {
        ...vault,
        keep: async (text) => {
          const { name } = await vault.seal({ name: text });
          digests.set(name!.record, name!.digest);
          return name!.record;
        },
        read: (record) => vault.open({ record, field: 'name', digest: digests.get(record) ?? '' }),
      };
    },
  },
  {
    folder: 'attachments',
    suffix: '.sealed',
    fault: 'attachment-damaged',
    open: async (dataFolder, options, hashes = new Map()) => {
      const attachments = await openAttachments(dataFolder, options);
      return {
        ...attachments,
        keep: async (text) => {
          const kept = await attachments.put(Buffer.from(`%PDF-1.7 ${text}`), 'scan.pdf');
          if ('refused' in kept) throw new Error(kept.refused);
          hashes.set(kept.id, kept.sha256);
          return kept.id;
        },
        read: async (id) => {
          const bytes = await attachments.get({ id, sha256: hashes.get(id) ?? '' });
          return bytes === null ? null : bytes.toString().slice('%PDF-1.7 '.length);
        },
      };
    },
  },
];

describe.each(kinds)('what the $folder keep sealed', ({ folder, suffix, fault, open }) => {
  const at = (now: number): Options => ({ clock: () => now });
  const pathOf = (dataFolder: string, id: string, month = '2026-11') =>
    join(dataFolder, folder, month, id + suffix);

  /** Found as damage of this very file, with no word of what it held. */
  const damageOf = (path: string) => (error: unknown) =>
    isFault(error, fault) &&
    error.place === path &&
    error.cause === undefined &&
    !/王小明|13812345678/.test(error.message);

  it('is given back after a restart, and lies in the folder of its month, readable by the hub alone', async () => {
    const dataFolder = await temporaryFolder();
    const kept = new Map<string, string>();
    const november = await (await open(dataFolder, at(NINE), kept)).keep(PERSON);

    const store = await open(dataFolder, at(Date.UTC(2027, 0, 1)), kept);
    const january = await store.keep('another text');

    expect([await store.read(november), await store.read(january)]).toEqual([PERSON, 'another text']);
    expect([november, january]).toEqual([
      expect.stringMatching(/^202611-23010000-[0-9a-f]{20}$/),
      expect.stringMatching(/^202701-01000000-[0-9a-f]{20}$/),
    ]);
    for (const path of [pathOf(dataFolder, november), pathOf(dataFolder, january, '2027-01')]) {
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
    }
    expect((await stat(join(dataFolder, folder))).mode & 0o777).toBe(0o700);
  });

  it('stands in no file in the clear', async () => {
    const dataFolder = await temporaryFolder();
    const store = await open(dataFolder, at(NINE));

    await store.keep(PERSON);

    const files = await filesBelow(dataFolder);
    expect(files.size).toBeGreaterThan(2);
    for (const text of ['王小明', '13812345678', PERSON])
      expect(holdersOf(Buffer.from(text), files)).toEqual([]);
    expect(holdersOf(createHash('sha256').update(PERSON).digest(), files)).toEqual([]);
  });

  it('is gone when it was erased, and nothing else is', async () => {
    const dataFolder = await temporaryFolder();
    const store = await open(dataFolder, at(NINE));
    const [erased, spared] = [await store.keep(PERSON), await store.keep('spared')];

    await store.erase([
      erased,
      '202611-23010000-00000000000000000000',
      '201901-01000000-00000000000000000000',
    ]);

    expect([await store.read(erased), await store.read(spared)]).toEqual([null, 'spared']);
    expect(await readdir(join(dataFolder, folder, '2026-11'))).toEqual([spared + suffix]);
    await store.erase([erased]);
    expect(await store.read(erased)).toBeNull();
  });

  it('is found damaged when any one bit of its file is another', async () => {
    const dataFolder = await temporaryFolder();
    const store = await open(dataFolder, at(NINE));
    const id = await store.keep('王');
    const path = pathOf(dataFolder, id);
    const whole = await readFile(path);

    const unseen = [];
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const changed = Buffer.from(whole);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await writeFile(path, changed);
      const found = await store.read(id).then(() => false, damageOf(path));
      if (!found) unseen.push(bit);
    }

    expect(unseen).toEqual([]);
    await writeFile(path, whole);
    expect(await store.read(id)).toBe('王');
  });

  it('is found damaged when its file is cut short, empty or longer', async () => {
    const dataFolder = await temporaryFolder();
    const store = await open(dataFolder, at(NINE));
    const id = await store.keep(PERSON);
    const path = pathOf(dataFolder, id);
    const whole = await readFile(path);

    for (const length of [0, 1, 2, 28, 61, 62, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(store.read(id), `${length} bytes`).rejects.toSatisfy(damageOf(path));
    }
    await writeFile(path, Buffer.concat([whole, whole]));
    await expect(store.read(id)).rejects.toSatisfy(damageOf(path));
  });

  it("is found damaged when another's file was copied over it", async () => {
    const dataFolder = await temporaryFolder();
    const store = await open(dataFolder, at(NINE));
    const [one, other] = [await store.keep(PERSON), await store.keep(PERSON)];

    await copyFile(pathOf(dataFolder, other), pathOf(dataFolder, one));

    await expect(store.read(one)).rejects.toSatisfy(damageOf(pathOf(dataFolder, one)));
    expect(await store.read(other)).toBe(PERSON);
  });

  it.each(['../registers/accounts', '202611-23010000-../../registers/key', '', 'constructor', '202611-1'])(
    'is never looked for under %j, which is no id',
    async (id) => {
      const dataFolder = await temporaryFolder();
      const store = await open(dataFolder, at(NINE));
      await mkdir(join(dataFolder, 'registers'), { recursive: true });
      await writeFile(join(dataFolder, 'registers', `accounts${suffix}`), 'kept');

      await expect(store.read(id)).rejects.toSatisfy(damageOf(join(dataFolder, folder)));
      await store.erase([id]);

      expect(await readdir(join(dataFolder, 'registers'))).toContain(`accounts${suffix}`);
    },
  );

  it('is swept when a killed hub left it without a journal line, and not when referred to or young', async () => {
    const dataFolder = await temporaryFolder();
    const kept = new Map<string, string>();
    const early = await open(dataFolder, at(NINE), kept);
    const [referred, orphan] = [await early.keep('referred'), await early.keep(PERSON)];
    const store = await open(dataFolder, at(NINE + 2 * HOUR), kept);
    const young = await store.keep('young');

    const swept = await store.sweep((id) => id === referred, NINE + HOUR);

    expect(swept).toBe(1);
    expect(await Promise.all([referred, orphan, young].map(store.read))).toEqual(['referred', null, 'young']);
    expect(await store.sweep((id) => id === referred, NINE + HOUR)).toBe(0);
  });

  it('is spared by the sweep within the second in which it was made', async () => {
    const store = await open(await temporaryFolder(), at(NINE + 900));
    const id = await store.keep('young');

    expect(await store.sweep(() => false, NINE + 900)).toBe(0);
    expect(await store.read(id)).toBe('young');
    expect(await store.sweep(() => false, NINE + 1000)).toBe(1);
  });

  it('half written when the power was cut is nothing, and the sweep takes it away', async () => {
    const dataFolder = await temporaryFolder();
    const store = await open(dataFolder, at(NINE));
    const id = await store.keep(PERSON);
    const path = pathOf(dataFolder, id);
    const cutOff = '202611-23005959-00000000000000000000';
    await writeFile(`${pathOf(dataFolder, cutOff)}.3.tmp`, (await readFile(path)).subarray(0, 40));
    await writeFile(`${path}.1.tmp`, '');
    const notOurs = ['note of the administrator.txt', `${cutOff}${suffix}.bak`];
    for (const name of notOurs) await writeFile(join(dirname(path), name), '');

    expect(await store.read(cutOff)).toBeNull();
    expect(await store.read(id)).toBe(PERSON);
    expect(await store.sweep((referred) => referred === id, NINE + HOUR)).toBe(0);

    expect((await readdir(dirname(path))).sort()).toEqual([id + suffix, ...notOurs].sort());
    expect(await store.read(id)).toBe(PERSON);
  });

  it('is not told by the fault of a disk that does not take it', async () => {
    const dataFolder = await temporaryFolder();
    const store = await open(dataFolder, at(NINE));
    await writeFile(join(dataFolder, folder, '2026-11'), '');

    const fault = (await store.keep(PERSON).catch((error: unknown) => error)) as Error;

    expect(fault.message).toContain('EEXIST');
    expect(inspect(fault)).not.toMatch(/王小明|13812345678/);
  });

  it('stays shut when the hub is started with another key', async () => {
    const dataFolder = await temporaryFolder();
    const kept = new Map<string, string>();
    const right = { ...at(NINE), key: 'a1'.repeat(32) };
    const id = await (await open(dataFolder, right, kept)).keep(PERSON);
    const before = await filesBelow(dataFolder);

    await expect(open(dataFolder, { ...right, key: 'a2'.repeat(32) }, kept)).rejects.toSatisfy((error) =>
      isFault(error, 'vault-key-invalid'),
    );

    expect(await filesBelow(dataFolder)).toEqual(before);
    expect(await (await open(dataFolder, right, kept)).read(id)).toBe(PERSON);
  });
});
