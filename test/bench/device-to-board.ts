import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { startVirtualPrinter, type VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import type { Published } from '@bandecheng/shared/protocol';
import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { BenchHub } from './bench-hub.ts';
import { printFigure, progress, quantile } from './figure.ts';

const AGENT = join(process.cwd(), 'device-agent/start.cjs');
const ROUNDS = 10;
/** From a sensor's change to the desk board, and back: what is promised. */
const PROMISED_MS = 2_000;
/** The agent looks at an idle printer about this often. The bench begins at another place of that time every time. */
const LOOK_EVERY_MS = 700;
const TROUBLES = [
  ['paper-near-end', 'paper-near-end'],
  ['paper-out', 'paper-out'],
  ['cover-open', 'cover-open'],
  ['offline', 'printer-offline'],
] as const;

/** How long after a printer has no paper, an open cover and so on the desk board shows it, and that it is over. */
export async function benchDeviceToBoard(): Promise<void> {
  progress(`device-to-board, ${ROUNDS} rounds of ${TROUBLES.length} troubles …`);
  const hub = await BenchHub.start('disk', { agents: 1, counters: 1 });
  const profile = (await readProfiles()).get('escpos-80mm') as PrinterProfile;
  const printer = await startVirtualPrinter({ profile });
  const agent = startAgent(hub, printer);
  try {
    const board = new Board(await hub.screen('desk'));
    await board.shows(null);
    await measure(printer, board);
  } finally {
    agent.kill('SIGTERM');
    await once(agent, 'exit');
    await printer.stop();
    await hub.stop();
  }
}

async function measure(printer: VirtualPrinter, board: Board): Promise<void> {
  const [arrived, cleared]: [number[], number[]] = [[], []];
  let turn = 0;
  const switched = async (fault: (typeof TROUBLES)[number], on: boolean): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, (++turn * 0.618 * LOOK_EVERY_MS) % LOOK_EVERY_MS));
    const began = performance.now();
    printer.fault(fault[0], on);
    return (await board.shows(on ? fault[1] : null)) - began;
  };
  for (let round = 0; round < ROUNDS; round++)
    for (const trouble of TROUBLES) {
      arrived.push(await switched(trouble, true));
      cleared.push(await switched(trouble, false));
    }
  const how = `${arrived.length} times: paper near its end, paper out, cover open, offline, on a virtual printer behind TCP; agent and hub as processes, to the desk board's newest view over socket.io; limit: what is promised`;
  const report = (name: string, delays: number[]): void =>
    printFigure({ name, unit: 'ms', ours: quantile(delays, 0.95), limit: PROMISED_MS, how });
  report('device-to-board-p95', arrived);
  report('device-clear-p95', cleared);
}

/** A desk board that looks at its one device. */
class Board {
  /** Undefined while there is no device. */
  private worst: DeviceProblem | null | undefined;
  private wanted: { worst: DeviceProblem | null; seen: (at: number) => void } | null = null;

  constructor(socket: Socket) {
    socket.on('view:published', (published: Published<'devices'>) => {
      if (published.view !== 'devices') return;
      const [device] = published.data.devices;
      this.worst = device === undefined ? undefined : (device.problems[0] ?? null);
      this.look();
    });
    socket.emit('view:ask');
  }

  /** When it first shows this as the gravest problem; null: that all is well. */
  shows(worst: DeviceProblem | null): Promise<number> {
    return new Promise((seen) => {
      this.wanted = { worst, seen };
      this.look();
    });
  }

  private look(): void {
    if (this.wanted === null || this.wanted.worst !== this.worst) return;
    this.wanted.seen(performance.now());
    this.wanted = null;
  }
}

function startAgent(hub: BenchHub, printer: VirtualPrinter): ChildProcess {
  const device = {
    ...{ id: 'printer-k1', profile: 'escpos-80mm', kiosk: 'k1' },
    transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port },
  };
  const config = join(hub.folder, 'agent.json');
  const agent = { agent: 'agent-0', hub: hub.url, dataFolder: 'agent-data', devices: [device] };
  writeFileSync(config, JSON.stringify(agent));
  return spawn(process.execPath, [AGENT, config], {
    env: { ...process.env, AGENT_KEY: hub.agentKey(0) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
