import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readyUrl } from './bench-hub.ts';
import { median, printFigure, progress } from './figure.ts';
import { benchHall } from './hall.ts';
import { writeDays } from './written-days.ts';

const LINES = 1_000_000;
const ROUNDS = 7;
const COUNTERS = 6;

/** From the command line to the ready line, behind a million lines and a snapshot, and on an empty data folder. */
export async function benchStartUp(): Promise<void> {
  const full = newFolder();
  try {
    progress(`startup-1m: writing ${LINES} lines …`);
    await writeDays(join(full, 'data'), LINES);
    progress('startup-1m: reading them once, which leaves a snapshot behind …');
    const fromLines = await startMs(full);
    const behindSnapshot: number[] = [];
    const empty: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      behindSnapshot.push(await startMs(full));
      const folder = newFolder();
      empty.push(await startMs(folder));
      rmSync(folder, { recursive: true });
    }
    printFigure({
      name: 'startup-1m',
      unit: 'ms',
      ours: median(behindSnapshot),
      limit: median(empty),
      how: `hub process from its command line to its ready line, behind ${LINES} lines and a snapshot, median of ${ROUNDS}; limit: an empty data folder. Without the snapshot the same lines took ${Math.round(fromLines)} ms`,
    });
  } finally {
    rmSync(full, { recursive: true });
  }
}

async function startMs(folder: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['hub/dist/main.js', '--hall', join(folder, 'hall.json')], {
    env: { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await readyUrl(child);
  const took = performance.now() - began;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return took;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bandecheng-bench-'));
  writeFileSync(join(folder, 'hall.json'), JSON.stringify(benchHall(COUNTERS)));
  return folder;
}
