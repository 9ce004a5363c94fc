import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dice } from '../fuzz/dice.ts';
import { until } from '../usb/until.ts';
import { work } from './day-of-work.ts';
import { startDevices, type FaultDevices } from './fault-devices.ts';
import { FaultHall } from './fault-hall.ts';
import { hasEverything, judge, judgePaper } from './judge.ts';
import type { Told } from './told.ts';

/* Runs inside the virtual machine, which may be harmed: its disks are its own. */

/** A small file system in memory, made for each harm. */
const SMALL = '/run/small-disk';
/** The ext4 disk that the machine was started with. */
const EXT4 = '/mnt/disk';
const PORTS = { hub: 3000, pages: 3001 };
const WORK_PAUSE_MS = 20;
/** What must have been told before a harm, and after it. */
const ENOUGH = 15;
const ON_ITS_WAY_MS = 1_000;
/** The words with which the hub says that it can't write. */
const FLUSH_FAILED = '记录未能写入磁盘';

function say(sentence: string, against: readonly string[]): void {
  process.stdout.write(`verdict ${JSON.stringify({ sentence, against })}\n`);
}

interface Harm {
  name: string;
  disk: typeof SMALL | typeof EXT4;
  begin: (hall: FaultHall) => void;
  end: (hall: FaultHall) => void | Promise<void>;
  /** The hub stops with its reason rather than run ahead of its journal. */
  stopsHub: boolean;
  /** The record itself is gone with the harm: what was told until then can't be asked for. */
  losesRecord?: boolean;
}

const mount = (...args: string[]): void => void execFileSync('mount', args);
const setClock = (by: string): void => void execFileSync('date', ['-s', by]);

const HARMS: readonly Harm[] = [
  {
    ...{ name: 'the disk is full', disk: SMALL, stopsHub: true },
    begin: () => {
      const { bavail, bsize } = statfsSync(SMALL);
      spawnSync('dd', ['if=/dev/zero', `of=${SMALL}/filler`, `bs=${bsize}`, `count=${bavail + 1}`]);
    },
    end: () => rmSync(join(SMALL, 'filler')),
  },
  {
    ...{ name: 'the disk becomes read-only', disk: EXT4, stopsHub: true },
    // As ext4 does by itself when it finds an error.
    begin: () => mount('-o', 'remount,abort', EXT4),
    end: async ({ agent }) => {
      await agent?.kill();
      execFileSync('umount', [EXT4]);
      mount('-t', 'ext4', '/dev/vda', EXT4);
    },
  },
  {
    ...{ name: 'the clock is set forward an hour', disk: SMALL, stopsHub: false },
    begin: () => setClock('+1 hour'),
    end: () => undefined,
  },
  {
    ...{ name: 'the clock is set back an hour', disk: SMALL, stopsHub: false },
    begin: () => setClock('-1 hour'),
    end: () => undefined,
  },
  {
    ...{ name: 'the folder of the record is deleted', disk: SMALL, stopsHub: true, losesRecord: true },
    begin: ({ dataFolder }) => rmSync(join(dataFolder, 'journal'), { recursive: true }),
    end: () => undefined,
  },
];

async function suffer(harm: Harm, devices: FaultDevices): Promise<void> {
  mkdirSync(SMALL, { recursive: true });
  if (harm.disk === SMALL) mount('-t', 'tmpfs', '-o', 'size=24m', 'small', SMALL);
  const hall = await FaultHall.make(join(harm.disk, 'hall'), PORTS, devices.listed);
  await hall.startHub();
  await hall.startAgent();
  const told: Told[] = [];
  const { evaluators, slips } = devices;
  const before = slips.length;
  const plan = { name: 'harm', dice: dice(1), pauseMs: WORK_PAUSE_MS, evaluators };
  const working = work(hall, { ...plan, tell: (one) => told.push(one) });
  await until('the hall is at work', () => told.length >= ENOUGH);
  harm.begin(hall);
  if (harm.stopsHub) await stops(hall, harm, told);
  await harm.end(hall);
  if (harm.losesRecord !== true) await goesOn(hall, harm, told);
  hall.goHome();
  await working;
  // What is still missing after that is found missing by the judge.
  if (harm.losesRecord !== true)
    await until('the agent has told what it did', () => hasEverything(hall.dataFolder, told)).catch(
      () => null,
    );
  await hall.agent?.kill();
  await hall.hub?.kill();
  if (harm.losesRecord !== true)
    for (const { sentence, against } of [
      ...judge(hall.dataFolder, told),
      judgePaper(hall.dataFolder, slips.slice(before)),
    ])
      say(`${harm.name}: ${sentence}`, against);
  if (harm.disk === SMALL) execFileSync('umount', [SMALL]);
}

/** The hub has ended by itself with its reason, and told nobody anything since. */
async function stops({ hub }: FaultHall, { name }: Harm, told: readonly Told[]): Promise<void> {
  await until('the hub stops', () => hub?.isRunning === false);
  const output = hub?.output ?? '';
  say(`${name}: the hub stops and says why`, output.includes(FLUSH_FAILED) ? [] : [output.slice(-400)]);
  // The agent goes on by itself.
  const answers = () => told.filter((one) => one.what === 'command' && one.throughAgent !== true).length;
  // An answer that was given before may still be on its way.
  await pause(ON_ITS_WAY_MS);
  const before = answers();
  await pause(ON_ITS_WAY_MS);
  const after = answers() - before;
  say(`${name}: the hub tells nobody anything after that`, after === 0 ? [] : [`${after} answers`]);
}

async function goesOn(hall: FaultHall, { name, stopsHub }: Harm, told: readonly Told[]): Promise<void> {
  const before = told.length;
  if (stopsHub) await hall.startHub();
  if (hall.agent?.isRunning !== true) await hall.startAgent();
  await until('the hall is at work again', () => told.length >= before + ENOUGH);
  say(`${name}: the hall goes on afterwards`, []);
}

/** The second hub on a data folder refuses, and leaves the first alone. */
async function twoHubs(devices: FaultDevices): Promise<void> {
  const folder = '/run/two-hubs';
  const hall = await FaultHall.make(folder, PORTS, devices.listed);
  await hall.startHub();
  const second = spawnSync(process.execPath, ['hub/dist/main.js', '--hall', join(folder, 'hall.json')], {
    env: { ...process.env, PORT: '3002', DATA_DIR: hall.dataFolder },
    encoding: 'utf8',
  });
  const refused = second.status === 1 && second.stderr.includes('正由另一个进程使用');
  say('a second hub on one data folder refuses and says why', refused ? [] : [second.stderr]);
  say('and leaves the first at work', hall.hub?.isRunning === true ? [] : [hall.hub?.output ?? '']);
  await hall.stop();
}

async function main(): Promise<void> {
  const devices = await startDevices();
  for (const harm of HARMS) {
    process.stdout.write(`harm ${harm.name}\n`);
    await suffer(harm, devices);
  }
  process.stdout.write('harm a second hub\n');
  await twoHubs(devices);
  await devices.stop();
  process.exit(0);
}

await main();
