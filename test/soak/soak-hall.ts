import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAccounts } from '@bandecheng/hub/registers/accounts';
import { openAgentKeys } from '@bandecheng/hub/registers/agent-keys';
import { openPairings } from '@bandecheng/hub/registers/pairings';
import { openSessions } from '@bandecheng/hub/registers/sessions';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Answer, Published } from '@bandecheng/shared/protocol';
import type { DeviceProblem, Screen } from '@bandecheng/shared/vocabulary';
import type { KioskView } from '@bandecheng/shared/views';
import { io, type Socket } from 'socket.io-client';
import { HallProcess } from '../usb/hall-process.ts';
import { until } from '../usb/until.ts';
import { HeapUse } from './heap-use.ts';
import { HALL_DEVICES, STAFFED_COUNTERS } from './lines.ts';

const ANSWER_MS = 20_000;
/** In the soak's folder: what the agent holds, line by line. */
export const HEAP_FILE = 'agent-heap.jsonl';
/** One for each box, and for the four on the shared line. */
const COUNTERS = HALL_DEVICES.evaluators + HALL_DEVICES.boxes + 4;

/** A hall open round the clock, with the shortest deadline for tickets that a hall may set. */
const HALL = {
  id: 'soak',
  name: { zh: '清河县政务服务中心' },
  hours: { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' },
  services: [
    {
      ...{ id: 'social', prefix: 'A', name: { zh: '社会保险' }, department: { zh: '人社局' } },
      ...{ area: { zh: '一楼东区' }, notice: ['请带身份证原件和复印件'], usualMinutes: 8 },
    },
  ],
  counters: numbers(COUNTERS).map((n) => ({
    ...{ id: `c${n}`, number: n, name: { zh: `${n}号窗口` }, services: ['social'] },
  })),
  kiosks: numbers(HALL_DEVICES.printers).map((n) => ({ id: `k${n}`, name: { zh: `取号机${n}` } })),
  print: { deadlineSeconds: 10 },
};

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** The real hub and the real agent as processes, and the people at their screens. */
export class SoakHall {
  private commands = 0;
  private readonly screens = new Map<string, Socket>();
  private problems: ReadonlyMap<string, DeviceProblem[]> = new Map();
  private readonly jobs = new Map<string, KioskView['jobs']>();

  private constructor(
    readonly dataFolder: string,
    readonly hub: HallProcess,
    readonly agent: HallProcess,
    private readonly url: string,
  ) {}

  /** @param devices as agent.json has them */
  static async start(folder: string, devices: readonly object[]): Promise<SoakHall> {
    const dataFolder = join(folder, 'data');
    const [hallFile, agentFile] = [join(folder, 'hall.json'), join(folder, 'agent.json')];
    writeFileSync(hallFile, JSON.stringify(HALL));
    const key = await (await openAgentKeys(dataFolder)).add('soak-agent');
    const cookies = await signIn(dataFolder);
    const env = { PORT: '0', DATA_DIR: dataFolder };
    const hub = await HallProcess.start('hub/dist/main.js', ['--hall', hallFile], env, 'hub ready');
    const url = /hub ready (\S+)/.exec(hub.output)?.[1] ?? '';
    const config = { agent: 'soak-agent', hub: url, dataFolder: 'agent-data', devices };
    writeFileSync(agentFile, JSON.stringify(config));
    // The environment's own data folder, where it has one, is not this agent's.
    const agentEnv = {
      ...{ AGENT_KEY: key, DATA_DIR: join(folder, 'agent-data') },
      ...HeapUse.environment(join(folder, HEAP_FILE)),
    };
    const agent = await HallProcess.start('device-agent/start.cjs', [agentFile], agentEnv, 'agent ready');
    const hall = new SoakHall(dataFolder, hub, agent, url);
    await hall.openScreens(cookies);
    return hall;
  }

  /** What the desk board says is wrong with it; null before the board has heard of it. */
  problemsOf(device: string): readonly DeviceProblem[] | null {
    return this.problems.get(device) ?? null;
  }

  /** Devices that the desk board calls troubled. */
  get troubled(): string[] {
    return [...this.problems].filter(([, problems]) => problems.length > 0).map(([device]) => device);
  }

  /** Takes a number at a kiosk. */
  async takeNumber(kiosk: string): Promise<{ ticket: string; number: string }> {
    const { ticket } = await this.ask(kiosk, { type: 'IssueTicket', service: 'social', kiosk });
    if (ticket === undefined) throw new Error('no ticket');
    return { ticket: ticket.ticket, number: ticket.number };
  }

  /** How its printing stands, as the kiosk shows it; undefined while the kiosk knows of none. */
  printOf(kiosk: string, ticket: string): string | undefined {
    return this.jobs.get(kiosk)?.find((job) => job.ticket === ticket)?.state;
  }

  /** The next number is called to this counter. */
  async callNext(counter: string): Promise<void> {
    await this.ask(counter, { type: 'CallNext', counter });
  }

  /** The answer, also where it is a refusal. */
  async tryTo(screen: string, command: object): Promise<Answer> {
    this.commands += 1;
    const sent = { id: `soak-command-${this.commands}`, ...command };
    return until(`the hub answers ${JSON.stringify(command)}`, async () => {
      const socket = this.screens.get(screen)?.timeout(ANSWER_MS);
      return (await socket?.emitWithAck('command:send', sent).catch(() => null)) as Answer | null;
    });
  }

  /** Closes the screens, then ends the agent and the hub. */
  async stop(): Promise<void> {
    for (const screen of this.screens.values()) screen.close();
    await this.agent.stop();
    await this.hub.stop();
  }

  private async ask(screen: string, command: object): Promise<Extract<Answer, { ok: true }>> {
    const answer = await this.tryTo(screen, command);
    if (!answer.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
    return answer;
  }

  private async openScreens(cookies: Awaited<ReturnType<typeof signIn>>): Promise<void> {
    const desk = await this.openScreen('desk', 'desk', cookies.desk);
    desk.on('view:published', (published: Published<'devices'>) => {
      if (published.view === 'devices')
        this.problems = new Map(published.data.devices.map(({ device, problems }) => [device, problems]));
    });
    desk.emit('view:ask');
    for (const [kiosk, cookie] of cookies.kiosks) {
      const screen = await this.openScreen(kiosk, 'kiosk', cookie, kiosk);
      screen.on('view:published', (published: Published<'kiosk'>) => {
        if (published.view === 'kiosk') this.jobs.set(kiosk, published.data.jobs);
      });
      screen.emit('view:ask');
    }
    for (const [counter, cookie] of cookies.clerks) {
      await this.openScreen(counter, 'counter', cookie, counter);
      await this.ask(counter, { type: 'OpenCounter', counter });
    }
  }

  private async openScreen(name: string, screen: Screen, cookie: string, of?: string): Promise<Socket> {
    const socket = io(`${this.url}/screen`, {
      auth: { protocol: PROTOCOL_VERSION, screen, ...(of === undefined ? {} : { of }) },
      ...{ transports: ['websocket'], forceNew: true, extraHeaders: { cookie } },
    });
    await until(`the ${name} screen is connected`, () => socket.connected);
    this.screens.set(name, socket);
    return socket;
  }
}

/** Everyone's cookie, made in the registers before the hub reads them. */
async function signIn(data: string) {
  const accounts = await openAccounts(data);
  const sessions = await openSessions(data, Date.now);
  const pairings = await openPairings(data, Date.now);
  const staff = async (id: string, role: 'clerk' | 'desk'): Promise<string> => {
    await accounts.create({ id, name: id, role }, 'soak-test-password');
    return `bdc_session=${await sessions.begin(id)}`;
  };
  const kiosks = new Map<string, string>();
  for (const { id } of HALL.kiosks) {
    const redeemed = await pairings.redeem(pairings.offer({ screen: 'kiosk', of: id }));
    if ('refused' in redeemed) throw new Error(redeemed.refused);
    kiosks.set(id, `bdc_screen_kiosk_${id}=${redeemed.token}`);
  }
  const clerks = new Map<string, string>();
  for (const n of numbers(STAFFED_COUNTERS)) clerks.set(`c${n}`, await staff(`clerk-${n}`, 'clerk'));
  return { kiosks, clerks, desk: await staff('desk', 'desk') };
}
