import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { dice } from '../fuzz/dice.ts';
import type { Verdict } from './judge.ts';
import { countTold, isPromise, type Told } from './told.ts';

const RIG = 'test/usb/rig.sh';
const GUEST = 'node_modules/.cache/fault/test/fault/power-guest.js';
/** Beside the programs: a guest's own /tmp hides this machine's. */
const TOLD = 'node_modules/.cache/fault/told.jsonl';
/** Nine in the morning in China; each boot comes this much later, so that no clock goes backwards. */
const FIRST_BOOT = Date.UTC(2026, 10, 20, 1);
const BETWEEN_BOOTS_MS = 10 * 60_000;
/** The machine is at work for at most this long after the first thing it has told. */
const WORK_MS = 8_000;
const BOOT_SECONDS = 400;
/** In the middle of which the power is to go. */
const UNDER_WAY = ['IssueTicket', 'RecordPress', 'TakeStep'] as const;

export interface Cut {
  verdicts: Verdict[];
  told: Told[];
}

/** Cuts the power of a machine at work, round after round on one disk, and judges the disk after each. */
export async function cutThePower(
  disk: string,
  { rounds, seed, progress }: { rounds: number; seed: number; progress: (text: string) => void },
): Promise<Cut> {
  const throws = dice(seed);
  const toldFile = join(process.cwd(), TOLD);
  const told: Told[] = [];
  const against = new Map<string, string[]>();
  for (let round = 0; round <= rounds; round += 1) {
    writeFileSync(toldFile, told.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const works = round < rounds;
    const boot = await bootOnce({ disk, toldFile, round, works, workMs: throws.below(WORK_MS) });
    told.push(...boot.told);
    for (const { sentence, against: found } of boot.verdicts)
      against.set(sentence, [
        ...(against.get(sentence) ?? []),
        ...found.map((one) => `cut ${round}: ${one}`),
      ]);
    if (round > 0 && boot.verdicts.length === 0)
      against.set('the machine starts again', [`cut ${round}: ${boot.said.slice(-400)}`]);
    if (works)
      progress(`${round + 1} of ${rounds} power cuts, ${told.filter(isPromise).length} acknowledged`);
  }
  rmSync(toldFile, { force: true });
  const counts = countTold(told);
  const idle = UNDER_WAY.filter((kind) => counts[kind] === undefined);
  against.set('presses, tickets and case steps were under way', [...idle]);
  const verdicts = [...against].map(([sentence, found]) => ({ sentence, against: [...new Set(found)] }));
  return { told, verdicts };
}

interface Boot {
  disk: string;
  toldFile: string;
  round: number;
  /** False: the last boot looks at what the one before left, and works no more. */
  works: boolean;
  workMs: number;
}

/** One life of the machine: it judges its disk, works, and is cut off. */
async function bootOnce({ disk, toldFile, round, works, workMs }: Boot) {
  const pidfile = `${disk}.pid`;
  const clock = new Date(FIRST_BOOT + round * BETWEEN_BOOTS_MS).toISOString().slice(0, 19);
  const guest = [process.execPath, GUEST, toldFile, String(round), works ? 'work' : 'look'];
  const options = ['--timeout', String(BOOT_SECONDS), '--disk', disk, '--clock', clock, '--pidfile', pidfile];
  const rig = spawn('bash', [RIG, ...options, ...guest], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [told, verdicts, said]: [Told[], Verdict[], string[]] = [[], [], []];
  const ended = once(rig, 'exit');
  const cuts: Promise<void>[] = [];
  const lines = createInterface({ input: rig.stdout });
  lines.on('line', (line) => {
    said.push(line);
    if (line.startsWith('told ')) {
      told.push(JSON.parse(line.slice(5)) as Told);
      if (cuts.length === 0) cuts.push(cutAfter(workMs, pidfile));
    }
    if (line.startsWith('verdict ')) verdicts.push(JSON.parse(line.slice(8)) as Verdict);
  });
  await ended;
  await Promise.all(cuts);
  return { told, verdicts, said: said.join('\n') };
}

async function cutAfter(ms: number, pidfile: string): Promise<void> {
  await pause(ms);
  process.kill(Number(readFileSync(pidfile, 'utf8')), 'SIGKILL');
}
