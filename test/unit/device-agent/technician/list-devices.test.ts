import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentConfig } from '@bandecheng/device-agent/config';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { listDevices } from '@bandecheng/device-agent/technician/list-devices';
import { MadeUpSystem } from '../../../fakes/made-up-system.ts';

const profiles = await readProfiles();
const KEYS = { ports: '3', vendor: '05f3', product: '0403', name: 'XK-24 HID' };
/** One collection on the consumer page. */
const CONSUMER = '050C 0901 A101 0902 7508 9508 8102 C0';

let system: MadeUpSystem;
beforeEach(async () => {
  system = await MadeUpSystem.make();
  await system.adapter(
    { ports: '2', vendor: '1a86', product: '7523', name: 'USB Serial' },
    'ttyUSB0',
    'ch341-uart',
  );
  await system.hid(KEYS, 'hidraw0', CONSUMER);
  await system.hid(
    { ports: '5', vendor: 'dead', product: 'beef', name: 'Strange' },
    'hidraw1',
    '0600FE 0901 A101 C0',
  );
});
afterEach(() => system.destroy());

const config: AgentConfig = {
  agent: 'hall-1',
  hub: 'http://127.0.0.1:1',
  key: 'not-a-real-key-of-any-agent',
  dataFolder: '/nowhere',
  devices: [
    {
      id: 'keypad-c1',
      transport: { kind: 'hid', vendor: 0x05f3, product: 0x0403 },
      profile: 'xkeys-style-24',
    },
  ],
};

test('what is attached is told by the name that stays, with what it may be and who uses it', async () => {
  const said: string[] = [];
  await listDevices({ config, profiles, agentRuns: false, diary: null }, (text) => said.push(text), {
    sys: system.sys,
    dev: system.dev,
    platform: 'linux',
  });
  const blockOf = (path: string): string => {
    const from = said.findIndex((line) => line.includes(path));
    const to = said.findIndex((line, i) => i > from && !line.startsWith('    '));
    return said.slice(from, to).join('\n');
  };
  expect(said[0]).toBe('接在这台机器上的（3）');
  expect(blockOf('usb-0000:00:14.0-2:1.0')).toContain('1a86:7523');
  expect(blockOf('usb-0000:00:14.0-2:1.0')).toContain('agent.json 没有用它');
  expect(blockOf('usb-0000:00:14.0-3/input0')).toContain('像是：xkeys-style-24');
  expect(blockOf('usb-0000:00:14.0-3/input0')).toContain('agent.json：keypad-c1');
  expect(blockOf('usb-0000:00:14.0-5/input0')).toContain('没有认识的型号');
});
