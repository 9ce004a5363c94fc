import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openAccounts } from '@bandecheng/hub/registers/accounts';
import { openAgentKeys } from '@bandecheng/hub/registers/agent-keys';
import { openPairings } from '@bandecheng/hub/registers/pairings';
import { openSessions } from '@bandecheng/hub/registers/sessions';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Screen } from '@bandecheng/shared/vocabulary';
import { io, type Socket } from 'socket.io-client';
import { HallProcess } from '../usb/hall-process.ts';

export const COUNTERS = ['c1', 'c2', 'c3'] as const;
export type Counter = (typeof COUNTERS)[number];
export const KIOSKS = ['k1', 'k2'] as const;
/** Its page comes from the agent, which gives it numbers of its own while no hub is there. */
export const THROUGH_AGENT = 'kiosk/k2';
const PASSWORD = 'fault-test-password';
const AGENT = 'fault-agent';
/** Long enough for an answer of a machine that is emulated; shorter than anybody's patience. */
const ANSWER_MS = 10_000;
const AGAIN_MS = 100;
/** A page that is refused calls again after so long. */
const CALLS_AGAIN_MS = 200;

/** Where the programs listen. */
export interface Ports {
  hub: number;
  /** The agent's pages. */
  pages: number;
}

/** Who stands at the screens, by the name of the screen. */
type Cookies = Record<string, string>;

/** Hub and agent as processes that may die at any moment, and people at the screens who ask until they are answered. */
export class FaultHall {
  hub: HallProcess | null = null;
  agent: HallProcess | null = null;
  /** Another machine with a copy of the agent's disk. */
  copy: HallProcess | null = null;
  private readonly screens = new Map<string, Socket>();
  private stopped = false;

  private constructor(
    readonly folder: string,
    private readonly ports: Ports,
    readonly key: string,
    readonly cookies: Cookies,
    /** What the host adds to the programs' environment. */
    private readonly env: Record<string, string>,
  ) {}

  get dataFolder(): string {
    return join(this.folder, 'data');
  }

  /** Writes the hall's files, or takes those of a run before that a power cut ended. Nothing is started. */
  static async make(
    folder: string,
    ports: Ports,
    devices: readonly object[],
    env: Record<string, string> = {},
  ): Promise<FaultHall> {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'hall.json'), JSON.stringify(HALL));
    const hub = `http://127.0.0.1:${ports.hub}`;
    const agent = {
      ...{ agent: AGENT, hub, dataFolder: 'agent-data' },
      devices,
      pages: { port: ports.pages },
    };
    writeFileSync(join(folder, 'agent.json'), JSON.stringify(agent));
    const data = join(folder, 'data');
    const key = await (await openAgentKeys(data)).add(AGENT);
    return new FaultHall(folder, ports, key, await signIn(data), env);
  }

  async startHub(): Promise<void> {
    const env = { ...this.env, PORT: String(this.ports.hub), DATA_DIR: this.dataFolder };
    const args = ['--hall', join(this.folder, 'hall.json')];
    this.hub = await HallProcess.start('hub/dist/main.js', args, env, 'hub ready');
  }

  async startAgent(): Promise<void> {
    this.agent = await this.agentOn('agent');
  }

  /** Copies the disk of the agent, which does not run; its devices are not at the other machine, but these are. */
  copyAgent(devices: readonly object[]): void {
    cpSync(join(this.folder, 'agent-data'), join(this.folder, 'copy-data'), { recursive: true });
    const file = JSON.parse(readFileSync(join(this.folder, 'agent.json'), 'utf8')) as object;
    writeFileSync(join(this.folder, 'copy.json'), JSON.stringify({ ...file, devices, pages: undefined }));
  }

  async startCopy(): Promise<void> {
    this.copy = await this.agentOn('copy');
  }

  private agentOn(disk: 'agent' | 'copy'): Promise<HallProcess> {
    const env = { ...this.env, AGENT_KEY: this.key, DATA_DIR: join(this.folder, `${disk}-data`) };
    const args = [join(this.folder, `${disk}.json`)];
    return HallProcess.start('device-agent/start.cjs', args, env, 'agent ready');
  }

  /** The answer to a command, asked again under its id until somebody gives one. Null: everything is over. */
  async ask(screen: string, command: { id: string; type: string }): Promise<Answer | null> {
    while (!this.stopped) {
      const socket = this.open(screen);
      const answer = await socket
        .timeout(ANSWER_MS)
        .emitWithAck('command:send', command)
        .catch(() => null);
      if (answer !== null) return answer as Answer;
      await pause(AGAIN_MS);
    }
    return null;
  }

  /** People go home: nobody asks any more. */
  goHome(): void {
    this.stopped = true;
    for (const socket of this.screens.values()) socket.close();
    this.screens.clear();
  }

  async stop(): Promise<void> {
    this.goHome();
    await this.copy?.stop();
    await this.agent?.stop();
    await this.hub?.stop();
  }

  private open(name: string): Socket {
    const known = this.screens.get(name);
    if (known !== undefined) return known;
    const [screen = '', of] = name.split('/');
    const port = name === THROUGH_AGENT ? this.ports.pages : this.ports.hub;
    const socket = io(`http://127.0.0.1:${port}/screen`, {
      auth: { protocol: PROTOCOL_VERSION, screen: screen as Screen, ...(of === undefined ? {} : { of }) },
      ...{ transports: ['websocket'], forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 500 },
      extraHeaders: { cookie: this.cookies[name] ?? '' },
    });
    // The library calls again by itself only where nobody refused it.
    const callAgain = (): void => {
      if (!socket.active) setTimeout(() => this.stopped || socket.connect(), CALLS_AGAIN_MS);
    };
    socket.on('connect_error', callAgain);
    socket.on('disconnect', callAgain);
    this.screens.set(name, socket);
    return socket;
  }
}

/** A hall open round the clock under the rules of Wushen. */
const HALL = {
  id: 'fault',
  name: { zh: '清河县政务服务中心' },
  hours: { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' },
  services: [
    {
      ...{ id: 'social', prefix: 'A', name: { zh: '社会保险' }, department: { zh: '人社局' } },
      ...{ area: { zh: '一楼东区' }, notice: ['请带身份证原件和复印件'], usualMinutes: 8 },
    },
  ],
  counters: COUNTERS.map((id, i) => ({
    ...{ id, number: i + 1, name: { zh: `${i + 1}号窗口` }, services: ['social'] },
  })),
  kiosks: KIOSKS.map((id, i) => ({ id, name: { zh: `取号机${i + 1}` } })),
  print: { deadlineSeconds: 30 },
  policy: 'wushen',
};

/** Everyone's cookie by the name of their screen, made in the registers while no hub reads them. */
async function signIn(data: string): Promise<Cookies> {
  const accounts = await openAccounts(data);
  const sessions = await openSessions(data, Date.now);
  const pairings = await openPairings(data, Date.now);
  const cookies: Cookies = {};
  const staff = async (id: string, role: 'clerk' | 'desk'): Promise<string> => {
    await accounts.create({ id, name: id, role }, PASSWORD);
    return `bdc_session=${await sessions.begin(id)}`;
  };
  for (const kiosk of KIOSKS) {
    const redeemed = await pairings.redeem(pairings.offer({ screen: 'kiosk', of: kiosk }));
    if ('refused' in redeemed) throw new Error(redeemed.refused);
    cookies[`kiosk/${kiosk}`] = `bdc_screen_kiosk_${kiosk}=${redeemed.token}`;
  }
  for (const counter of COUNTERS) cookies[`counter/${counter}`] = await staff(`clerk-${counter}`, 'clerk');
  cookies['cases'] = await staff('desk', 'desk');
  return cookies;
}
