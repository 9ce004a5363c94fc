import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from '@bandecheng/hub/journal/folder-lock';
import { isFault } from '@bandecheng/shared/errors';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

async function pidOfDeadProcess(): Promise<number> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid!;
}

describe('the lock of a data folder', () => {
  it('keeps a second hub out, and lets it in when the first has gone', async () => {
    const folder = await temporaryFolder();
    const release = await lockFolder(folder);

    await expect(lockFolder(folder)).rejects.toSatisfy((error) => isFault(error, 'journal-in-use'));

    await release();
    await (
      await lockFolder(folder)
    )();
    expect(await readdir(folder)).toEqual([]);
  });

  it('lets one of many in that come at once', async () => {
    const folder = await temporaryFolder();

    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));

    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['hub.lock']);
  });

  it('lets one of many in that find the lock of a dead process', async () => {
    const folder = await temporaryFolder();
    const dead = `${await pidOfDeadProcess()} some-boot:123\n`;

    for (let round = 0; round < 50; round += 1) {
      await writeFile(join(folder, 'hub.lock'), dead);
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));

      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['hub.lock']);
    }
  });

  it('is taken over although a process died while it took it over', async () => {
    const folder = await temporaryFolder();
    const dead = `${await pidOfDeadProcess()} some-boot:123\n`;
    await writeFile(join(folder, 'hub.lock'), dead);
    await writeFile(join(folder, 'hub.lock.takeover'), dead);

    await lockFolder(folder);

    expect(await readdir(folder)).toEqual(['hub.lock']);
  });

  it.runIf(process.platform === 'linux').each([
    ['a process id used anew since', `${process.pid} another-boot:1\n`],
    ['a process id used anew by a process of the system', '1 another-boot:1\n'],
    ['half a line', `${process.pid}`],
    ['nothing', ''],
    ['nonsense', 'hub\n'],
  ])('takes over a lock that holds %s', async (_, content) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'hub.lock'), content);

    const release = await lockFolder(folder);

    await expect(lockFolder(folder)).rejects.toThrow(`${process.pid}`);
    await release();
  });

  it('is left alone when another hub has taken it over meanwhile', async () => {
    const folder = await temporaryFolder();
    const release = await lockFolder(folder);
    await writeFile(join(folder, 'hub.lock'), 'another hub\n');

    await release();

    expect(await readdir(folder)).toEqual(['hub.lock']);
  });
});
