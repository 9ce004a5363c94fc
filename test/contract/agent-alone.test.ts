import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startAgent, type Agent } from '@bandecheng/device-agent/agent';
import type { DeviceConfig } from '@bandecheng/device-agent/config';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { startVirtualHall, type VirtualHall } from '@bandecheng/device-agent/virtual/virtual-hall';
import type { VirtualEvaluator } from '@bandecheng/device-agent/virtual/virtual-evaluator';
import type { VirtualKeypad } from '@bandecheng/device-agent/virtual/virtual-keypad';
import type { VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import type { VirtualWindowDisplay } from '@bandecheng/device-agent/virtual/virtual-window-display';
import { LINK } from '@bandecheng/shared/link';
import type { Answer } from '@bandecheng/shared/protocol';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { NetworkCable } from '../fakes/network-cable.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { outcome, TestHub } from '../fakes/test-hub.ts';

const WITHIN = { timeout: 15_000 };
const SERVICE_OF_C6 = 'fund';
const profiles = await readProfiles();
const MODELS = [
  { id: 'printer-k1', profile: 'escpos-80mm', kiosk: 'k1' },
  { id: 'keypad-c6', profile: 'ff68-keypad', address: 6, counter: 'c6' },
  { id: 'evaluator-c6', profile: 'ff68-evaluator-5-screen', address: 134, counter: 'c6' },
  { id: 'window-c6', profile: 'a090-window-display', address: 1, counter: 'c6' },
];

/** The whole hub, an agent over a cable, and a kiosk's and a counter's devices on their real wires. */
describe('an agent whose cable to the hub is pulled', () => {
  let hub: TestHub;
  let cable: NetworkCable;
  let devices: VirtualHall;
  let folder: string;
  let key: string;
  let agent: Agent;
  let asked = 0;

  beforeEach(async () => {
    // An agent whose own clock stands before what it knows orders no slip anew.
    hub = await TestHub.start(false, undefined, undefined, { now: Date.now() });
    onTestFinished(() => hub.stop());
    const wang = { id: '1203', name: '王芳', role: 'clerk', password: 'password-1' };
    await hub.api('POST', '/api/accounts', wang, await hub.asAdmin());
    cable = new NetworkCable();
    await cable.plug(hub.url);
    onTestFinished(() => cable.cutUp());
    const wires = MODELS.map(({ id, profile, address }) => ({
      ...{ id, profile, transport: { kind: 'tcp' as const, port: 0 } },
      ...(address === undefined ? {} : { address }),
    }));
    devices = await startVirtualHall({ config: { devices: wires }, profiles, port: 0 });
    onTestFinished(() => devices.stop());
    folder = await temporaryFolder();
    key = await hub.agentKey('hall-1');
    agent = await start(folder);
    await expect.poll(() => agent.outage.latest, WITHIN).toBeGreaterThan(0);
  });

  async function start(dataFolder: string): Promise<Agent> {
    const equipped = MODELS.map((model): DeviceConfig => {
      const port = devices.device(model.id)?.port ?? 0;
      return { ...model, transport: { kind: 'tcp', host: '127.0.0.1', port } };
    });
    const started = await startAgent(
      { agent: 'hall-1', hub: cable.url, key, dataFolder, devices: equipped },
      { profiles, raster: () => null, logOf: () => () => undefined },
    );
    onTestFinished(() => started.stop());
    return started;
  }

  const printer = () => devices.device('printer-k1') as VirtualPrinter;
  const keypad = () => devices.device('keypad-c6') as VirtualKeypad;
  const evaluator = () => devices.device('evaluator-c6') as VirtualEvaluator;
  const glass = () => (devices.device('window-c6') as VirtualWindowDisplay).state().shown;
  const slips = (): string[] =>
    printer()
      .slips()
      .map(({ lines }) => JSON.stringify(lines))
      .map((text) => /[A-Z]\d{3}/.exec(text)?.[0] ?? text);

  async function pressed(...[key, digits]: Parameters<VirtualKeypad['key']>): Promise<void> {
    keypad().key(key, digits);
    await expect.poll(() => keypad().state().lastKey, WITHIN).toEqual({ key, acknowledged: true });
  }

  async function away(): Promise<void> {
    cable.pull();
    await expect.poll(() => agent.outage.alone !== null, WITHIN).toBe(true);
  }

  const takes = (more: object = {}): Promise<Answer> =>
    agent.outage.command(
      { kiosk: 'k1' },
      {
        ...{ id: `kiosk-command-${(asked += 1)}`, type: 'IssueTicket', service: SERVICE_OF_C6, kiosk: 'k1' },
        ...{ class: 'ordinary', language: 'zh', ...more },
      },
    );
  const events = async (types: RegExp): Promise<string[]> =>
    (await hub.journalText())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { type: string; data: { number?: string; why?: unknown } })
      .filter(({ type }) => types.test(type))
      .map(({ type, data }) =>
        [type, data.number, typeof data.why === 'string' ? data.why : ''].join(' ').trim(),
      );
  const merged = (ended: number): Promise<void> =>
    expect.poll(() => hub.seen('OutageEnded'), WITHIN).toBe(ended);

  it('goes on giving, printing, calling, serving and being rated, and the hub takes in all of it', async () => {
    await away();
    const first = await takes();
    const second = await takes();
    const numbers = [first, second].map((answer) => (answer.ok ? (answer.ticket?.number ?? '') : ''));
    expect(new Set(numbers).size).toBe(2);
    await expect.poll(slips, WITHIN).toEqual(numbers);
    // The hub died before the counter had opened.
    await pressed('pause', '1203');
    await pressed('next');
    await expect.poll(glass, WITHIN).toContain(numbers[0]);
    await expect
      .poll(() => keypad().state().shown, WITHIN)
      .toBe(` 1${(numbers[0] ?? '').replace(/\D/g, ' ')}`);
    await pressed('start');
    await expect.poll(() => evaluator().state().busy, WITHIN).toBe(true);
    await pressed('finish');
    await expect.poll(() => evaluator().state().litSince !== null, WITHIN).toBe(true);
    evaluator().press('satisfied');
    await expect
      .poll(() => evaluator().state().lastPress, WITHIN)
      .toEqual({ level: 'satisfied', acknowledged: true });
    await pressed('transfer', '1');
    await expect.poll(() => keypad().state().beeps, WITHIN).toBe(1);
    // What the hub gives meanwhile is none of these.
    hub.now += 60_000;
    await cable.plug(hub.url);
    await merged(1);
    const happened = await events(/^(Ticket|Counter|Service|Rating|Press|Print|Outage)/);
    expect(happened.filter((line) => !line.startsWith('Print'))).toEqual([
      ...[`TicketIssued ${numbers[0]}`, `TicketIssued ${numbers[1]}`],
      ...[
        'CounterOpened',
        'TicketCalled',
        'ServiceStarted',
        'ServiceFinished',
        'RatingInvited',
        'PressRecorded',
        'OutageEnded',
      ],
    ]);
    expect(happened.filter((line) => line === 'PrintRequested')).toHaveLength(2);
    // The hub, which knows of the prints now, has none of them printed again.
    expect(slips()).toEqual(numbers);
    await pressed('next');
    await expect.poll(() => hub.seen('TicketCalled'), WITHIN).toBe(2);
    await expect.poll(glass, WITHIN).toContain(numbers[1]);
  });

  it('leaves an applicant one number whose answer was lost at the cut, whether or not it had heard of it', async () => {
    const kiosk = hub.screen('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
    await outcome(kiosk);
    const numberOf = (answer: Answer): string => (answer.ok ? (answer.ticket?.number ?? '') : '');
    const atHub = async (id: string): Promise<string> => {
      const command = { id, type: 'IssueTicket', service: SERVICE_OF_C6, kiosk: 'k1' };
      return numberOf(
        (await kiosk.timeout(LINK.answerWithinMs).emitWithAck('command:send', command)) as Answer,
      );
    };

    // The first was given before the cut; the agent was told.
    const first = await atHub('kiosk-command-a');
    await expect.poll(slips, WITHIN).toEqual([first]);
    await away();
    expect(numberOf(await takes({ id: 'kiosk-command-a' }))).toBe(first);
    // The second is given in the moment of the cut.
    const second = await atHub('kiosk-command-b');
    const instead = numberOf(await takes({ id: 'kiosk-command-b' }));
    expect(instead).not.toBe(second);
    await expect.poll(slips, WITHIN).toEqual([first, instead]);

    await cable.plug(hub.url);
    await expect.poll(() => hub.seen('TicketCancelled'), WITHIN).toBe(1);
    expect(await atHub('kiosk-command-b')).toBe(instead);
    expect(await events(/^(TicketIssued|TicketCancelled|OutageStepSetAside)$/)).toEqual([
      ...[`TicketIssued ${first}`, `TicketIssued ${second}`],
      ...['TicketCancelled', `TicketIssued ${instead}`],
    ]);
    // Its print order, which came before that, was not taken.
    const third = await atHub('kiosk-command-c');
    await expect.poll(slips, WITHIN).toEqual([first, instead, third]);
  });

  it('prints a slip once though killed before it, and tells each step once over a cable that is pulled again', async () => {
    await away();
    printer().fault('offline', true);
    const answer = await takes({ id: 'kiosk-command-x' });
    const number = answer.ok ? (answer.ticket?.number ?? '') : '';
    await expect.poll(() => readFile(join(folder, 'outage.json'), 'utf8'), WITHIN).toContain(number);
    // What the next one finds on disk: no print job was on it yet.
    const disk = await temporaryFolder();
    for (const file of ['outbox.jsonl', 'outage.json']) await copyFile(join(folder, file), join(disk, file));
    await agent.stop();
    agent = await start(disk);
    expect(agent.outage.alone).not.toBeNull();
    expect(await takes({ id: 'kiosk-command-x' })).toMatchObject({ ok: true, ticket: { number } });
    printer().fault('offline', false);
    await expect.poll(slips, WITHIN).toEqual([number]);
    await cable.plug(hub.url);
    await expect.poll(() => agent.outage.alone, WITHIN).toBeNull();
    // Perhaps before the hub has heard of anything, perhaps before its answer is here.
    await away();
    const another = await takes();
    await cable.plug(hub.url);
    const numbers = [number, another.ok ? another.ticket?.number : ''];
    await expect.poll(slips, WITHIN).toEqual(numbers);
    await expect
      .poll(() => events(/^(TicketIssued|OutageStepSetAside)$/), WITHIN)
      .toEqual(numbers.map((given) => `TicketIssued ${given}`));
  });
});
