import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { onPty, type VirtualPty } from '@bandecheng/device-agent/virtual/pty';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualKeypad, type VirtualKeypad } from '@bandecheng/device-agent/virtual/virtual-keypad';
import { startVirtualPrinter, type VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import {
  startVirtualWindowDisplay,
  type VirtualWindowDisplay,
} from '@bandecheng/device-agent/virtual/virtual-window-display';
import type { Level } from '@bandecheng/shared/vocabulary';
import { freePort } from '../fakes/free-port.ts';
import { writeStaff } from './known-staff.ts';
import { Program } from './program.ts';
import { SignedIn } from './signed-in.ts';

const PASSWORD = 'flow-test-password';
const STAFF = { admin: 'admin', 'clerk-01': 'clerk', 'desk-01': 'desk' } as const;
const ADDRESS = 129;
const SITE_FOLDER = 'profiles';
const VERIFY = fileURLToPath(new URL('../../hub/dist/verify.js', import.meta.url));

export interface FlowOptions {
  /** Fields of hall.json that differ from a hall of one service and one counter. */
  hall?: object;
  /** What the printer hangs on; the evaluator always stands on a serial line. */
  printerOn?: 'tcp' | 'serial';
  /** The evaluator's model, where it is not a built-in one: the file goes into the hall's own folder of profiles. */
  siteEvaluator?: { file: URL; profile: string; address: number };
  /** Codes that the evaluator's keys send, where they are not those of the model that agent.json names. */
  evaluatorKeys?: Readonly<Record<string, Level>>;
  /** Its counter also has a keypad and a window display, and the agent serves the pages. */
  atAgent?: true;
}

/** What a hall that works at its agent has beside the others. */
export interface AtAgent {
  keypad: VirtualKeypad;
  window: VirtualWindowDisplay;
  /** Where the agent serves the pages. */
  url: string;
}

export interface FlowPeople {
  admin: SignedIn;
  kiosk: SignedIn;
  display: SignedIn;
  clerk: SignedIn;
  desk: SignedIn;
}

/**
 * A real hall: hub and agent as processes of their own, an evaluator on a serial port, a printer on the network,
 * its staff known to it, its devices paired the way an administrator pairs them.
 */
export class FlowHall {
  readonly folder = mkdtempSync(join(tmpdir(), 'bandecheng-flow-'));
  readonly dataFolder = join(this.folder, 'data');
  hub!: Program;
  agent!: Program;
  printer!: VirtualPrinter;
  evaluator!: VirtualEvaluator;
  serial!: VirtualPty;
  printerSerial: VirtualPty | null = null;
  atAgent: AtAgent | null = null;
  people!: FlowPeople;
  private port = 0;
  private agentKey = '';
  private readonly printed = new Map<number, string>();

  private constructor(private readonly options: FlowOptions) {}

  static async open(options: FlowOptions = {}): Promise<FlowHall> {
    const hall = new FlowHall(options);
    try {
      await hall.start();
    } catch (error) {
      await hall.close();
      throw error;
    }
    return hall;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async startHub(): Promise<void> {
    const env = { PORT: String(this.port), DATA_DIR: this.dataFolder };
    this.hub = await Program.start(
      'hub/dist/main.js',
      ['--hall', join(this.folder, 'hall.json')],
      env,
      'hub ready',
    );
  }

  async startAgent(): Promise<void> {
    const env = { AGENT_KEY: this.agentKey, HUB_URL: this.url };
    const config = join(this.folder, 'agent.json');
    this.agent = await Program.start('device-agent/start.cjs', [config], env, 'agent ready');
  }

  /** Numbers in large print on every slip that came out, oldest first; a number printed twice stands twice. */
  printedNumbers(): string[] {
    return [...this.printed.values()];
  }

  /** Recomputes the chain of the record. Throws what the program said where it does not hold. */
  async verify(): Promise<void> {
    await promisify(execFile)(process.execPath, [VERIFY, this.dataFolder]);
  }

  async close(): Promise<void> {
    await this.agent?.kill();
    await this.hub?.kill();
    await this.serial?.stop();
    await this.printerSerial?.stop();
    await this.evaluator?.stop();
    await this.atAgent?.keypad.stop();
    await this.atAgent?.window.stop();
    await this.printer?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(): Promise<void> {
    const site = this.siteFolder();
    const profiles = await readProfiles(site);
    const { profile, address } = this.evaluatorModel;
    this.printer = await startVirtualPrinter({
      id: 'printer-k1',
      profile: profiles.get('escpos-80mm') as PrinterProfile,
      changed: () => this.readSlips(),
    });
    this.evaluator = await startVirtualEvaluator({
      id: 'evaluator-c1',
      profile: this.withOwnKeys(profiles.get(profile) as FrameProfile),
      address,
    });
    this.serial = await onPty(this.evaluator, join(this.folder, 'ttyEVALUATOR'));
    if (this.options.printerOn === 'serial')
      this.printerSerial = await onPty(this.printer, join(this.folder, 'ttyPRINTER'));
    this.port = await freePort();
    if (this.options.atAgent === true)
      this.atAgent = {
        keypad: await startVirtualKeypad({
          ...{ id: 'keypad-c1', profile: profiles.get('ff68-keypad') as FrameProfile, address: 6 },
        }),
        window: await startVirtualWindowDisplay({
          ...{ id: 'window-c1', profile: profiles.get('a090-window-display') as FrameProfile, address: 1 },
        }),
        url: `http://127.0.0.1:${await freePort()}`,
      };
    this.writeConfigs();
    writeStaff(this.dataFolder, PASSWORD, STAFF);
    await this.startHub();
    this.people = await this.signEveryoneIn();
    await this.startAgent();
  }

  private withOwnKeys(profile: FrameProfile): FrameProfile {
    const { evaluatorKeys: values } = this.options;
    if (values === undefined) return profile;
    const inbound = profile.inbound.map((frame) => (frame.event === 'rating' ? { ...frame, values } : frame));
    return { ...profile, inbound };
  }

  private readSlips(): void {
    for (const slip of this.printer?.slips() ?? []) {
      const large = slip.lines.find((line) => line.kind === 'text' && line.heightScale >= 4);
      if (large?.kind === 'text') this.printed.set(slip.number, large.text.trim());
    }
  }

  private writeConfigs(): void {
    writeFileSync(join(this.folder, 'hall.json'), JSON.stringify({ ...HALL, ...this.options.hall }));
    const devices = [
      {
        ...{ id: 'printer-k1', profile: 'escpos-80mm', kiosk: 'k1' },
        transport:
          this.printerSerial === null
            ? { kind: 'tcp', host: '127.0.0.1', port: this.printer.port }
            : { kind: 'serial', path: this.printerSerial.path },
      },
      {
        ...{ id: 'evaluator-c1', counter: 'c1', ...this.evaluatorModel },
        transport: { kind: 'serial', path: this.serial.path },
      },
      ...this.devicesAtAgent(),
    ];
    const profilesFolder = this.options.siteEvaluator === undefined ? {} : { profilesFolder: SITE_FOLDER };
    const agent = {
      agent: 'flow-agent',
      hub: this.url,
      dataFolder: 'agent-data',
      ...profilesFolder,
      ...(this.atAgent === null ? {} : { pages: { port: Number(new URL(this.atAgent.url).port) } }),
      devices,
    };
    writeFileSync(join(this.folder, 'agent.json'), JSON.stringify(agent));
  }

  private devicesAtAgent(): object[] {
    if (this.atAgent === null) return [];
    const at = ({ port }: { port: number }): object => ({ kind: 'tcp', host: '127.0.0.1', port });
    const { keypad, window } = this.atAgent;
    return [
      {
        ...{ id: keypad.id, profile: 'ff68-keypad', address: 6, counter: 'c1', transport: at(keypad) },
      },
      {
        ...{
          id: window.id,
          profile: 'a090-window-display',
          address: 1,
          counter: 'c1',
          transport: at(window),
        },
      },
    ];
  }

  private get evaluatorModel(): { profile: string; address: number } {
    const { profile, address } = this.options.siteEvaluator ?? {
      profile: 'ff68-evaluator-5',
      address: ADDRESS,
    };
    return { profile, address };
  }

  /** The hall's own folder of profiles, made where it has a model of its own. */
  private siteFolder(): string | undefined {
    const { siteEvaluator } = this.options;
    if (siteEvaluator === undefined) return undefined;
    const folder = join(this.folder, SITE_FOLDER);
    mkdirSync(folder);
    copyFileSync(siteEvaluator.file, join(folder, 'evaluator.json'));
    return folder;
  }

  private async signEveryoneIn(): Promise<FlowPeople> {
    const signedIn = async (account: string): Promise<SignedIn> => {
      const person = new SignedIn(this.url);
      await person.post('/api/session', { account, password: PASSWORD });
      return person;
    };
    const admin = await signedIn('admin');
    const { key } = await admin.post<{ key: string }>('/api/agents', { agent: 'flow-agent' });
    this.agentKey = key;
    const paired = async (pairing: object): Promise<SignedIn> => {
      const { code } = await admin.post<{ code: string }>('/api/pairings', pairing);
      const device = new SignedIn(this.url);
      await device.post('/api/pair', { code });
      return device;
    };
    return {
      admin,
      kiosk: await paired({ screen: 'kiosk', of: 'k1' }),
      display: await paired({ screen: 'display' }),
      clerk: await signedIn('clerk-01'),
      desk: await signedIn('desk-01'),
    };
  }
}

const HALL = {
  id: 'flow',
  name: { zh: '清河县政务服务中心' },
  hours: { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' },
  services: [
    {
      ...{ id: 'social', prefix: 'A', name: { zh: '社会保险' }, department: { zh: '人社局' } },
      ...{ area: { zh: '一楼东区' }, notice: ['请带身份证原件和复印件'], usualMinutes: 8 },
    },
  ],
  counters: [{ id: 'c1', number: 1, name: { zh: '1号窗口' }, services: ['social'] }],
  kiosks: [{ id: 'k1', name: { zh: '取号机1' } }],
};
