import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { verifyJournal } from '@bandecheng/hub/journal/verify-journal';
import { ask, BenchHub } from '../bench/bench-hub.ts';
import { progress, quantile } from '../bench/figure.ts';
import { ATTACKS } from './attacks.ts';
import type { Order } from './attacker.ts';
import { AGENTS, COUNTERS, honestHall, type Waits } from './honest.ts';
import type { Deeds, Target } from './horde.ts';

const USAGE = 'npm run siege -- [attack …] [--rounds 4] [--seconds 4]';
const ATTACKER = fileURLToPath(new URL('./attacker.js', import.meta.url));
/** Under attack the 99th percentile may be so many times its calm value. */
const MOST_TIMES = 3;
/** Resident memory the hub may need at most, MB, with ten thousand connections on top of its hall. */
const MOST_MB = 512;
/** After an attack, until the links it left behind are given up (five seconds) and the machine is quiet. */
const CALM_DOWN_MS = 6_000;

interface Asked {
  names: string[];
  rounds: number;
  seconds: number;
}

function asked(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '4' }, seconds: { type: 'string', default: '4' } },
  });
  const names = positionals.length === 0 ? Object.keys(ATTACKS) : positionals;
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  if (names.every((name) => name in ATTACKS) && rounds >= 1 && seconds > 0) return { names, rounds, seconds };
  process.stderr.write(`${USAGE}\n  ${Object.keys(ATTACKS).join('\n  ')}\n`);
  process.exit(2);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Attackers take the machine's time after everybody else, and their rates are bounded: it is not its cores that are tried. */
const NICE = '10';
/** Until the compiler of the hub has seen everything once. */
const WARMS_UP_MS = 5_000;
/** What an attack needs to be at its height. */
const RISES_MS = 2_500;

async function startAttackers(): Promise<ChildProcess> {
  const child = spawn('nice', ['-n', NICE, process.execPath, ATTACKER], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

/** Calm and attack by turns, so that whatever else the machine does falls on both alike. */
async function underAttack(
  name: string,
  { rounds, seconds }: Asked,
  parts: { honest: Waits; target: Target; hub: BenchHub },
): Promise<boolean> {
  const { honest, target, hub } = parts;
  const attackers = await startAttackers();
  const say = (order: Order): void => void attackers.send(order);
  const [calm, attacked]: [number[], number[]] = [[], []];
  const deeds: Deeds = { opened: 0, cut: 0, sent: 0 };
  const cpu = { calm: 0, attacked: 0 };
  let [most, lost] = [0, 0];
  for (let round = 0; round < rounds && hub.alive; round++) {
    honest.take();
    cpu.calm += await hub.busyMs(() => pause(seconds * 1000));
    calm.push(...honest.take());
    const lostBefore = honest.lost;
    say({ begin: name, target });
    // What is lost while it rises is lost too.
    await pause(RISES_MS);
    honest.take();
    cpu.attacked += await hub.busyMs(() => pause(seconds * 1000));
    attacked.push(...honest.take());
    lost += honest.lost - lostBefore;
    if (hub.alive) most = Math.max(most, hub.memoryMb());
    const told = once(attackers, 'message') as Promise<[Deeds]>;
    say('end');
    const [done] = await told;
    for (const key of ['opened', 'cut', 'sent'] as const) deeds[key] += done[key];
    await pause(CALM_DOWN_MS);
  }
  const gone = once(attackers, 'exit');
  attackers.disconnect();
  attackers.kill();
  await gone;
  const [p99Calm, p99Attacked] = [quantile(calm, 0.99), quantile(attacked, 0.99)];
  const ratio = p99Attacked / p99Calm;
  const held = hub.alive && lost === 0 && ratio <= MOST_TIMES && most <= MOST_MB;
  const figures = {
    ...{
      attack: name,
      held,
      ratio: rounded(ratio),
      p99CalmMs: rounded(p99Calm),
      p99AttackedMs: rounded(p99Attacked),
    },
    ...{ p50CalmMs: rounded(quantile(calm, 0.5)), p50AttackedMs: rounded(quantile(attacked, 0.5)) },
    ...{
      cpuCalm: rounded(cpu.calm / rounds / seconds / 1000),
      cpuAttacked: rounded(cpu.attacked / rounds / seconds / 1000),
    },
    ...{
      answers: [calm.length, attacked.length],
      lost,
      residentMb: Math.round(most),
      ...deeds,
      alive: hub.alive,
    },
  };
  process.stdout.write(`${JSON.stringify({ ...figures, how: ATTACKS[name]?.how })}\n`);
  return held;
}

const rounded = (ms: number): number => Number(ms.toPrecision(3));

/** A hub, a hall that works with it and one attack: what one attack leaves behind does not fall on the next. */
async function besiege(name: string, asking: Asked): Promise<boolean> {
  const hub = await BenchHub.start('disk', { agents: AGENTS, counters: COUNTERS });
  try {
    const issued = await ask(await hub.screen('kiosk', 'k1'), {
      ...{ id: 'siege-ticket', type: 'IssueTicket', service: 'service-h' },
    });
    const target: Target = {
      ...{
        port: Number(new URL(hub.url).port),
        ticketKey: issued.ticket?.key ?? '',
        kioskCookie: hub.kioskCookie,
      },
    };
    const honest = await honestHall(hub);
    await pause(WARMS_UP_MS);
    const held = await underAttack(name, asking, { honest, target, hub });
    if (hub.alive) await honest.stop();
    let lines = 0;
    await verifyJournal(hub.dataFolder, (day) => (lines += day.lines));
    progress(`${name}: the record is whole, ${lines} lines`);
    return held;
  } finally {
    if (hub.alive) await hub.stop();
  }
}

const asking = asked();
let held = true;
for (const name of asking.names) {
  progress(`${name} …`);
  held = (await besiege(name, asking)) && held;
}
process.exit(held ? 0 : 1);
