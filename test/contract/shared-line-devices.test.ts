import { startAgent } from '@bandecheng/device-agent/agent';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { startVirtualEvaluator } from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualWindowDisplay } from '@bandecheng/device-agent/virtual/virtual-window-display';
import type { WindowShow } from '@bandecheng/shared/protocol';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { SmallHub } from '../fakes/small-hub.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { virtualLine } from '../fakes/virtual-line.ts';

const profiles = await readProfiles();
const modbus = profiles.get('modbus-evaluator-5') as FrameProfile;
const glass = profiles.get('a090-window-display') as FrameProfile;
const WITHIN = { timeout: 20_000 };

let hub: SmallHub;
beforeEach(async () => {
  hub = new SmallHub();
  await hub.start();
  onTestFinished(() => hub.stop());
});

const presses = (): string[] => hub.reported('RecordPress').map(({ device, level }) => `${device} ${level}`);
const stateOf = (device: string): string | undefined =>
  hub
    .reported('RecordDeviceState')
    .filter((report) => report.device === device)
    .map(({ problems }) => problems.join())
    .at(-1);

async function openLine() {
  const boxes = await Promise.all(
    [1, 2].map((address) => startVirtualEvaluator({ profile: modbus, address, id: `box-c${address}` })),
  );
  const display = await startVirtualWindowDisplay({ profile: glass, address: 3 });
  const line = await virtualLine([...boxes, display]);
  const transport = { kind: 'tcp', host: '127.0.0.1', port: line.port } as const;
  const agent = await startAgent(
    {
      ...{ agent: 'hall-1', hub: `http://127.0.0.1:${hub.port}`, key: 'not-a-real-key-of-any-agent' },
      dataFolder: await temporaryFolder(),
      devices: [
        { id: 'box-c1', transport, profile: modbus.id, address: 1, counter: 'c1' },
        { id: 'box-c2', transport, profile: modbus.id, address: 2, counter: 'c2' },
        { id: 'display-c3', transport, profile: glass.id, address: 3, counter: 'c3' },
      ],
    },
    { profiles, raster: () => null, logOf: () => () => undefined },
  );
  onTestFinished(async () => {
    await agent.stop();
    await line.stop();
    await Promise.all([...boxes, display].map((device) => device.stop()));
  });
  await expect.poll(() => stateOf('box-c1'), WITHIN).toBe('');
  await expect.poll(() => stateOf('box-c2'), WITHIN).toBe('');
  await expect.poll(() => hub.agent?.connected, WITHIN).toBe(true);
  return { boxes, display };
}

describe('two Modbus boxes and a window display on one RS-485 line', () => {
  test('each press arrives once under its own name, and the display shows its text', async () => {
    const { boxes, display } = await openLine();
    boxes[0]?.press('satisfied');
    boxes[1]?.press('very-dissatisfied');
    const called: WindowShow = { device: 'display-c3', counterNumber: 3, state: 'called', number: 'A012' };
    hub.agent?.emit('window:show', called);
    await expect.poll(() => display.state().shown, WITHIN).toBe('请A012号办理');
    await expect.poll(presses, WITHIN).toHaveLength(2);
    expect(presses().sort()).toEqual(['box-c1 satisfied', 'box-c2 very-dissatisfied']);
    for (const device of ['box-c1', 'box-c2', 'display-c3'])
      await expect.poll(() => stateOf(device), WITHIN).toBe('');
  });

  test('a box that goes silent is told, and keeps the others neither from pressing nor from showing', async () => {
    const { boxes, display } = await openLine();
    boxes[0]?.fault('silent');
    await expect.poll(() => stateOf('box-c1'), WITHIN).toBe('no-answer');
    boxes[1]?.press('dissatisfied');
    await expect.poll(presses, WITHIN).toEqual(['box-c2 dissatisfied']);
    hub.agent?.emit('window:show', { device: 'display-c3', counterNumber: 3, state: 'paused' });
    await expect.poll(() => display.state().shown, WITHIN).toBe('暂停服务');
    await expect.poll(() => stateOf('box-c2'), WITHIN).toBe('');
    boxes[0]?.fault('silent', false);
    await expect.poll(() => stateOf('box-c1'), WITHIN).toBe('');
  });
});
