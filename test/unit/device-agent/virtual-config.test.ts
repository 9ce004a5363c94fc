import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { readArguments } from '@bandecheng/device-agent/virtual/read-arguments';
import { readVirtualConfig } from '@bandecheng/device-agent/virtual/virtual-config';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const profiles = await readProfiles();
const agentFolder = fileURLToPath(new URL('../../../device-agent/', import.meta.url));
const EXAMPLE = join(agentFolder, 'virtual', 'virtual.example.json');

async function read(text: string): Promise<unknown> {
  const path = join(await temporaryFolder(), 'virtual.json');
  await writeFile(path, text);
  return readVirtualConfig(path, profiles);
}

describe('virtual.json', () => {
  test('the example stands in for every device of the example agent: same id, port, profile and address', async () => {
    const { devices } = await readVirtualConfig(EXAMPLE, profiles);
    const agent = JSON.parse(await readFile(join(agentFolder, 'agent.example.json'), 'utf8')) as {
      devices: { id: string; profile: string; address?: number; transport: { port: number } }[];
    };

    const wires = (list: typeof agent.devices) =>
      list.map(({ id, profile, address, transport }) => ({ id, profile, address, port: transport.port }));
    expect(wires(devices as typeof agent.devices)).toEqual(wires(agent.devices));
  });

  test('every mistake is named with its place', async () => {
    const devices = [
      { id: 'a', profile: 'escpos-80mm', transport: { kind: 'tcp', port: 9101 } },
      { id: 'a', profile: 'escpos-80mm', transport: { kind: 'tcp', port: 9101 } },
      { id: 'b', profile: 'escpos-80mm', transport: { kind: 'usb' } },
    ];
    const problems = (await read(JSON.stringify({ devices })).catch(String)) as string;

    expect(problems).toContain('config-invalid');
    expect(problems).toMatch(/devices\[2\]\.transport\.kind/);
    const ports = (await read(JSON.stringify({ devices: devices.slice(0, 2) })).catch(String)) as string;
    expect(ports).toContain('devices[1].id: 与前面的设备 id 重复');
    expect(ports).toContain('devices[1].transport: 与设备 a 使用同一端口');
  });

  test('a profile that is not there, and an address too few or too many, are named', async () => {
    const port = (port: number) => ({ kind: 'tcp', port });
    const devices = [
      { id: 'a', profile: 'nobody', transport: port(0) },
      { id: 'b', profile: 'ff68-keypad', transport: port(0) },
      { id: 'c', profile: 'escpos-80mm', address: 3, transport: port(0) },
    ];
    const problems = (await read(JSON.stringify({ devices })).catch(String)) as string;

    expect(problems).toMatch(/devices\[0\]\.profile: .*escpos-80mm/);
    expect(problems).toContain('devices[1].address: 须写明设备地址 address');
    expect(problems).toContain('devices[2].address: 这种设备没有 address');
  });

  test('a file that is no JSON is named with line and column, a missing one by its name', async () => {
    await expect(read('{\n  "devices": [,]\n}')).rejects.toThrow(/第 2 行第 15 列/);
    await expect(readVirtualConfig('/nowhere/virtual.json', profiles)).rejects.toMatchObject({
      fault: 'config-unreadable',
      place: '/nowhere/virtual.json',
    });
  });
});

describe('what is typed behind the program', () => {
  test('configuration, port and page', () => {
    expect(readArguments(['--config', 'a.json', '--port', '3001', '--page', 'dist'])).toEqual({
      config: resolve('a.json'),
      port: 3001,
      page: resolve('dist'),
    });
    expect(readArguments(['--config', 'a.json'])).toMatchObject({ port: 0, page: undefined });
  });

  test.each([
    [[]],
    [['--config']],
    [['--config', 'a.json', '--port', '70000']],
    [['--config', 'a.json', '--port', 'x']],
    [['--config', 'a.json', '--prot', '1']],
  ])('%j is answered with the usage', (typed) => {
    expect(() => readArguments(typed)).toThrow(/用法/);
  });
});
