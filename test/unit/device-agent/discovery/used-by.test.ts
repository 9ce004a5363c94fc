import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceConfig, TransportConfig } from '@bandecheng/device-agent/config';
import type { Attached } from '@bandecheng/device-agent/discovery/attached';
import { usedBy } from '@bandecheng/device-agent/discovery/used-by';

const device = (id: string, transport: TransportConfig): DeviceConfig => ({ id, transport, profile: 'any' });

describe('which devices of agent.json mean a port', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-used-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('those that name it by its file, its socket or a link of the site’s own', async () => {
    const file = join(folder, 'ttyUSB0');
    await writeFile(file, '');
    await symlink(file, join(folder, 'line-1'));
    const names = [file, 'usb-0000:00:14.0-2:1.0'];
    const port: Attached = { kind: 'serial', path: names[1] ?? '', stable: true, names, file };
    const on = (path: string): TransportConfig => ({ kind: 'serial', path });
    expect(
      usedBy(port, [
        device('by-file', on(file)),
        device('by-socket', on('usb-0000:00:14.0-2:1.0')),
        device('by-link', on(join(folder, 'line-1'))),
        device('other', on(join(folder, 'line-2'))),
        device('printer', { kind: 'usb-printer', path: file }),
        device('network', { kind: 'tcp', host: 'x', port: 1 }),
      ]),
    ).toEqual(['by-file', 'by-socket', 'by-link']);
  });

  test('those that name a HID box by its numbers, and not its twin by serial number or socket', () => {
    const box: Attached = {
      kind: 'hid',
      path: 'usb-0000:00:14.0-3/input0',
      stable: true,
      names: ['/dev/hidraw0', 'usb-0000:00:14.0-3/input0'],
      file: '/dev/hidraw0',
      vendor: 0x1209,
      product: 1,
      serialNumber: 'C1',
      collections: [{ usagePage: 0xff00, usage: 1 }],
    };
    const hid = (more: object): TransportConfig => ({ kind: 'hid', vendor: 0x1209, product: 1, ...more });
    expect(
      usedBy(box, [
        device('any', hid({})),
        device('by-number', hid({ serialNumber: 'C1' })),
        device('twin', hid({ serialNumber: 'C2' })),
        device('by-socket', hid({ path: 'usb-0000:00:14.0-3/input0' })),
        device('other-socket', hid({ path: 'usb-0000:00:14.0-4/input0' })),
        device('other-page', hid({ usagePage: 1 })),
      ]),
    ).toEqual(['any', 'by-number', 'by-socket']);
  });
});
