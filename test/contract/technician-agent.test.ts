import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAgent, type Agent } from '@bandecheng/device-agent/agent';
import type { AgentConfig } from '@bandecheng/device-agent/config';
import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { openRasterFont } from '@bandecheng/device-agent/raster-font';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { readDiaryFile } from '@bandecheng/device-agent/technician/diary-file';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualPrinter, type VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import { SmallHub } from '../fakes/small-hub.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const profiles = await readProfiles();
const WITHIN = { timeout: 15_000 };

/** A whole agent in this process, with a printer and an evaluator on TCP and a hub that only listens. */
describe('what a running agent tells a technician', () => {
  let hub: SmallHub;
  let printer: VirtualPrinter;
  let evaluator: VirtualEvaluator;
  let config: AgentConfig;
  let agent: Agent;

  beforeEach(async () => {
    hub = new SmallHub();
    await hub.start();
    printer = await startVirtualPrinter({ profile: profiles.get('escpos-80mm') as PrinterProfile });
    evaluator = await startVirtualEvaluator({
      profile: profiles.get('ff68-evaluator-5') as FrameProfile,
      address: 129,
    });
    const at = ({ port }: { port: number }) => ({ kind: 'tcp', host: '127.0.0.1', port }) as const;
    config = {
      agent: 'hall-1',
      hub: `http://127.0.0.1:${hub.port}`,
      key: 'not-a-real-key-of-any-agent',
      dataFolder: await temporaryFolder(),
      devices: [
        { id: 'printer-k1', transport: at(printer), profile: 'escpos-80mm', kiosk: 'k1' },
        {
          id: 'evaluator-c1',
          transport: at(evaluator),
          profile: 'ff68-evaluator-5',
          address: 129,
          counter: 'c1',
        },
      ],
    };
    const raster = await openRasterFont();
    agent = await startAgent(config, { profiles, raster, logOf: () => () => undefined });
    await expect.poll(() => problemsOf('printer-k1'), WITHIN).toEqual([]);
    await expect.poll(() => hub.agent?.connected, WITHIN).toBe(true);
  });
  afterEach(async () => {
    await agent.stop();
    await Promise.all([printer.stop(), evaluator.stop(), hub.stop()]);
  });

  async function problemsOf(device: string): Promise<readonly string[] | undefined> {
    const { devices } = await agent.technician.listAttached();
    const found = devices.find((one) => one.device === device);
    return found?.since === null ? undefined : found?.problems;
  }

  test('each device of agent.json with its port and how it fares', async () => {
    expect((await agent.technician.listAttached()).devices).toMatchObject([
      { device: 'printer-k1', kind: 'printer', port: `127.0.0.1:${printer.port}` },
      { device: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5' },
    ]);
    printer.fault('paper-out');
    await expect.poll(() => problemsOf('printer-k1'), WITHIN).toContain('paper-out');
  });

  test('a test ticket comes out, is graded, and no hub ever hears of it', async () => {
    const answer = await agent.technician.testTicket('printer-k1', '清河县政务服务中心');
    expect(answer).toMatchObject({ state: 'printed' });
    const [slip] = printer.slips();
    const lines = slip?.lines.map((line) => ('text' in line ? line.text : '')).join('\n');
    expect(lines).toContain('测试');
    expect(lines).toContain('清河县政务服务中心');
    expect(lines).toContain('代理：hall-1');
    expect(lines).not.toContain('前面没有人');
    expect(slip?.lines.filter(({ kind }) => kind === 'qr')).toHaveLength(1);
    evaluator.press('satisfied');
    await expect.poll(() => hub.reported('RecordPress'), WITHIN).toHaveLength(1);
    expect(hub.reported('RecordPrint')).toEqual([]);
  });

  test('without paper no test ticket comes out, and it says so', async () => {
    printer.fault('paper-out');
    await expect.poll(() => problemsOf('printer-k1'), WITHIN).toContain('paper-out');
    expect(await agent.technician.testTicket('printer-k1', '')).toEqual({
      state: 'failed',
      reason: 'paper-out',
    });
    printer.fault('paper-out', false);
    await expect.poll(() => problemsOf('printer-k1'), WITHIN).toEqual([]);
    expect(printer.slips()).toEqual([]);
  });

  test('a second test ticket is refused while the first is printed', async () => {
    printer.fault('slow', true, 200);
    const first = agent.technician.testTicket('printer-k1', '');
    expect(await agent.technician.testTicket('printer-k1', '')).toEqual({ state: 'refused', reason: 'busy' });
    printer.fault('slow', false);
    expect(await first).toMatchObject({ state: 'printed' });
  });

  test('a test ticket is refused for what prints none', async () => {
    const { technician } = agent;
    expect(await technician.testTicket('evaluator-c1', '')).toEqual({
      state: 'refused',
      reason: 'no-printer',
    });
    expect(await technician.testTicket('nothing', '')).toEqual({
      state: 'refused',
      reason: 'no-such-device',
    });
  });

  test('what passed a device’s line, in words', async () => {
    evaluator.press('dissatisfied');
    const words = (): string[] | undefined =>
      agent.technician.deviceFrames('evaluator-c1')?.frames.flatMap(({ means }) => means);
    await expect
      .poll(words, WITHIN)
      .toEqual(expect.arrayContaining(['地址 129 按键：不满意', '地址 129 确认（ack）']));
    expect(agent.technician.deviceFrames('nothing')).toBeNull();
  });

  test('its memory is on disk when it has stopped, without a ticket’s text', async () => {
    await agent.technician.testTicket('printer-k1', '');
    await agent.stop();
    const file = join(config.dataFolder, 'diary.json');
    const diary = await readDiaryFile(file);
    expect(diary?.states['printer-k1']).toMatchObject({ problems: [] });
    expect(diary?.frames['printer-k1']?.length).toBeGreaterThan(0);
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(config.key);
    expect(text).not.toContain(
      Buffer.from('bandecheng self-test').toString('hex').toUpperCase().slice(0, 12),
    );
  });
});
