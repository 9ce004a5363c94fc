import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SERIAL_TIMES, serialTransport } from '@bandecheng/device-agent/transports/serial';
import { FarEnd } from '../fakes/far-end.ts';
import { PtyCable } from '../fakes/pty.ts';
import { fillUp, transportContract, type Wire } from './transport-contract.ts';

const SETTINGS = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;

async function makeWire(writeMs: number): Promise<Wire> {
  const folder = await mkdtemp(join(tmpdir(), 'bdc-pty-'));
  const device = new FarEnd();
  const cable = new PtyCable(join(folder, 'device'), await device.listen());
  await cable.plug();
  const connect: Wire['connect'] = (listener) =>
    serialTransport(cable.path, SETTINGS, listener, {
      times: { ...SERIAL_TIMES, writeMs, lookMs: 200 },
    });
  return {
    connect,
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
    occupy: async () => {
      const other = connect({ data: () => undefined, closed: () => undefined });
      await other.open();
      return () => other.close();
    },
    destroy: async () => {
      await cable.pull();
      await device.off();
      await rm(folder, { recursive: true });
    },
  };
}

transportContract({ name: 'serial', makeWire, missing: 'port-missing', busyAtOpen: true });

test('a serial transport notices every one of twenty unplugs in the middle of a read', async () => {
  for (let i = 0; i < 20; i++) {
    const wire = await makeWire(700);
    let read = 0;
    const losses: string[] = [];
    const transport = wire.connect({
      data: (bytes) => (read += bytes.length),
      closed: (reason) => losses.push(reason),
    });
    await transport.open();
    await wire.attached();
    const talk = setInterval(() => wire.deviceSends(new Uint8Array(64)), 1);
    await expect.poll(() => read, { interval: 2 }).toBeGreaterThan(64);
    await wire.unplug();
    clearInterval(talk);
    await expect.poll(() => losses, { interval: 10, timeout: 3_000 }).toEqual(['port-lost']);
    await transport.close();
    await wire.destroy();
  }
});

test('writes stuck on eight serial ports hold up neither a file nor a ninth port', async () => {
  const wires = await Promise.all(Array.from({ length: 9 }, () => makeWire(30_000)));
  const transports = wires.map((wire) => wire.connect({ data: () => undefined, closed: () => undefined }));
  await Promise.all(transports.map((transport) => transport.open()));
  await Promise.all(wires.map((wire) => wire.attached()));
  const [well, ...sick] = wires;
  const [ninth, ...stuckOnes] = transports;
  for (const wire of sick) wire.deviceStalls();
  let taken = 0;
  const stuck = stuckOnes.map((transport) => fillUp(transport, () => (taken += 1)));
  let before = -1;
  const goesOn = (): boolean => before !== (before = taken);
  await expect.poll(goesOn, { interval: 500, timeout: 20_000 }).toBe(false);
  await readFile(fileURLToPath(import.meta.url));
  await ninth?.write(Buffer.from('ticket'));
  await expect.poll(() => well?.deviceRead.toString(), { timeout: 10_000 }).toBe('ticket');
  await Promise.all(transports.map((transport) => transport.close()));
  expect(await Promise.all(stuck)).toMatchObject(stuck.map(() => ({ fault: 'transport-failed' })));
  await Promise.all(wires.map((wire) => wire.destroy()));
});
