import type { Kept } from '@bandecheng/device-agent/outage/outage-file';
import { Outage } from '@bandecheng/device-agent/outage/outage';
import { OutageRecord } from '@bandecheng/device-agent/outage/outage-record';
import type { CommandOf } from '@bandecheng/shared/commands';
import { Hall } from '@bandecheng/shared/hall';
import type { Lease, LeasedTicket } from '@bandecheng/shared/outage/lease';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { AnnouncedDevice, Answer, NumberedReport, PrintJob, Report } from '@bandecheng/shared/protocol';
import type { KeypadKey } from '@bandecheng/shared/vocabulary';

/** A Monday morning, 09:30 in the hall. */
export const MONDAY = Date.UTC(2026, 10, 23, 1, 30);
const MINUTE = 60_000;

/** Two counters for social insurance, the first for medical insurance too; a service that must know the person. */
export const ALONE_HALL: Hall = Hall.parse({
  id: 'qinghe',
  name: { zh: '清河县政务服务中心' },
  hours: { days: [1, 2, 3, 4, 5], open: '08:30', close: '17:00' },
  services: [
    { id: 'social', prefix: 'A', ...named('社会保险'), notice: ['请备好身份证原件'], askBeyond: 8 },
    { id: 'medical', prefix: 'B', ...named('医疗保障'), dailyMost: 20 },
    { id: 'marriage', prefix: 'C', ...named('婚姻登记'), person: {} },
    {
      id: 'tax',
      prefix: 'D',
      ...named('税务'),
      slices: [
        { days: [1], from: '09:00', to: '10:00', most: 1 },
        { days: [1], from: '10:00', to: '11:00' },
      ],
    },
  ],
  counters: [
    { id: 'c1', number: 1, name: { zh: '1 号窗口' }, services: ['social', 'medical'] },
    { id: 'c2', number: 2, name: { zh: '2 号窗口' }, services: ['social', 'marriage', 'tax'] },
  ],
  kiosks: [{ id: 'k1', name: { zh: '一楼取号机' } }],
  queue: { headStartMinutes: { elderly: 5 }, recallLimit: 2, requeueBehind: 1 },
});

function named(zh: string) {
  return { name: { zh }, department: { zh: '人社局' }, area: { zh: '一楼 A 区' } };
}

const DEVICES: AnnouncedDevice[] = [
  { id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' },
  { id: 'keypad-c1', kind: 'keypad', profile: 'ff68-keypad', counter: 'c1' },
  { id: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5', counter: 'c1' },
  { id: 'window-c1', kind: 'window-display', profile: 'led-window-16', counter: 'c1' },
  { id: 'keypad-c2', kind: 'keypad', profile: 'ff68-keypad', counter: 'c2' },
];

/** A ticket the hub gave at `minute` of nine o'clock. */
export function waits(number: string, minute: number, more: Partial<LeasedTicket> = {}): LeasedTicket {
  const at = MONDAY - 30 * MINUTE + minute * MINUTE;
  const ticket = { ticket: `2026-11-23-${number}`, number, issuedAt: at, orderAt: at, visits: 0 };
  return {
    ...ticket,
    service: number.startsWith('A') ? 'social' : 'medical',
    class: 'ordinary',
    language: 'zh',
    ...more,
  };
}

/** Counter 1 open with its clerk, counter 2 closed; blocks of three numbers. */
export function lease(more: Partial<Lease> = {}): Lease {
  return {
    ...{ at: MONDAY - 1_000, day: '2026-11-23', reports: 0, given: [], left: { medical: 10 } },
    blocks: ['social', 'medical', 'tax'].map((service) => ({ service, from: 997, to: 999 })),
    followUpUrl: 'http://10.0.0.5:3000/t/',
    waiting: [],
    counters: [{ counter: 'c1', state: 'open', clerk: '1001', since: MONDAY - 30 * MINUTE }],
    minutesEach: { social: 6 },
    ...more,
  };
}

/** The part of an agent that goes on by itself, with an outbox and a disk in memory and devices that only listen. */
export class AloneAgent {
  now = MONDAY;
  outbox = 'firstoutbox';
  readonly reports: NumberedReport[] = [];
  /** Up to which number the hub has acknowledged. */
  acknowledged = 0;
  readonly slips: PrintJob[] = [];
  /** What devices were told, a line each. */
  readonly told: string[] = [];
  /** How the disk takes the next reports. */
  disk: () => Promise<void> = () => Promise.resolve();
  outage: Outage;
  private kept: Kept | null = null;
  private keys = 0;
  private commands = 0;

  /** Leased, and then out of the hub's reach. */
  constructor(leased: Lease | null = lease()) {
    this.outage = this.begin();
    if (leased === null) return;
    this.outage.hallTold(ALONE_HALL);
    this.outage.leased(leased);
    this.outage.hubLost();
  }

  get steps(): OutageStep[] {
    return this.reports.flatMap(({ report }) => (report.type === 'RecordOutageStep' ? [report.step] : []));
  }

  /** The steps in short: `called A012`. */
  get done(): string[] {
    return this.steps.map((step) =>
      ['number' in step ? step.number : step.counter, step.kind].reverse().join(' '),
    );
  }

  get numbers(): string[] {
    return this.steps.flatMap((step) => (step.kind === 'issued' ? [step.number] : []));
  }

  /** Killed, and started again with what lay on its disk. */
  restart(): void {
    void this.outage.stop();
    this.told.length = 0;
    this.outage = this.begin();
    this.outage.start(this.now);
  }

  key(key: KeypadKey, digits?: string, device = 'keypad-c1'): Promise<boolean> {
    return this.outage.key({ device, key, pressedAt: this.now, ...(digits === undefined ? {} : { digits }) });
  }

  take(service = 'social', more: Partial<CommandOf<'IssueTicket'>> = {}): Promise<Answer> {
    this.commands += 1;
    const id = `ui-${this.commands}`;
    const asked = { id, service, class: 'ordinary', language: 'zh', kiosk: 'k1', ...more } as const;
    return this.outage.command({ kiosk: 'k1' }, { type: 'IssueTicket', ...asked });
  }

  private begin(): Outage {
    const store = { save: (kept: Kept) => ((this.kept = structuredClone(kept)), Promise.resolve()) };
    const outbox = (): string => this.outbox;
    const reports = {
      get id() {
        return outbox();
      },
      append: (report: Report) => this.append(report),
      pending: () => this.reports.filter(({ number }) => number > this.acknowledged),
    };
    const say = (name: string) => (data: object) =>
      void this.told.push(`${name} ${Object.values(data).join(' ')}`);
    return new Outage({
      agent: 'hall-1',
      record: new OutageRecord(store, reports, () => undefined, this.kept),
      reports,
      devices: () => DEVICES,
      wishes: {
        show: say('keypad'),
        showWindow: say('window'),
        showEvaluator: ({ device, clerk, busy }) =>
          void this.told.push(`evaluator ${device} ${clerk?.name ?? 'nobody'} ${busy ? 'busy' : 'idle'}`),
        invite: ({ device, visit }) => void this.told.push(`invited ${device} ${visit}`),
        print: (job) => (this.slips.push(job), Promise.resolve(true)),
      },
      now: () => this.now,
      makeKey: () => `key-of-a-ticket-${(this.keys += 1)}`,
      log: () => undefined,
    });
  }

  private async append(report: Report): Promise<number> {
    const number = this.reports.length + 1;
    this.reports.push({ number, report });
    await this.disk();
    return number;
  }
}
