import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { AgentConfig, DeviceConfig } from '@bandecheng/device-agent/config';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { keepTakenUp, ofModel, withTakenUp } from '@bandecheng/device-agent/technician/taken-up';
import { temporaryFolder } from '../../../fakes/temporary-folder.ts';

const profiles = await readProfiles();
const device: DeviceConfig = {
  id: 'evaluator-c1',
  transport: { kind: 'serial', path: '/dev/serial/by-path/usb-1' },
  profile: 'ff68-evaluator-5',
  address: 129,
  levels: { '00': 'dissatisfied', '01': 'satisfied' },
  counter: 'c1',
};
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

/** What the agent drives when agent.json has this device. */
async function driven(
  inFile: DeviceConfig,
): Promise<{ device: DeviceConfig | undefined; dropped: string[] }> {
  const config: AgentConfig = {
    ...{ agent: 'hall-1', hub: 'http://127.0.0.1:1', key: 'not-a-real-key-of-any-agent', dataFolder: folder },
    devices: [inFile],
  };
  const taken = await withTakenUp(config, profiles);
  return { device: taken.config.devices[0], dropped: taken.dropped };
}

test('a device that was taken up as another model is driven so, at its own port and counter', async () => {
  await keepTakenUp(folder, device, { profile: 'modbus-evaluator-5', address: 7 });
  expect(await driven(device)).toEqual({
    device: {
      ...{ id: 'evaluator-c1', transport: device.transport, counter: 'c1' },
      ...{ profile: 'modbus-evaluator-5', address: 7 },
    },
    dropped: [],
  });
});

test('a device taken up twice is still told from its entry in agent.json', async () => {
  await keepTakenUp(folder, device, { profile: 'modbus-evaluator-5', address: 7 });
  const once = ofModel(device, { profile: 'modbus-evaluator-5', address: 7 });
  await keepTakenUp(folder, once, { profile: 'ff68-evaluator-2', address: 129 });
  expect((await driven(device)).device?.profile).toBe('ff68-evaluator-2');
});

test.each([
  ['agent.json has another model by now', { ...device, profile: 'ff68-evaluator-3' }],
  ['agent.json has another address by now', { ...device, address: 130 }],
])('where %s, agent.json counts', async (_, inFile) => {
  await keepTakenUp(folder, device, { profile: 'modbus-evaluator-5', address: 7 });
  expect(await driven(inFile)).toEqual({ device: inFile, dropped: ['evaluator-c1'] });
});

test('a device whose learned profile is gone is driven as agent.json says', async () => {
  await keepTakenUp(folder, device, { profile: 'deleted-since' });
  expect(await driven(device)).toEqual({ device, dropped: ['evaluator-c1'] });
});

test('a damaged file of what was taken up stops no agent', async () => {
  await writeFile(join(folder, 'taken-up.json'), '{"evaluator-c1":');
  expect(await driven(device)).toEqual({ device, dropped: [] });
});
