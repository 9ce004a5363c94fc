import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, PrintJob } from '@bandecheng/shared/protocol';
import type { CaseId, TicketId } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { hallOfCity, outcome, TestHub } from './test-hub.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday 2026-11-30, 10:00 in the hall: a week after the hub began. */
export const TEN = Date.UTC(2026, 10, 30, 2);
const PAGES = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));
/** Wushen's rules, with a short form and an exemption over them. */
const RULES = fileURLToPath(new URL('../fixtures/busy-desk.json', import.meta.url));
/** The hall's own layout of a form, longer than one A4 page and shorter than three. */
const LONG_LAYOUT = [
  '<h1>转办单 {{case}}</h1><table border="1" width="100%">',
  ...Array.from({ length: 60 }, (_, i) => `<tr><td>第 ${i + 1} 行</td><td>{{copy}}</td></tr>`),
  '</table><p id="end">以上共 60 行</p>',
].join('');
const PASSWORD = 'password-1';

/** Days before that Monday on which cases were opened, and how far each was led on. Of Wushen's rules. */
const OPENED = [
  { daysBefore: 5, stage: 'research' },
  { daysBefore: 5, stage: 'handling' },
  { daysBefore: 4, stage: 'research' },
  { daysBefore: 4, stage: 'concluded' },
  { daysBefore: 3, stage: 'research' },
  { daysBefore: 3, stage: 'concluded' },
  { daysBefore: 3, stage: 'handling' },
  { daysBefore: 0, stage: 'research' },
  { daysBefore: 0, stage: 'onsite' },
  { daysBefore: 0, stage: 'received' },
] as const;
type Stage = (typeof OPENED)[number]['stage'];

const CONTENT = '房产证上的名字与户口本不一致，来过三次，每次要的证明都不同';
const FIELDS = { name: '欧阳正德', phone: '13987654321', content: CONTENT };
const step = (name: string, more: object = {}) => ({ type: 'TakeStep', step: name, as: 'desk', ...more });
const RESEARCH = [step('w2'), step('w5')];
const CONCLUDED = [...RESEARCH, step('w6', { as: 'centre', attributes: { research: 'solvable' } })];
const LED_ON: Record<Stage, object[]> = {
  received: [],
  onsite: [step('w2')],
  research: RESEARCH,
  concluded: CONCLUDED,
  handling: [...CONCLUDED, step('w7'), step('w8', { as: 'unit' })],
};

/** The whole hub under the rules of a hall, with the built screens, its clock at ten on a Monday. */
export class BusyDesk {
  private commands = 0;

  private constructor(
    readonly hub: TestHub,
    private readonly folder: string,
    private readonly clerks: readonly Person[],
    private readonly agentKey: string,
  ) {}

  /** @param counters that will be worked, each by a clerk of its own */
  static async open(counters = 3): Promise<BusyDesk> {
    const folder = await mkdtemp(join(tmpdir(), 'busy-desk-'));
    await mkdir(join(folder, 'site', 'forms'), { recursive: true });
    await writeFile(join(folder, 'site', 'forms', 'transferSheet.html'), LONG_LAYOUT);
    await copyFile(RULES, join(folder, 'site', 'busy-desk.json'));
    const more = { policiesFolder: 'site', desk: { kiosk: 'k1', telephone: '0477-7581234' } };
    const hub = await TestHub.start(false, await hallOfCity('busy-desk', folder, more), PAGES);
    const key = await hub.agentKey('hall-1');
    const desk = new BusyDesk(hub, folder, CLERKS.slice(0, counters), key);
    const admin = await hub.asAdmin();
    for (const id of ['wang', ...desk.clerks]) {
      const role = id === 'wang' ? 'desk' : 'clerk';
      await hub.api('POST', '/api/accounts', { id, name: `员工${id}`, role, password: PASSWORD }, admin);
    }
    desk.hub.now = TEN;
    return desk;
  }

  /** The cookie of one of the hall's people, signed in now. */
  as(account: Person): Promise<string> {
    return this.hub.signIn(account, PASSWORD);
  }

  /** The printer at the desk's kiosk: every job it is handed, taken at once. */
  async printer(): Promise<PrintJob[]> {
    const jobs: PrintJob[] = [];
    const device = { id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' };
    const agent = this.hub.agent('hall-1', this.agentKey, { devices: [device] });
    agent.on('print:requested', (job: PrintJob, taken: (ok: boolean) => void) => {
      jobs.push(job);
      taken(true);
    });
    const came = await outcome(agent);
    if (came !== 'connected') throw new Error(`agent: ${came}`);
    return jobs;
  }

  /** A case opened now that a unit has just begun to handle. */
  async handled(): Promise<CaseId> {
    const socket = await this.screen('cases', undefined, await this.as('wang'));
    const id = await this.openCase(socket, 0, 'handling');
    socket.disconnect();
    return id;
  }

  /** A screen's socket, to send commands over. */
  async screen(screen: string, of: string | undefined, cookie: string): Promise<Socket> {
    const socket = this.hub.screen(screen, of, cookie);
    const came = await outcome(socket);
    if (came !== 'connected') throw new Error(`${screen}: ${came}`);
    return socket;
  }

  /** One command, done. Throws what the hub says otherwise. */
  async done(socket: Socket, command: object): Promise<Extract<Answer, { ok: true }>> {
    const id = `busy-desk-${(this.commands += 1)}`;
    const answer = (await socket.emitWithAck('command:send', { id, ...command })) as Answer;
    if (!answer.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Open cases of the week before and of this morning: overdue ones, some due today, others that have time. */
  async openCases(count: number): Promise<void> {
    for (const daysBefore of [5, 4, 3, 0]) {
      this.hub.now = TEN - daysBefore * DAY;
      const socket = await this.screen('cases', undefined, await this.as('wang'));
      for (let i = 0; i < count; i += 1) {
        const plan = OPENED[i % OPENED.length];
        if (plan?.daysBefore === daysBefore) await this.openCase(socket, i, plan.stage);
      }
      socket.disconnect();
    }
  }

  /** Tickets of this morning: some served, some being served, the rest waiting; two counters ask for help. */
  async giveTickets(count: number): Promise<void> {
    const admin = await this.screen('desk', undefined, await this.as('wang'));
    for (let i = 0; i < count; i += 1) {
      this.hub.now = TEN - 2 * HOUR + Math.floor((i * 2 * HOUR) / count);
      const ticketClass = i % 9 === 4 ? 'elderly' : 'ordinary';
      await this.done(admin, {
        type: 'IssueTicket',
        service: SERVICES[i % SERVICES.length],
        class: ticketClass,
        confirmed: true,
      });
    }
    for (const [i, clerk] of this.clerks.entries()) {
      const served = Math.floor(count / 50);
      await this.workCounter(`c${i + 1}`, clerk, served, i < 2);
    }
    this.hub.now = TEN;
    admin.disconnect();
  }

  async close(): Promise<void> {
    await this.hub.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async openCase(socket: Socket, i: number, stage: Stage): Promise<CaseId> {
    const about = { confidential: i % 15 === 7, unit: UNITS[i % UNITS.length], scope: i % 3 };
    const opened = await this.done(socket, {
      type: 'OpenCase',
      ...KIND,
      ...about,
      attributes: { multiDept: 'no' },
      fields: {},
    });
    const id = opened.case ?? '';
    await this.done(socket, { ...step('w1', { fields: FIELDS }), case: id });
    for (const command of LED_ON[stage]) await this.done(socket, { ...command, case: id });
    if (i % 3 !== 0) await this.done(socket, { type: 'AssignCase', case: id, to: 'wang' });
    if (i % 10 === 3) await this.done(socket, { type: 'AddBranch', case: id, as: 'desk', unit: '公安局' });
    return id;
  }

  private async workCounter(counter: string, clerk: Person, visits: number, asks: boolean): Promise<void> {
    const socket = await this.screen('counter', counter, await this.as(clerk));
    this.hub.now = TEN - HOUR;
    await this.done(socket, { type: 'OpenCounter', counter });
    for (let served = 0; served < visits; served += 1) await this.serve(socket, counter, true);
    this.hub.now = TEN - 9 * 60_000;
    const ticket = await this.serve(socket, counter, false);
    this.hub.now = TEN - 60_000;
    if (asks) await this.done(socket, { type: 'AskHelp', counter, ticket, reason: 'material-missing' });
    socket.disconnect();
  }

  private async serve(socket: Socket, counter: string, finish: boolean): Promise<TicketId> {
    const { ticket } = await this.done(socket, { type: 'CallNext', counter });
    const named = { counter, ticket: ticket?.ticket ?? '' };
    await this.done(socket, { type: 'StartService', ...named });
    if (!finish) return named.ticket;
    this.hub.now += 8 * 60_000;
    await this.done(socket, { type: 'FinishService', ...named });
    return named.ticket;
  }
}

const CLERKS = ['li', 'chen', 'liu', 'yang', 'huang', 'zhou'] as const;
/** `wang` is of the desk, the others each have a counter. */
export type Person = 'wang' | (typeof CLERKS)[number];
const SERVICES = ['social', 'medical', 'property', 'household', 'business', 'tax', 'fund', 'general'];
const UNITS = ['自然资源局', '公安局', '人力资源和社会保障局', '医疗保障局', '税务局'];
const KIND = { caseType: 'bbcs', intake: 'desk', as: 'desk' };
