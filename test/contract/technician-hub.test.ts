import { startAgent, type Agent } from '@bandecheng/device-agent/agent';
import { HubLink } from '@bandecheng/device-agent/link/hub-link';
import type { ReportSource } from '@bandecheng/device-agent/link/report-sender';
import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualPrinter, type VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import type { Answer, Published } from '@bandecheng/shared/protocol';
import type { DevicesView } from '@bandecheng/shared/views';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { hubWishes } from '../fakes/hub-wishes.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { TestHub } from '../fakes/test-hub.ts';

const profiles = await readProfiles();
/** A loaded machine; a test ticket alone takes the printer's own pauses. */
const WITHIN = { timeout: 20_000 };

/** An outbox with nothing in it. */
class NoReports implements ReportSource {
  readonly id = 'outbox0002';
  readonly after = [];
  pending = (): [] => [];
  accept = (): boolean => true;
  startAnew = async (): Promise<void> => undefined;
  onStored = (): void => undefined;
}

/** The whole hub and the whole agent, with a printer and an evaluator on the network. */
describe('what an administrator asks of an agent through the hub', { timeout: 60_000 }, () => {
  let hub: TestHub;
  let agent: Agent | null;
  let printer: VirtualPrinter;
  let evaluator: VirtualEvaluator;
  let admin: string;
  let key: string;

  beforeEach(async () => {
    hub = await TestHub.start();
    agent = null;
    printer = await startVirtualPrinter({
      id: 'printer-k1',
      profile: profiles.get('escpos-80mm') as PrinterProfile,
    });
    evaluator = await startVirtualEvaluator({
      id: 'evaluator-c1',
      profile: profiles.get('ff68-evaluator-5') as FrameProfile,
      address: 129,
    });
    admin = await hub.asAdmin();
    key = await hub.agentKey('hall-1');
    await join();
  });
  afterEach(async () => {
    await agent?.stop();
    await hub.stop();
    await printer.stop();
    await evaluator.stop();
  });

  async function join(): Promise<void> {
    const tcp = (port: number) => ({ kind: 'tcp' as const, host: '127.0.0.1', port });
    agent = await startAgent(
      {
        ...{ agent: 'hall-1', hub: hub.url, key, dataFolder: await temporaryFolder() },
        devices: [
          { id: 'printer-k1', transport: tcp(printer.port), profile: 'escpos-80mm', kiosk: 'k1' },
          {
            ...{ id: 'evaluator-c1', transport: tcp(evaluator.port), profile: 'ff68-evaluator-5' },
            ...{ address: 129, counter: 'c1' },
          },
        ],
      },
      { profiles, raster: () => null, logOf: () => () => undefined },
    );
    await expect.poll(() => agent?.connected, WITHIN).toBe(true);
    await expect.poll(() => printer.state().connected && evaluator.state().connected, WITHIN).toBe(true);
  }

  const ask = (question: object, cookie = admin) =>
    hub.api('POST', '/api/technician', { agent: 'hall-1', question }, cookie);
  const answerTo = async (question: object) => (await ask(question)).body['answer'];

  it('shows what is attached, and how each device of agent.json fares', async () => {
    const wellDevices = async () => {
      const { devices } = (await answerTo({ ask: 'attached' })) as { devices: object[] };
      return devices;
    };

    await expect
      .poll(wellDevices, WITHIN)
      .toEqual([
        expect.objectContaining({ device: 'printer-k1', kind: 'printer', problems: [] }),
        expect.objectContaining({ device: 'evaluator-c1', kind: 'evaluator', problems: [] }),
      ]);
  });

  it('shows a press as bytes and as what it means', async () => {
    evaluator.press('dissatisfied');

    const meanings = async () => JSON.stringify(await answerTo({ ask: 'frames', device: 'evaluator-c1' }));
    await expect.poll(meanings, WITHIN).toContain('FF 68');
    await expect.poll(meanings, WITHIN).toContain('不满意');
    expect(await answerTo({ ask: 'frames', device: 'printer-of-another-hall' })).toBeNull();
  });

  it('prints a test ticket that bears no number, and leaves the record as it was', async () => {
    const devices = hub.screen('devices', undefined, admin);
    const seen: DevicesView[] = [];
    devices.on('view:published', ({ data }: Published<'devices'>) => void seen.push(data));

    expect(await answerTo({ ask: 'test-ticket', device: 'printer-k1' })).toMatchObject({ state: 'printed' });

    const paper = JSON.stringify(printer.slips());
    expect(printer.slips()).toHaveLength(1);
    expect(paper).toContain('测试');
    expect(paper).toContain('清河县政务服务中心');
    expect(paper).not.toMatch(/[A-Z]\d{3}/);
    // A real ticket after it: what was reported of the test ticket would stand before it.
    const kiosk = hub.screen('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
    const take = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh', kiosk: 'k1' };
    const taken = (await kiosk
      .timeout(5_000)
      .emitWithAck('command:send', { id: 'first-ticket', ...take })) as Answer;
    expect(taken).toMatchObject({ ok: true, ticket: { number: 'A001' } });
    await expect.poll(() => seen.at(-1)?.printed, WITHIN).toBe(1);
    expect(printer.slips()).toHaveLength(2);
    expect(seen.flatMap(({ jobs }) => jobs)).toEqual([]);
  });

  it('says which device prints nothing', async () => {
    expect(await answerTo({ ask: 'test-ticket', device: 'evaluator-c1' })).toEqual({
      state: 'refused',
      reason: 'no-printer',
    });
  });

  it('gives diagnostics without the agent’s key', async () => {
    const diagnostics = await answerTo({ ask: 'diagnostics' });

    expect(diagnostics).toMatchObject({ versions: expect.any(Object), attached: expect.any(Object) });
    expect(JSON.stringify(diagnostics)).not.toContain(key);
  });

  it('arrives whole though the answer is longer than a message may be', async () => {
    const random = seededRandom(7);
    // Bytes that do not pack.
    const noise = Buffer.from(Array.from({ length: 400_000 }, () => random() * 256)).toString('base64');
    const link = new HubLink({
      ...{ hub: hub.url, agent: 'hall-2', key: await hub.agentKey('hall-2'), devices: [] },
      reports: new NoReports(),
      wishes: hubWishes({ answer: async () => ({ noise }) }),
      ...{ ownNow: () => hub.now, random: () => 0.5, log: () => undefined },
    });
    onTestFinished(() => link.stop());
    link.start();
    await expect.poll(() => link.connected, WITHIN).toBe(true);

    const question = { agent: 'hall-2', question: { ask: 'diagnostics' } };
    const { body } = await hub.api('POST', '/api/technician', question, admin);

    expect((body['answer'] as { noise: string }).noise === noise).toBe(true);
    expect(link.connected).toBe(true);
  });

  it('is answered again when the agent has come back, and honestly while it is away', async () => {
    await agent?.stop();
    agent = null;
    const refusal = async () => (await ask({ ask: 'attached' })).body['refused'];
    await expect.poll(refusal, WITHIN).toBe('agent-away');

    await join();

    await expect.poll(async () => (await ask({ ask: 'attached' })).status, WITHIN).toBe(200);
  });

  it('is for no one else: the shift leader’s question is refused', async () => {
    const shiftLeader = await hub.as('shift-leader');

    const { status, body } = await ask({ ask: 'test-ticket', device: 'printer-k1' }, shiftLeader);

    expect({ status, refused: body['refused'] }).toEqual({ status: 403, refused: 'not-allowed' });
    expect(printer.slips()).toEqual([]);
  });
});
