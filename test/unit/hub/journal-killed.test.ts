import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import { openJournal } from '../../fakes/written-journal.ts';

const APPENDING = fileURLToPath(new URL('../../fakes/start-appending.mjs', import.meta.url));

/** Lets a process append until it has acknowledged so many, kills it, and tells every number it acknowledged. */
async function killedAfter(folder: string, acknowledged: number): Promise<number[]> {
  const child: ChildProcess = spawn(process.execPath, [APPENDING, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const numbers: number[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line !== 'ready') numbers.push(Number(line));
    if (numbers.length === acknowledged) child.kill('SIGKILL');
  }
  await ended;
  return numbers;
}

describe('a hub killed while it writes', () => {
  it('has every acknowledged command in its journal, whole, five times over', async () => {
    const folder = await temporaryFolder();

    for (const acknowledged of [1, 7, 40, 133, 400]) {
      const numbers = await killedAfter(folder, acknowledged);
      const { journal, events } = await openJournal(folder);
      await journal.close();

      expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
      expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
      expect(events.length).toBeGreaterThanOrEqual(numbers.at(-1)!);
      const [part, of] = events.at(-1)?.part ?? [1, 1];
      expect(part).toBe(of);
    }
  }, 60_000);

  it('keeps a second hub out while it lives, and lets it in when it is dead', async () => {
    const folder = await temporaryFolder();
    const child = spawn(process.execPath, [APPENDING, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    await once(createInterface({ input: child.stdout }), 'line');

    await expect(openJournal(folder)).rejects.toThrow(`进程号 ${child.pid}`);

    child.kill('SIGKILL');
    await ended;
    const { journal } = await openJournal(folder);
    await journal.close();
  }, 30_000);
});
