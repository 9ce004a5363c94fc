import { setTimeout as pause } from 'node:timers/promises';
import { dice, type Dice } from '../fuzz/dice.ts';
import { work } from './day-of-work.ts';
import { startDevices } from './fault-devices.ts';
import { FaultHall } from './fault-hall.ts';
import { hasEveryPress, judge, judgePaper, type Verdict } from './judge.ts';
import { freePort } from '../fakes/free-port.ts';
import type { Told } from './told.ts';
import { until } from '../usb/until.ts';

/** Longest life of the programs between two kills. Milliseconds. */
const LIFE_MS = 1_500;
const WORK_PAUSE_MS = 30;

export interface Killed {
  verdicts: Verdict[];
  told: Told[];
  hubKills: number;
  agentKills: number;
}

/** Kills the hub, the agent or both at moments that the dice choose, while the hall is at work. */
export async function killRounds(
  folder: string,
  { rounds, seed, progress }: { rounds: number; seed: number; progress: (text: string) => void },
): Promise<Killed> {
  const devices = await startDevices();
  const hall = await FaultHall.make(folder, await freePort(), devices.listed);
  const told: Told[] = [];
  await hall.startHub();
  await hall.startAgent();
  const { evaluators } = devices;
  const plan = { name: 'kill', dice: dice(seed), pauseMs: WORK_PAUSE_MS, evaluators };
  const working = work(hall, { ...plan, tell: (one) => told.push(one) });
  const kills = await killAtRandom(hall, { rounds, throws: dice(seed + 1), told, progress });
  hall.goHome();
  await working;
  // What is still missing after that is found missing by the judge.
  await until('the agent is rid of its presses', () => hasEveryPress(hall.dataFolder, told)).catch(
    () => null,
  );
  await hall.stop();
  const verdicts = [...judge(hall.dataFolder, told), judgePaper(hall.dataFolder, devices.papers)];
  await devices.stop();
  return { verdicts, told, ...kills };
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
    const victim = throws.pick(['hub', 'hub', 'agent', 'both']);
    if (victim !== 'agent') {
      await hall.hub?.kill();
      hubKills += 1;
    }
    if (victim !== 'hub') {
      await hall.agent?.kill();
      agentKills += 1;
    }
    if (victim !== 'agent') await hall.startHub();
    if (victim !== 'hub') await hall.startAgent();
    if (round % 20 === 0) progress(`${round} of ${rounds} kills, ${told.length} acknowledged`);
  }
  return { hubKills, agentKills };
}
