import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Attached, Discovery } from '@bandecheng/device-agent/discovery/attached';
import { discover } from '@bandecheng/device-agent/discovery/discover';
import { deviceFile } from '@bandecheng/device-agent/transports/usb-socket';
import { MadeUpSystem, type MadeUpUsb } from '../../../fakes/made-up-system.ts';

const CH340: MadeUpUsb = { ports: '2', vendor: '1a86', product: '7523', name: 'USB Serial' };
const BOX: MadeUpUsb = { ports: '3', vendor: '1209', product: '0001', serial: 'C1', name: 'Button box' };
const PRINTER: MadeUpUsb = { ports: '4.1', vendor: '0416', product: '5011', manufacturer: 'STMicro' };
/** One collection on a vendor's own page, then one of a keyboard. */
const TWO_COLLECTIONS = '0600FF 0901 A101 0902 A100 7508 9508 8102 C0 C0 0501 0906 A101 0507 8102 C0';

describe('discovery on Linux', () => {
  let system: MadeUpSystem;

  beforeEach(async () => {
    system = await MadeUpSystem.make();
  });
  afterEach(() => system.destroy());

  const look = (): Promise<Discovery> =>
    discover({ sys: system.sys, dev: system.dev, platform: 'linux', ...LIBRARIES_MISSING });
  const found = async (): Promise<Attached[]> => (await look()).attached;
  const dev = (name: string): string => join(system.dev, name);

  /** Neither udevadm nor a native part is there, and neither is asked for. */
  const LIBRARIES_MISSING = {
    listSerial: () => Promise.reject(new Error('spawn udevadm ENOENT')),
    listHid: () => Promise.reject(new Error('Cannot find module node-hid')),
  };

  test('finds nothing on an empty machine, and names nothing as unseen', async () => {
    expect(await look()).toEqual({ attached: [], unseen: [] });
  });

  test('names what it could not look at where there is no /sys', async () => {
    await rm(system.sys, { recursive: true });
    const { attached, unseen } = await look();
    expect(attached).toEqual([]);
    expect(unseen.map(({ kind }) => kind)).toEqual(['serial', 'hid', 'usb-printer']);
    expect(unseen[0]?.reason).toContain('ENOENT');
  });

  test('names what it could not look at in one order, whichever answer comes first', async () => {
    const later = () => new Promise<never>((_, reject) => setImmediate(() => reject(new Error('later'))));
    const parts = { ...LIBRARIES_MISSING, listSerial: later, platform: 'win32' as const };
    const { unseen } = await discover({ sys: system.sys, dev: system.dev, ...parts });
    expect(unseen.map(({ kind }) => kind)).toEqual(['serial', 'hid']);
  });

  test('proposes the link of the socket for a serial adapter, and knows its other names', async () => {
    await system.adapter(CH340, 'ttyUSB0', 'ch341-uart');
    await system.serialLink('by-path', 'pci-0000:00:14.0-usb-0:2:1.0-port0', 'ttyUSB0');
    await system.serialLink('by-id', 'usb-1a86_USB_Serial-if00-port0', 'ttyUSB0');
    const byPath = dev('serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0');
    expect(await found()).toEqual([
      {
        kind: 'serial',
        path: byPath,
        stable: true,
        names: [
          dev('ttyUSB0'),
          byPath,
          dev('serial/by-id/usb-1a86_USB_Serial-if00-port0'),
          'usb-0000:00:14.0-2:1.0',
        ],
        file: dev('ttyUSB0'),
        vendor: 0x1a86,
        product: 0x7523,
        name: 'USB Serial',
        driver: 'ch341-uart',
        interface: 0,
      },
    ]);
  });

  test('proposes the socket where udev made no link', async () => {
    await system.adapter(CH340, 'ttyUSB0', 'ch341-uart');
    expect(await found()).toMatchObject([{ path: 'usb-0000:00:14.0-2:1.0', stable: true }]);
  });

  test('two identical adapters keep their paths when they come up in another order', async () => {
    await system.adapter(CH340, 'ttyUSB0', 'ch341-uart');
    await system.adapter({ ...CH340, ports: '4.1' }, 'ttyUSB1', 'ch341-uart');
    const before = (await found()).map(({ path, file }) => [path, file]);
    await system.destroy();
    await system.adapter({ ...CH340, ports: '4.1' }, 'ttyUSB0', 'ch341-uart');
    await system.adapter(CH340, 'ttyUSB1', 'ch341-uart');
    const after = (await found()).map(({ path, file }) => [path, file]);
    expect(before).toEqual([
      ['usb-0000:00:14.0-2:1.0', dev('ttyUSB0')],
      ['usb-0000:00:14.0-4.1:1.0', dev('ttyUSB1')],
    ]);
    expect(after).toEqual([
      ['usb-0000:00:14.0-2:1.0', dev('ttyUSB1')],
      ['usb-0000:00:14.0-4.1:1.0', dev('ttyUSB0')],
    ]);
    const places = { sys: system.sys, dev: system.dev };
    expect(await deviceFile('usb-0000:00:14.0-2:1.0', places)).toEqual({ file: dev('ttyUSB1') });
  });

  test('says that the ports of one adapter with several are told apart by udev alone', async () => {
    await system.adapter(CH340, 'ttyUSB0', 'mxuport');
    await system.adapter(CH340, 'ttyUSB1', 'mxuport');
    expect(await found()).toMatchObject([
      { path: dev('ttyUSB0'), stable: false },
      { path: dev('ttyUSB1'), stable: false },
    ]);
    const places = { sys: system.sys, dev: system.dev };
    expect(await deviceFile('usb-0000:00:14.0-2:1.0', places)).toEqual({ lost: 'ambiguous-port' });
  });

  test.each(['ttyCH343USB0', 'ttyCH9344USB0', 'ttyM0', 'ttyMI0', 'ttymxc1', 'ttyXRUSB0', 'ttyACM0'])(
    'sees %s, whatever names a library knows',
    async (name) => {
      await system.file('tty', name, await system.usb(CH340));
      expect(await found()).toMatchObject([{ kind: 'serial', file: dev(name) }]);
    },
  );

  test('sees a serial server’s port that has no device, and no console or pseudo terminal', async () => {
    for (const name of ['ttyr00', 'tty', 'tty1', 'tty63', 'ttyp0', 'ttyea', 'console', 'ptmx', 'ttyprintk'])
      await system.file('tty', name, null);
    expect(await found()).toMatchObject([{ file: dev('ttyr00'), path: dev('ttyr00'), stable: true }]);
  });

  test('leaves out the board’s ports that are only numbers', async () => {
    const board = join(system.sys, 'devices/platform/serial8250');
    for (const [name, chip] of [
      ['ttyS0', '4'],
      ['ttyS1', '0'],
    ] as const) {
      await system.file('tty', name, board);
      await system.put(join(board, 'tty', name, 'type'), `${chip}\n`);
    }
    expect(await found()).toEqual([
      { kind: 'serial', path: dev('ttyS0'), stable: true, names: [dev('ttyS0')], file: dev('ttyS0') },
    ]);
  });

  test('tells of a HID device what it says it has, and the socket it is in', async () => {
    await system.hid(BOX, 'hidraw0', TWO_COLLECTIONS);
    expect(await found()).toEqual([
      {
        kind: 'hid',
        path: 'usb-0000:00:14.0-3/input0',
        stable: true,
        names: [dev('hidraw0'), 'usb-0000:00:14.0-3/input0'],
        file: dev('hidraw0'),
        vendor: 0x1209,
        product: 0x0001,
        serialNumber: 'C1',
        name: 'Button box',
        interface: 0,
        collections: [
          { usagePage: 0xff00, usage: 1 },
          { usagePage: 1, usage: 6 },
        ],
      },
    ]);
  });

  test('names a printer by its socket, and what it understands by its own words', async () => {
    await system.printer(PRINTER, 'lp1', 'MFG:POS;MDL:80;CMD:ESC/POS;CLS:PRINTER;');
    await system.file('usbmisc', 'hiddev0', await system.usb(BOX), 'usb');
    expect(await found()).toMatchObject([
      {
        kind: 'usb-printer',
        path: 'usb-0000:00:14.0-4.1:1.0',
        stable: true,
        file: dev('usb/lp1'),
        maker: 'STMicro',
        commandSet: 'ESC/POS',
      },
    ]);
    const places = { sys: system.sys, dev: system.dev };
    expect(await deviceFile('usb-0000:00:14.0-4.1:1.0', places)).toEqual({ file: dev('usb/lp1') });
  });

  test('finds nothing in a socket that is empty', async () => {
    await system.adapter(CH340, 'ttyUSB0', 'ch341-uart');
    await rename(join(system.sys, 'class/tty'), join(system.sys, 'class/other'));
    const places = { sys: system.sys, dev: system.dev };
    expect(await deviceFile('usb-0000:00:14.0-2:1.0', places)).toEqual({ lost: 'port-missing' });
  });
});

describe('discovery on other systems', () => {
  test('takes what the libraries list', async () => {
    const { attached, unseen } = await discover({
      platform: 'win32',
      listSerial: async () => [
        { path: 'COM3', vendorId: '1A86', productId: '7523', manufacturer: 'wch.cn' } as never,
      ],
      listHid: async () => [
        { vendorId: 1, productId: 2, path: '\\\\?\\hid#a', interface: -1, usagePage: 0xff00, usage: 1 },
        { vendorId: 1, productId: 2, path: '\\\\?\\hid#a', interface: -1, usagePage: 12, usage: 1 },
      ],
    });
    expect(unseen).toEqual([]);
    expect(attached).toMatchObject([
      { kind: 'hid', vendor: 1, collections: [{ usagePage: 0xff00 }, { usagePage: 12 }] },
      { kind: 'serial', path: 'COM3', stable: true, vendor: 0x1a86, product: 0x7523, maker: 'wch.cn' },
    ]);
  });

  test('goes on without a library that does not load, and gives its words', async () => {
    expect(
      await discover({
        platform: 'darwin',
        listSerial: () => Promise.reject(new Error('No native build was found')),
        listHid: async () => [],
      }),
    ).toEqual({ attached: [], unseen: [{ kind: 'serial', reason: 'No native build was found' }] });
  });
});
