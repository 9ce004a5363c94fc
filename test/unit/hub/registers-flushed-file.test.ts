import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FlushedFile } from '@bandecheng/hub/registers/flushed-file';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

describe('a flushed file', () => {
  it('is nothing before it is first written', async () => {
    const file = new FlushedFile<object>(join(await temporaryFolder(), 'a.json'));

    expect(await file.read()).toBeNull();
  });

  it('holds what was written and leaves nothing beside it, readable by its owner alone', async () => {
    const folder = await temporaryFolder();
    const file = new FlushedFile<object>(join(folder, 'a.json'));

    await file.write({ text: '中文' });

    expect(await file.read()).toEqual({ text: '中文' });
    expect(await readdir(folder)).toEqual(['a.json']);
    expect((await stat(join(folder, 'a.json'))).mode & 0o077).toBe(0);
  });

  it('writes the newest of many asked for at once, as each was when it was asked for', async () => {
    const path = join(await temporaryFolder(), 'a.json');
    const file = new FlushedFile<{ n: number }>(path);
    const document = { n: 0 };

    const writes = [];
    for (let n = 1; n <= 50; n += 1) {
      document.n = n;
      writes.push(file.write(document));
    }
    document.n = 99;
    await Promise.all(writes);

    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ n: 50 });
  });

  it('has the document on disk when its own write resolves', async () => {
    const path = join(await temporaryFolder(), 'a.json');
    const file = new FlushedFile<{ n: number }>(path);

    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        await new Promise((resolve) => setImmediate(resolve));
        await file.write({ n: i });
        expect((JSON.parse(await readFile(path, 'utf8')) as { n: number }).n).toBeGreaterThanOrEqual(i);
      }),
    );
  });

  it('keeps the old document when the new one cannot be written, and writes the next', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a.json');
    await mkdir(path);
    const file = new FlushedFile<{ n: number }>(path);

    await expect(file.write({ n: 1 })).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);

    expect(await readdir(folder)).toEqual(['a.json']);
    const other = new FlushedFile<{ n: number }>(join(folder, 'b.json'));
    await other.write({ n: 2 });
    expect(await other.read()).toEqual({ n: 2 });
  });

  it('throws at a file that a power cut left empty', async () => {
    const path = join(await temporaryFolder(), 'a.json');
    await writeFile(path, '');

    await expect(new FlushedFile<object>(path).read()).rejects.toThrow(SyntaxError);
  });
});
