import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice } from '../fuzz/dice.ts';
import { work } from './day-of-work.ts';
import { startDevices } from './fault-devices.ts';
import { FaultHall } from './fault-hall.ts';
import { hasEverything, judge, judgePaper } from './judge.ts';
import type { Told } from './told.ts';
import { until } from '../usb/until.ts';

/*
 * Runs inside the virtual machine: starts the hall, says what it has of all that was told before, then works until the
 * power goes.
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
  const worked = existsSync(join(data, 'journal'));
  const tell = (one: Told): void => say('told', one);
  const devices = await startDevices((number) => tell({ what: 'slip', number }));
  const hall = await FaultHall.make(FOLDER, PORTS, devices.listed);
  await hall.startHub();
  await hall.startAgent();
  if (worked) {
    // What the agent had on its own disk comes now. What is still missing is found missing by the judge.
    await until('the agent has told what it did', () => hasEverything(data, told)).catch(() => null);
    const slips = told.flatMap((one) => (one.what === 'slip' ? [one.number] : []));
    for (const verdict of [...judge(data, told), judgePaper(data, slips)]) say('verdict', verdict);
  }
  if (mode === 'look') process.exit(0);
  const { evaluators } = devices;
  const plan = { name: `power-${round}`, dice: dice(Number(round)), pauseMs: WORK_PAUSE_MS, evaluators };
  await work(hall, { ...plan, tell, toldBefore: told });
}

await main();
