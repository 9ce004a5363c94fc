import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { USB_PRINTER_TIMES, usbPrinterTransport } from '@bandecheng/device-agent/transports/usb-printer';
import { FarEnd } from '../fakes/far-end.ts';
import { PtyCable } from '../fakes/pty.ts';
import { transportContract, type Wire } from './transport-contract.ts';

/** A pty stands in for the printer's device file: a file that reads and writes and comes to an end. */
async function makeWire(writeMs: number): Promise<Wire> {
  const folder = await mkdtemp(join(tmpdir(), 'bdc-lp-'));
  const device = new FarEnd();
  const cable = new PtyCable(join(folder, 'lp0'), await device.listen());
  await cable.plug();
  return {
    connect: (listener) =>
      usbPrinterTransport(cable.path, listener, {
        times: { ...USB_PRINTER_TIMES, writeMs, lookMs: 5 },
      }),
    get deviceRead() {
      return device.read;
    },
    deviceSends: (bytes) => device.sends(bytes),
    deviceStalls: () => device.stall(),
    deviceGoesOn: () => device.goOn(),
    attached: () => expect.poll(() => device.attached).toBe(true),
    unplug: async () => {
      await cable.pull();
      await device.off();
    },
    replug: async () => {
      await device.listen();
      await cable.plug();
    },
    destroy: async () => {
      await cable.pull();
      await device.off();
      await rm(folder, { recursive: true });
    },
  };
}

transportContract({ name: 'usb printer', makeWire, missing: 'port-missing', busyAtOpen: true, shared: true });

test('silent printers hold no pool thread: with eight of them a file is still read', async () => {
  const wires = await Promise.all(Array.from({ length: 8 }, () => makeWire(30_000)));
  const transports = wires.map((wire) => wire.connect({ data: () => undefined, closed: () => undefined }));
  await Promise.all(transports.map((transport) => transport.open()));
  for (const wire of wires) wire.deviceStalls();
  const block = new Uint8Array(1024 * 1024);
  const stuck = transports.map((transport) => transport.write(block).catch((error: unknown) => error));
  await readFile(fileURLToPath(import.meta.url));
  await Promise.all(transports.map((transport) => transport.close()));
  expect(await Promise.all(stuck)).toMatchObject(stuck.map(() => ({ fault: 'transport-failed' })));
  await Promise.all(wires.map((wire) => wire.destroy()));
});
