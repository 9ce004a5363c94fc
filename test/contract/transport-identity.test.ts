import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serialTransport } from '@bandecheng/device-agent/transports/serial';
import type { Connect } from '@bandecheng/device-agent/transports/transport';
import { usbPrinterTransport } from '@bandecheng/device-agent/transports/usb-printer';
import { FarEnd } from '../fakes/far-end.ts';
import { MadeUpSystem } from '../fakes/made-up-system.ts';
import { PtyCable } from '../fakes/pty.ts';

const SETTINGS = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;
const SOCKETS = { c1: '2', c2: '4.1' } as const;
type Counter = keyof typeof SOCKETS;

const KINDS = {
  serial: {
    path: (counter: Counter) => `usb-0000:00:14.0-${SOCKETS[counter]}:1.0`,
    file: (number: number) => `ttyUSB${number}`,
    async appear(system: MadeUpSystem, counter: Counter, number: number): Promise<void> {
      const adapter = { ports: SOCKETS[counter], vendor: '1a86', product: '7523' };
      await system.adapter(adapter, `ttyUSB${number}`, 'ch341-uart');
    },
    connect: (path: string, places: { sys: string; dev: string }): Connect => {
      return (listener) => serialTransport(path, SETTINGS, listener, { places });
    },
  },
  'usb-printer': {
    path: (counter: Counter) => `usb-0000:00:14.0-${SOCKETS[counter]}:1.0`,
    file: (number: number) => `usb/lp${number}`,
    async appear(system: MadeUpSystem, counter: Counter, number: number): Promise<void> {
      const printer = { ports: SOCKETS[counter], vendor: '0416', product: '5011' };
      await system.printer(printer, `lp${number}`, 'CMD:ESC/POS;');
    },
    connect: (path: string, places: { sys: string; dev: string }): Connect => {
      return (listener) => usbPrinterTransport(path, listener, { places });
    },
  },
};

/**
 * Two devices of one model without serial numbers, each in the socket of its counter. /sys is made up, as no
 * USB is needed to name sockets; the device files lead to real ptys.
 */
describe.each(['serial', 'usb-printer'] as const)('two identical %s devices', (name) => {
  const kind = KINDS[name];
  let system: MadeUpSystem;
  let devices: Record<Counter, FarEnd>;
  let cables: Record<Counter, PtyCable>;

  beforeEach(async () => {
    system = await MadeUpSystem.make();
    devices = { c1: new FarEnd(), c2: new FarEnd() };
    cables = {
      c1: new PtyCable(join(system.root, 'pty-c1'), await devices.c1.listen()),
      c2: new PtyCable(join(system.root, 'pty-c2'), await devices.c2.listen()),
    };
    await Promise.all([cables.c1.plug(), cables.c2.plug()]);
  });
  afterEach(async () => {
    await Promise.all([cables.c1.pull(), cables.c2.pull()]);
    await Promise.all([devices.c1.off(), devices.c2.off()]);
    await system.destroy();
  });

  /** The system finds them in this order, the first gets number 0. */
  async function comeUp(order: Counter[]): Promise<void> {
    await Promise.all([system.sys, system.dev].map((folder) => rm(folder, { recursive: true })));
    for (const [number, counter] of order.entries()) {
      await kind.appear(system, counter, number);
      const file = join(system.dev, kind.file(number));
      await rm(file);
      await symlink(cables[counter].path, file);
    }
  }

  async function say(counter: Counter, text: string): Promise<void> {
    const deaf = { data: () => undefined, closed: () => undefined };
    const transport = kind.connect(kind.path(counter), { sys: system.sys, dev: system.dev })(deaf);
    await transport.open();
    await transport.write(Buffer.from(text));
    await expect.poll(() => devices[counter].read.toString()).toContain(text);
    await transport.close();
  }

  test('never swap counters, in whatever order they come up', async () => {
    await comeUp(['c1', 'c2']);
    await say('c1', 'one ');
    await say('c2', 'two ');
    await comeUp(['c2', 'c1']);
    await say('c1', 'three');
    await say('c2', 'four');
    expect(devices.c1.read.toString()).toBe('one three');
    expect(devices.c2.read.toString()).toBe('two four');
  });

  test('one that is out leaves its counter without a device, not with the other’s', async () => {
    await comeUp(['c2']);
    const deaf = { data: () => undefined, closed: () => undefined };
    const places = { sys: system.sys, dev: system.dev };
    const missing = kind.connect(kind.path('c1'), places)(deaf);
    await expect(missing.open()).rejects.toMatchObject({ lost: 'port-missing' });
    await missing.close();
    await say('c2', 'here');
  });
});
