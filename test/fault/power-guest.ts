import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice } from '../fuzz/dice.ts';
import { work } from './day-of-work.ts';
import { startDevices } from './fault-devices.ts';
import { FaultHall } from './fault-hall.ts';
import { judge } from './judge.ts';
import type { Told } from './told.ts';

/*
 * Runs inside the virtual machine: says what its disk has of all that was told before, then works until the power goes.
 * usage: power-guest.js TOLD_FILE ROUND work|look
 */

const FOLDER = '/mnt/disk/hall';
const PORTS = { hub: 3000, pages: 3001 };
const WORK_PAUSE_MS = 20;

function say(word: 'told' | 'verdict', what: object): void {
  process.stdout.write(`${word} ${JSON.stringify(what)}\n`);
}

async function main(): Promise<void> {
  const [toldFile = '', round = '', mode = ''] = process.argv.slice(2);
  const told = readFileSync(toldFile, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Told]));
  const data = join(FOLDER, 'data');
  if (existsSync(join(data, 'journal'))) for (const verdict of judge(data, told)) say('verdict', verdict);
  if (mode === 'look') return;
  const devices = await startDevices();
  const hall = await FaultHall.make(FOLDER, PORTS, devices.listed);
  await hall.startHub();
  await hall.startAgent();
  const { evaluators } = devices;
  const plan = { name: `power-${round}`, dice: dice(Number(round)), pauseMs: WORK_PAUSE_MS, evaluators };
  await work(hall, { ...plan, tell: (one) => say('told', one) });
}

await main();
