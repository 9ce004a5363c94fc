import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAgentConfig } from '@bandecheng/device-agent/config';
import { equip } from '@bandecheng/device-agent/open-device';
import type { DeviceProfile, FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';

const EXAMPLE = fileURLToPath(new URL('../../../device-agent/agent.example.json', import.meta.url));
const KEY = 'not-a-real-key-of-any-agent';

describe('agent.json', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-config-'));
    path = join(folder, 'agent.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const printer = {
    id: 'printer-k1',
    transport: { kind: 'tcp', host: '127.0.0.1', port: 9101 },
    profile: 'escpos-80mm',
    kiosk: 'k1',
  };
  const evaluator = {
    id: 'evaluator-c1',
    transport: { kind: 'serial', path: '/dev/serial/by-path/pci-0' },
    profile: 'ff68-evaluator-5',
    address: 129,
    counter: 'c1',
  };
  const good = {
    agent: 'hall-1',
    hub: 'http://127.0.0.1:3000',
    key: KEY,
    dataFolder: 'data',
    devices: [printer, evaluator],
  };

  async function read(file: unknown, env: Record<string, string> = {}): ReturnType<typeof readAgentConfig> {
    await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
    return readAgentConfig(path, env);
  }
  const refusal = (file: unknown, env: Record<string, string> = {}): Promise<string> =>
    read(file, env).then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  test('is told in plain words what it lacks and what a field must be', async () => {
    const told = await refusal({ ...good, hub: undefined, devices: [{ ...printer, profile: 80 }], agent: 1 });
    expect(told).toContain('hub: 缺少这一项');
    expect(told).toContain('agent: 须为文字');
    expect(told).toContain('devices[0].profile: 须为文字');
  });

  test('is read whole, its folders beside the file', async () => {
    expect(await read({ ...good, profilesFolder: 'profiles' })).toEqual({
      ...good,
      dataFolder: join(folder, 'data'),
      profilesFolder: join(folder, 'profiles'),
    });
  });

  async function equipRefusal(devices: object[], profiles?: Map<string, DeviceProfile>): Promise<string> {
    const config = await read({ ...good, devices });
    const known = profiles ?? (await readProfiles());
    try {
      equip(config.devices, known);
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  }

  test('stands below the environment', async () => {
    const env = { DATA_DIR: '/srv/agent', HUB_URL: 'http://hub:80', AGENT_KEY: 'another-key-of-the-agent' };
    expect(await read({ ...good, key: undefined }, env)).toMatchObject({
      dataFolder: '/srv/agent',
      hub: 'http://hub:80',
      key: 'another-key-of-the-agent',
    });
  });

  test('says where the pages are served: this machine alone unless it names another address', async () => {
    expect(await read(good)).not.toHaveProperty('pages');
    const pages = { port: 3002 };
    expect((await read({ ...good, pages })).pages).toEqual({ port: 3002, host: '127.0.0.1' });
    expect((await read({ ...good, pages: { ...pages, host: '0.0.0.0' } })).pages?.host).toBe('0.0.0.0');
    expect((await read(good, { PAGES_PORT: '4000' })).pages).toEqual({ port: 4000, host: '127.0.0.1' });
    expect(await refusal({ ...good, pages: { port: 70_000 } })).toContain('pages.port: ');
    expect(await refusal(good, { PAGES_PORT: 'any' })).toContain('PAGES_PORT: ');
  });

  test('may keep its key in a file of its own', async () => {
    await writeFile(join(folder, 'agent.key'), `${KEY}\n`);
    const file = { ...good, key: undefined, keyFile: 'agent.key' };
    expect((await read(file)).key).toBe(KEY);
    await writeFile(join(folder, 'agent.key'), 'short\n');
    expect(await refusal(file)).toContain('keyFile: 密钥须为');
    expect(await refusal({ ...file, keyFile: 'nowhere' })).toContain('keyFile: 无法读取文件');
  });

  test('names every problem with its path, and repeats no value', async () => {
    const message = await refusal({
      ...good,
      hub: 'ftp://x',
      key: 'secret',
      colour: 'red',
      devices: [printer, { ...evaluator, transport: { kind: 'usb' }, address: -1 }],
    });
    for (const place of ['hub: ', 'key: ', 'colour: ', 'devices[1].transport.kind: ', 'devices[1].address: '])
      expect(message).toContain(place);
    expect(message).not.toContain('secret');
    expect(message).not.toContain('ftp');
  });

  test.each([
    ['no key at all', { ...good, key: undefined }, 'key: '],
    ['two keys', { ...good, keyFile: 'agent.key' }, 'keyFile: '],
    ['no device', { ...good, devices: [] }, 'devices: '],
    [
      'one id for two devices',
      { ...good, devices: [printer, { ...evaluator, id: printer.id }] },
      'devices[1].id: ',
    ],
    ['a list', [], ''],
    ['no JSON', '{\n  "agent": hall\n}', '第 2 行'],
  ])('with %s is refused', async (_what, file, place) => {
    const message = await refusal(file);
    expect(message).toContain('[config-invalid]');
    expect(message).toContain(place);
  });

  test('that is not there is told from one that is wrong', async () => {
    await expect(readAgentConfig(join(folder, 'no.json'), {})).rejects.toMatchObject({
      fault: 'config-unreadable',
    });
    expect(await refusal(good, { HUB_URL: 'hub' })).toContain('HUB_URL: ');
    expect(await refusal(good, { DATA_DIR: ' ' })).toContain('DATA_DIR: ');
  });

  test('the example is one kiosk printer, six evaluators, a keypad and two window displays, each with its profile', async () => {
    const config = await readAgentConfig(EXAMPLE, { AGENT_KEY: KEY });
    const equipped = equip(config.devices, await readProfiles());
    expect(equipped.map(({ config: { id }, model }) => `${id} ${model.kind}`)).toEqual([
      'printer-k1 printer',
      ...[1, 2, 3, 4, 5, 6].map((n) => `evaluator-c${n} evaluator`),
      'keypad-c6 keypad',
      'display-c1 window-display',
      'display-c2 window-display',
    ]);
    expect(JSON.parse(await readFile(EXAMPLE, 'utf8'))).not.toHaveProperty('key');
  });

  const box = {
    id: 'evaluator-c3',
    transport: { kind: 'hid', vendor: '1209', product: '0001', serialNumber: 'C3' },
    profile: 'hid-button-box-5',
    counter: 'c3',
  };

  test('may name a HID device by its USB numbers and a printer by its device file', async () => {
    const lp = { ...printer, transport: { kind: 'usb-printer', path: '/dev/usb/lp0' } };
    const { devices } = await read({ ...good, devices: [lp, box] });
    expect(devices[1]?.transport).toEqual({
      kind: 'hid',
      vendor: 0x1209,
      product: 0x0001,
      serialNumber: 'C3',
    });
    expect(equip(devices, await readProfiles()).map(({ model }) => model.kind)).toEqual([
      'printer',
      'evaluator',
    ]);
  });

  test('two boxes of one model are told apart by serial number or socket, and refused without', async () => {
    const second = { ...box, id: 'evaluator-c4' };
    const inSocket = { kind: 'hid', vendor: '1209', product: '0001', path: 'usb-0000:00:14.0-2/input0' };
    expect(await equipRefusal([box, { ...second, transport: inSocket }])).toBe('accepted');
    expect(await equipRefusal([box, second])).toContain('devices[1].transport: 与设备');
    expect(
      await refusal({ ...good, devices: [{ ...box, transport: { ...box.transport, vendor: '0x1209' } }] }),
    ).toContain('devices[0].transport.vendor: 须为四位十六进制数');
  });

  describe('several devices on one port', () => {
    const line = { kind: 'serial', path: '/dev/serial/by-path/pci-1' };
    const first = { ...evaluator, transport: line };
    const second = { ...first, id: 'evaluator-c2', address: 130 };

    /** The built-in profiles, this one on a line as given, and a copy of it that speaks faster. */
    async function profiles(kind: 'point-to-point' | 'rs485-shared'): Promise<Map<string, DeviceProfile>> {
      const all = await readProfiles();
      const plain = all.get(evaluator.profile) as FrameProfile;
      const onLine = { ...plain, bus: { kind, turnaroundMs: 5 } };
      const faster = { ...onLine, id: 'faster', serial: { ...plain.serial, baudRate: 19_200 } };
      return all.set(plain.id, onLine).set('faster', faster);
    }

    test('are accepted where their frames bear different addresses', async () => {
      const shared = await profiles('rs485-shared');
      expect(await equipRefusal([first, second], shared)).toBe('accepted');
      const server = { kind: 'tcp', host: '10.0.0.5', port: 4_001 };
      const behindServer = [first, second].map((device) => ({ ...device, transport: server }));
      expect(await equipRefusal(behindServer, shared)).toBe('accepted');
    });

    test.each([
      ['one address for two', { address: 129 }, /devices\[1\]\.transport: .*evaluator-c1.*地址也同为 129/],
      ['two speeds', { profile: 'faster' }, /devices\[1\]\.transport: .*串口参数不同/],
      [
        'a printer',
        { profile: 'escpos-80mm', address: undefined },
        /devices\[1\]\.transport: .*只能有一台设备/,
      ],
    ])('are refused with %s', async (_what, change, reason) => {
      const devices = [first, { ...second, ...change }];
      expect(await equipRefusal(devices, await profiles('rs485-shared'))).toMatch(reason);
    });

    test('are refused where a model has a line of its own', async () => {
      expect(await equipRefusal([first, second], await profiles('point-to-point'))).toMatch(
        /devices\[1\]\.transport: .*型号档案 ff68-evaluator-5 未写明可共用线路/,
      );
    });
  });

  test('a device on a wire its profile does not speak over is refused', async () => {
    const { devices } = await read({
      ...good,
      devices: [
        { ...printer, transport: box.transport },
        { ...evaluator, transport: { kind: 'usb-printer', path: '/dev/usb/lp0' } },
        { ...box, transport: { kind: 'tcp', host: '127.0.0.1', port: 9_111 } },
        { ...box, id: 'evaluator-c5', transport: { ...box.transport, serialNumber: 'C5' }, address: 5 },
      ],
    });
    const profiles = await readProfiles();
    expect(() => equip(devices, profiles)).toThrow(
      /devices\[0\]\.transport\.kind[^]*devices\[1\]\.transport\.kind[^]*devices\[2\]\.transport\.kind[^]*devices\[3\]\.address/,
    );
  });

  test('a device that cannot be driven is refused before any is opened', async () => {
    const { devices } = await read({
      ...good,
      devices: [
        { ...printer, address: 3 },
        { ...evaluator, address: undefined },
        {
          ...evaluator,
          id: 'evaluator-c9',
          transport: { kind: 'serial', path: 'COM9' },
          profile: 'none-such',
        },
      ],
    });
    const profiles = await readProfiles();
    expect(() => equip(devices, profiles)).toThrow(
      /devices\[0\]\.address[^]*devices\[1\]\.address[^]*devices\[2\]\.profile/,
    );
  });
});
