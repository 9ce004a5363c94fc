import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openAccounts } from '@bandecheng/hub/registers/accounts';
import { openAgentKeys } from '@bandecheng/hub/registers/agent-keys';
import { openPairings } from '@bandecheng/hub/registers/pairings';
import { openSessions } from '@bandecheng/hub/registers/sessions';
import type { AnnouncedDevice, Answer } from '@bandecheng/shared/protocol';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Screen } from '@bandecheng/shared/vocabulary';
import { io, type Socket } from 'socket.io-client';
import { benchHall } from './hall.ts';

const HUB = join(process.cwd(), 'hub/dist/main.js');
/** A folder in memory: the same hub, the same calls, no disk behind them. */
const MEMORY = '/dev/shm';

/** The built hub as a process of its own, with sockets to it. */
export class BenchHub {
  private readonly sockets: Socket[] = [];

  private constructor(
    readonly folder: string,
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly cookies: { kiosk: string; desk: string; display: string; clerks: string[] },
    private readonly agentKeys: readonly string[],
  ) {}

  /** @param store `memory` leaves the disk out of what is measured */
  static async start(
    store: 'disk' | 'memory',
    { agents, counters }: { agents: number; counters: number },
  ): Promise<BenchHub> {
    const parent = store === 'memory' && existsSync(MEMORY) ? MEMORY : tmpdir();
    const folder = mkdtempSync(join(parent, 'bandecheng-bench-'));
    const data = join(folder, 'data');
    writeFileSync(join(folder, 'hall.json'), JSON.stringify(benchHall(counters)));
    const keys = await openAgentKeys(data);
    const agentKeys: string[] = [];
    for (let i = 0; i < agents; i++) agentKeys.push(await keys.add(`agent-${i}`));
    const cookies = await signIn(data, counters);
    const child = spawn(process.execPath, [HUB, '--hall', join(folder, 'hall.json')], {
      env: { ...process.env, PORT: '0', DATA_DIR: data },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await readyUrl(child);
    return new BenchHub(folder, child, url, cookies, agentKeys);
  }

  get dataFolder(): string {
    return join(this.folder, 'data');
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What lets the kiosk `k1` in. */
  get kioskCookie(): string {
    return this.cookies.kiosk;
  }

  /** An agent's connection that announces one evaluator, on counter `c<index + 1>` where there is one. */
  agent(index: number, counters: number): Promise<Socket> {
    const device: AnnouncedDevice = {
      id: `evaluator-${index}`,
      kind: 'evaluator',
      profile: 'ff68-evaluator-5',
      ...(index < counters ? { counter: `c${index + 1}` } : {}),
    };
    return this.connect('/agent', undefined, {
      protocol: PROTOCOL_VERSION,
      agent: `agent-${index}`,
      key: this.agentKey(index),
      outbox: 'outbox01',
      devices: [device],
    });
  }

  /** For an agent that is a process of its own. */
  agentKey(index: number): string {
    return this.agentKeys[index] ?? '';
  }

  screen(screen: Screen, of?: string): Promise<Socket> {
    const { kiosk, desk, display, clerks } = this.cookies;
    const own = {
      ...{ kiosk, display, desk, devices: desk, hall: '', follow: '', cases: desk },
      ...{ counter: clerks[counterIndex(of)], tablet: clerks[counterIndex(of)] },
    };
    const auth = { protocol: PROTOCOL_VERSION, screen, ...(of === undefined ? {} : { of }) };
    return this.connect('/screen', own[screen], auth);
  }

  /** Resident memory in MB, as the system counts it. */
  memoryMb(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
  }

  /** Processor time of all its threads while something else runs, ms. */
  async busyMs(run: () => Promise<unknown>): Promise<number> {
    const before = this.processorMs();
    await run();
    return this.processorMs() - before;
  }

  /** proc_pid_stat(5): user and system time are fields 14 and 15, in ticks of 10 ms. */
  private processorMs(): number {
    const text = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    rmSync(this.folder, { recursive: true });
  }

  private async connect(namespace: string, cookie: string | undefined, auth: object): Promise<Socket> {
    const socket = io(`${this.url}${namespace}`, {
      auth,
      transports: ['websocket'],
      forceNew: true,
      ...(cookie === undefined ? {} : { extraHeaders: { cookie } }),
    });
    this.sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }
}

function counterIndex(of: string | undefined): number {
  return Number(of?.slice(1) ?? 1) - 1;
}

/** Everyone's cookie, made in the registers before the hub reads them. */
async function signIn(data: string, counters: number) {
  const accounts = await openAccounts(data);
  const sessions = await openSessions(data, Date.now);
  const pairings = await openPairings(data, Date.now);
  const staff = async (id: string, role: 'clerk' | 'desk'): Promise<string> => {
    await accounts.create({ id, name: id, role }, 'bench-password');
    return `bdc_session=${await sessions.begin(id)}`;
  };
  const paired = async (screen: 'kiosk' | 'display'): Promise<string> => {
    const shows = screen === 'kiosk' ? ({ screen, of: 'k1' } as const) : ({ screen } as const);
    const redeemed = await pairings.redeem(pairings.offer(shows));
    if ('refused' in redeemed) throw new Error(redeemed.refused);
    return `bdc_screen_${screen === 'kiosk' ? 'kiosk_k1' : 'display'}=${redeemed.token}`;
  };
  const clerks: string[] = [];
  for (let i = 0; i < counters; i++) clerks.push(await staff(`clerk-${i + 1}`, 'clerk'));
  return {
    kiosk: await paired('kiosk'),
    display: await paired('display'),
    desk: await staff('desk', 'desk'),
    clerks,
  };
}

/** The address the hub prints when it is ready. Rejects when it ends before. */
export function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('hub ready ')) resolve(line.slice('hub ready '.length).trim());
    });
  });
}

/** The answer to a screen's command. Rejects when it was not done. */
export async function ask(socket: Socket, command: object): Promise<Extract<Answer, { ok: true }>> {
  const answer = (await socket.emitWithAck('command:send', command)) as Answer;
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer;
}
