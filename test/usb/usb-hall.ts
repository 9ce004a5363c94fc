import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccounts } from '@bandecheng/hub/registers/accounts';
import { openAgentKeys } from '@bandecheng/hub/registers/agent-keys';
import { openPairings } from '@bandecheng/hub/registers/pairings';
import { openSessions } from '@bandecheng/hub/registers/sessions';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Screen } from '@bandecheng/shared/vocabulary';
import { io, type Socket } from 'socket.io-client';
import { COUNTERS, HALL, serviceOf, type Counter } from './hall-file.ts';
import { HallProcess } from './hall-process.ts';
import { until } from './until.ts';

const PORT = '3000';
const ANSWER_MS = 20_000;
const URL = `http://127.0.0.1:${PORT}`;

export interface IssuedTicket {
  ticket: string;
  number: string;
}

/** The real hub and the real agent as processes, and the people at its screens. */
export class UsbHall {
  private commands = 0;

  private constructor(
    readonly dataFolder: string,
    readonly hub: HallProcess,
    readonly agent: HallProcess,
    private readonly screens: ReadonlyMap<string, Socket>,
  ) {}

  /** @param devices as agent.json has them */
  static async start(devices: readonly object[]): Promise<UsbHall> {
    const folder = mkdtempSync(join(tmpdir(), 'usb-hall-'));
    const dataFolder = join(folder, 'data');
    const hallFile = join(folder, 'hall.json');
    const agentFile = join(folder, 'agent.json');
    writeFileSync(hallFile, JSON.stringify(HALL));
    const agent = { agent: 'usb-agent', hub: URL, dataFolder: 'agent-data', devices };
    writeFileSync(agentFile, JSON.stringify(agent));
    const key = await (await openAgentKeys(dataFolder)).add('usb-agent');
    const cookies = await signIn(dataFolder);
    const hubEnv = { PORT, DATA_DIR: dataFolder };
    const hub = await HallProcess.start('hub/dist/main.js', ['--hall', hallFile], hubEnv, 'hub ready');
    const agentProcess = await HallProcess.start(
      'device-agent/start.cjs',
      [agentFile],
      { AGENT_KEY: key },
      'agent ready',
    );
    const screens = new Map<string, Socket>();
    screens.set('kiosk', await openScreen('kiosk', cookies.kiosk, 'k1'));
    screens.set('desk', await openScreen('desk', cookies.desk));
    for (const counter of COUNTERS)
      screens.set(counter, await openScreen('counter', cookies.clerks[counter] ?? '', counter));
    const hall = new UsbHall(dataFolder, hub, agentProcess, screens);
    for (const counter of COUNTERS) await hall.ask(counter, { type: 'OpenCounter', counter });
    return hall;
  }

  /** A number for this counter's service, asked for at the kiosk. */
  async takeNumber(counter: Counter): Promise<IssuedTicket> {
    const command = { type: 'IssueTicket', service: serviceOf(counter), kiosk: 'k1' };
    const { ticket } = await this.ask('kiosk', command);
    if (ticket === undefined) throw new Error('no ticket');
    return { ticket: ticket.ticket, number: ticket.number };
  }

  async reprint(ticket: string): Promise<void> {
    await this.ask('desk', { type: 'ReprintTicket', ticket, kiosk: 'k1' });
  }

  /** Called, served and finished: the counter's evaluator is invited. */
  async serve(counter: Counter, ticket: string): Promise<void> {
    await this.ask(counter, { type: 'CallTicket', counter, ticket });
    await this.ask(counter, { type: 'StartService', counter, ticket });
    await this.ask(counter, { type: 'FinishService', counter, ticket });
  }

  async stop(): Promise<void> {
    for (const screen of this.screens.values()) screen.close();
    await this.agent.stop();
    await this.hub.stop();
  }

  /** Asks as a screen does: again with the same id where a slow machine lost the answer. */
  private async ask(screen: string, command: object): Promise<Extract<Answer, { ok: true }>> {
    this.commands += 1;
    const sent = { id: `usb-test-${this.commands}`, ...command };
    const text = JSON.stringify(command);
    const answer = await until(`the hub answers ${text}`, async () => {
      const socket = this.screens.get(screen)?.timeout(ANSWER_MS);
      return (await socket?.emitWithAck('command:send', sent).catch(() => null)) as Answer | null;
    });
    if (!answer.ok) throw new Error(`${text}: ${JSON.stringify(answer)}`);
    return answer;
  }
}

async function signIn(data: string) {
  const accounts = await openAccounts(data);
  const sessions = await openSessions(data, Date.now);
  const pairings = await openPairings(data, Date.now);
  const staff = async (id: string, role: 'clerk' | 'desk'): Promise<string> => {
    await accounts.create({ id, name: id, role }, 'usb-test-password');
    return `bdc_session=${await sessions.begin(id)}`;
  };
  const redeemed = await pairings.redeem(pairings.offer({ screen: 'kiosk', of: 'k1' }));
  if ('refused' in redeemed) throw new Error(redeemed.refused);
  const clerks: Record<string, string> = {};
  for (const counter of COUNTERS) clerks[counter] = await staff(`clerk-${counter}`, 'clerk');
  return { kiosk: `bdc_screen_kiosk_k1=${redeemed.token}`, desk: await staff('desk', 'desk'), clerks };
}

async function openScreen(screen: Screen, cookie: string, of?: string): Promise<Socket> {
  const socket = io(`${URL}/screen`, {
    auth: { protocol: PROTOCOL_VERSION, screen, ...(of === undefined ? {} : { of }) },
    transports: ['websocket'],
    extraHeaders: { cookie },
  });
  await until(`the ${screen} screen is connected`, () => socket.connected);
  return socket;
}
