import { setTimeout as pause } from 'node:timers/promises';
import { dice, type Dice } from '../fuzz/dice.ts';
import { work } from './day-of-work.ts';
import { COPY_EVALUATOR, startDevices } from './fault-devices.ts';
import { FaultHall } from './fault-hall.ts';
import { hasEverything, judge, judgeCopy, judgePaper, type Verdict } from './judge.ts';
import { freePort } from '../fakes/free-port.ts';
import { isPromise, type Told } from './told.ts';
import { until } from '../usb/until.ts';

/** Longest life of the programs between two kills. Milliseconds. */
const LIFE_MS = 1_500;
const WORK_PAUSE_MS = 30;
/** Longest time for which the agent goes on by itself, before it may be killed and after that. Milliseconds. */
const ALONE_MS = 3_000;

export interface Killed {
  verdicts: Verdict[];
  told: Told[];
  hubKills: number;
  agentKills: number;
}

/** Kills the hub, the agent, both or a machine with a copy of the agent's disk at moments that the dice choose, while the hall is at work. */
export async function killRounds(
  folder: string,
  { rounds, seed, progress }: { rounds: number; seed: number; progress: (text: string) => void },
): Promise<Killed> {
  const devices = await startDevices();
  const hall = await FaultHall.make(
    folder,
    { hub: await freePort(), pages: await freePort() },
    devices.listed,
  );
  const told: Told[] = [];
  await hall.startHub();
  await hall.startAgent();
  const { evaluators, atCopy } = devices;
  const plan = { name: 'kill', dice: dice(seed), pauseMs: WORK_PAUSE_MS, evaluators, atCopy };
  const working = work(hall, { ...plan, tell: (one) => told.push(one) });
  await copyTheAgent(hall, devices.listedAtCopy);
  const kills = await killAtRandom(hall, { rounds, throws: dice(seed + 1), told, progress });
  hall.goHome();
  await working;
  await bringHome(hall, told);
  await hall.stop();
  const { dataFolder } = hall;
  const verdicts = [...judge(dataFolder, told), judgePaper(dataFolder, devices.slips), judgeCopy(dataFolder)];
  await devices.stop();
  return { verdicts, told, ...kills };
}

/** Both machines work from here on: the copy with what the agent had not said yet, under the agent's name and key. */
async function copyTheAgent(hall: FaultHall, devices: readonly object[]): Promise<void> {
  await pause(LIFE_MS);
  await hall.agent?.kill();
  hall.copyAgent(devices);
  await hall.startAgent();
  await hall.startCopy();
}

/** While one of the two is there the other stays outside. What is missing at the end is found missing by the judge. */
async function bringHome(hall: FaultHall, told: readonly Told[]): Promise<void> {
  const rid = (of: readonly Told[]) =>
    until('the agents have told what they did', () => hasEverything(hall.dataFolder, of)).catch(() => null);
  await hall.copy?.stop();
  await rid(told.filter((one) => one.what === 'press' && one.device !== COPY_EVALUATOR));
  await hall.agent?.stop();
  await hall.startCopy();
  await rid(told);
}

interface Rounds {
  rounds: number;
  throws: Dice;
  told: readonly Told[];
  progress: (text: string) => void;
}

async function killAtRandom(
  hall: FaultHall,
  { rounds, throws, told, progress }: Rounds,
): Promise<{ hubKills: number; agentKills: number }> {
  let [hubKills, agentKills] = [0, 0];
  for (let round = 1; round <= rounds; round += 1) {
    await pause(throws.below(LIFE_MS));
    const victim = throws.pick(['hub', 'hub', 'agent', 'both', 'copy', 'away']);
    if (victim === 'copy') {
      await hall.copy?.kill();
      await hall.startCopy();
    }
    const [hubDies, agentDies] = [/hub|both|away/.test(victim), /agent|both/.test(victim)];
    if (hubDies) {
      await hall.hub?.kill();
      hubKills += 1;
    }
    if (agentDies) {
      await hall.agent?.kill();
      agentKills += 1;
    }
    if (victim === 'away') agentKills += await aloneForAWhile(hall, throws);
    if (hubDies) await hall.startHub();
    if (agentDies) await hall.startAgent();
    if (round % 20 === 0)
      progress(`${round} of ${rounds} kills, ${told.filter(isPromise).length} acknowledged`);
  }
  return { hubKills, agentKills };
}

/** The hub stays away; the agent, which goes on by itself, is killed in the middle of it every other time. */
async function aloneForAWhile(hall: FaultHall, throws: Dice): Promise<number> {
  const dies = throws.pick([true, false]);
  await pause(throws.below(ALONE_MS));
  if (dies) {
    await hall.agent?.kill();
    await hall.startAgent();
  }
  await pause(throws.below(ALONE_MS));
  return dies ? 1 : 0;
}
