import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { USB_PRINTER_TIMES, usbPrinterTransport } from '@bandecheng/device-agent/transports/usb-printer';
import { FarEnd } from '../fakes/far-end.ts';
import { PtyCable } from '../fakes/pty.ts';
import { transportContract, type Wire } from './transport-contract.ts';

/** A pty stands in for the printer's device file: a file that reads and writes and comes to an end. */
async function makeWire(): Promise<Wire> {
  const folder = await mkdtemp(join(tmpdir(), 'bdc-lp-'));
  const device = new FarEnd();
  const cable = new PtyCable(join(folder, 'lp0'), await device.listen());
  await cable.plug();
  return {
    connect: (listener) =>
      usbPrinterTransport(cable.path, listener, { ...USB_PRINTER_TIMES, writeMs: 700, lookMs: 5 }),
    get deviceRead() {
      return device.read;
    },
    deviceSends: (bytes) => device.sends(bytes),
    deviceStalls: () => device.stall(),
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

test('silent printers hold no pool thread: eight of them, and a file is still read at once', async () => {
  const wires = await Promise.all(Array.from({ length: 8 }, makeWire));
  const transports = wires.map((wire) => wire.connect({ data: () => undefined, closed: () => undefined }));
  await Promise.all(transports.map((transport) => transport.open()));
  for (const wire of wires) wire.deviceStalls();
  const began = performance.now();
  for (let i = 0; i < 20; i++) await rm(join(tmpdir(), 'bdc-nothing-here'), { force: true });
  expect(performance.now() - began).toBeLessThan(2_000);
  await Promise.all(transports.map((transport) => transport.close()));
  await Promise.all(wires.map((wire) => wire.destroy()));
});
