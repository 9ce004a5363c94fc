import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Verdict } from './judge.ts';
import { killRounds } from './kill-rounds.ts';
import { harmTheDisk, harmTheServices } from './in-guest.ts';
import { cutThePower } from './power-cuts.ts';
import { countTold, isPromise, type Told } from './told.ts';

const USAGE =
  'npm run test:fault -- [--kills 200] [--power 30] [--no-disk] [--no-services] [--seed 20261123]';

interface Asked {
  kills: number;
  power: number;
  disk: boolean;
  services: boolean;
  seed: number;
}

function asked(): Asked {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '200' },
      power: { type: 'string', default: '30' },
      'no-disk': { type: 'boolean', default: false },
      'no-services': { type: 'boolean', default: false },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    },
  });
  const [kills, power, seed] = [Number(values.kills), Number(values.power), Number(values.seed)];
  const whole = [kills, power, seed].every((value) => Number.isSafeInteger(value) && value >= 0);
  const [disk, services] = [!values['no-disk'], !values['no-services']];
  if (whole) return { kills, power, disk, services, seed };
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

let [passed, failed] = [0, 0];

function check(part: string, { sentence, against }: Verdict): void {
  if (against.length === 0) passed += 1;
  else failed += 1;
  process.stdout.write(
    `${against.length === 0 ? 'ok' : `NOT OK (${against.length})`}  ${part}: ${sentence}\n`,
  );
  for (const one of against.slice(0, 8)) process.stdout.write(`        ${one}\n`);
}

function progress(text: string): void {
  process.stderr.write(`${text} after ${Math.round(performance.now() / 1_000)} s\n`);
}

/** A row of the report: what was promised in so many rounds, and what of it was lost or is there twice. */
function row(part: string, rounds: number, told: readonly Told[], verdicts: readonly Verdict[]): void {
  const count = (words: RegExp): number =>
    verdicts.flatMap(({ sentence, against }) => (words.test(sentence) ? against : [])).length;
  const figures = {
    rounds,
    acknowledged: told.filter(isPromise).length,
    lost: count(/is on record$/),
    doubled: count(/once|twice/),
  };
  process.stdout.write(`${JSON.stringify({ part, ...figures, of: countTold(told) })}\n`);
}

async function kill(folder: string, rounds: Parameters<typeof killRounds>[1]): Promise<void> {
  const killed = await killRounds(join(folder, 'kills'), rounds);
  for (const verdict of killed.verdicts) check('killed', verdict);
  const part = `SIGKILL (hub ${killed.hubKills}, agent ${killed.agentKills})`;
  row(part, rounds.rounds, killed.told, killed.verdicts);
}

async function inMachine(
  folder: string,
  { disk, services, power, seed }: Omit<Asked, 'kills'>,
): Promise<void> {
  if (services) for (const verdict of await harmTheServices(progress)) check('services', verdict);
  if (disk)
    for (const verdict of await harmTheDisk(join(folder, 'harm.img'), progress))
      check('disk and clock', verdict);
  if (power === 0) return;
  const cut = await cutThePower(join(folder, 'power.img'), { rounds: power, seed, progress });
  for (const verdict of cut.verdicts) check('power cut', verdict);
  row('power cut', power, cut.told, cut.verdicts);
}

async function main(): Promise<void> {
  const asking = asked();
  const { kills, power, disk, services, seed } = asking;
  const harms = [`${kills} kills`, `${power} power cuts`];
  if (disk) harms.push('a harmed disk');
  if (services) harms.push('services of systemd');
  process.stdout.write(`seed ${seed}: ${harms.join(', ')}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'bandecheng-fault-'));
  // Nothing is measured, so that the machine that is cut off may work beside the programs that are killed.
  await Promise.all([
    kills > 0 ? kill(folder, { rounds: kills, seed, progress }) : null,
    inMachine(folder, asking),
  ]);
  if (failed === 0) rmSync(folder, { recursive: true, force: true });
  else progress(`the record is in ${folder}, all done`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 ? 0 : 1);
}

await main();
