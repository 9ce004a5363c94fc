import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HID_TIMES, hidTransport, type HidParts } from '@bandecheng/device-agent/transports/hid';
import type { HidIdentity } from '@bandecheng/device-agent/transports/hid-identity';
import type { Transport, TransportListener } from '@bandecheng/device-agent/transports/transport';
import { BOX, FakeHid } from '../fakes/fake-hid.ts';
import { transportContract, type Wire } from './transport-contract.ts';

const WANTED: HidIdentity = { vendor: BOX.vendorId, product: BOX.productId, serialNumber: 'C1' };
const DEAF: TransportListener = { data: () => undefined, closed: () => undefined };

async function makeWire(writeMs: number): Promise<Wire> {
  const hid = new FakeHid();
  const parts: HidParts = { times: { ...HID_TIMES, writeMs }, load: async () => hid };
  return {
    connect: (listener) => hidTransport(WANTED, listener, parts),
    get deviceRead() {
      return hid.written;
    },
    deviceSends: (bytes) => hid.sends(bytes),
    deviceStalls: () => (hid.stalled = true),
    deviceGoesOn: () => hid.goOn(),
    attached: () => expect.poll(() => hid.open.size).toBe(1),
    unplug: async () => hid.unplug(),
    replug: async () => hid.replug(),
    occupy: async () => {
      hid.refuses = new Error('hid_open_path: (0xE00002C5) (iokit/common) exclusive access');
      return async () => void (hid.refuses = null);
    },
    destroy: async () => hid.unplug(),
  };
}

transportContract({ name: 'hid', makeWire, missing: 'port-missing', busyAtOpen: true });

describe('a hid transport', () => {
  const open = (hid: FakeHid, parts: HidParts = {}, wanted: HidIdentity = WANTED): Transport =>
    hidTransport(wanted, DEAF, { load: async () => hid, platform: 'linux', ...parts });

  test('tells a machine without the native part from a device that is missing', async () => {
    const hid = new FakeHid();
    const noFile = open(hid, { load: () => Promise.reject(new Error('Cannot find module')) });
    await expect(noFile.open()).rejects.toMatchObject({ lost: 'no-driver' });
    hid.devicesAsync = () => Promise.reject(new Error('libudev.so.1: cannot open shared object file'));
    await expect(open(hid).open()).rejects.toMatchObject({ lost: 'no-driver' });
  });

  test.each([
    ['cannot open device with path /dev/hidraw0: Permission denied', 'no-permission'],
    ['The process cannot access the file because it is being used by another process', 'port-busy'],
    ['cannot open device with path /dev/hidraw0: No such device', 'port-missing'],
    ['something new', 'port-lost'],
  ])('reads out of "%s" why it was not opened', async (message, lost) => {
    const hid = new FakeHid();
    hid.refuses = new Error(message);
    await expect(open(hid).open()).rejects.toMatchObject({ lost });
  });

  test('refuses a keyboard where the system keeps keyboards, and opens it on Linux', async () => {
    const hid = new FakeHid({ ...BOX, usagePage: 1, usage: 6 });
    const wanted = { ...WANTED, usagePage: 1, usage: 6 };
    await expect(open(hid, { platform: 'win32' }, wanted).open()).rejects.toMatchObject({
      lost: 'keyboard-mode',
    });
    const onLinux = open(hid, {}, wanted);
    await onLinux.open();
    await onLinux.close();
  });

  test('opens neither of two boxes that both fit', async () => {
    const hid = new FakeHid();
    hid.others = [{ ...BOX, path: '/dev/hidraw7', serialNumber: 'C2' }];
    const anyOfThem = open(hid, {}, { vendor: BOX.vendorId, product: BOX.productId });
    await expect(anyOfThem.open()).rejects.toMatchObject({ lost: 'ambiguous-port' });
    expect(hid.open.size).toBe(0);
  });

  test('finds a box by a link to its device file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bdc-hid-'));
    const file = join(folder, 'hidraw3');
    await writeFile(file, '');
    await symlink(file, join(folder, 'evaluator-c1'));
    const hid = new FakeHid({ ...BOX, path: file });
    const { vendor, product } = WANTED;
    const linked = open(hid, {}, { vendor, product, path: join(folder, 'evaluator-c1') });
    await linked.open();
    expect(hid.open.size).toBe(1);
    await linked.close();
    const elsewhere = open(hid, {}, { vendor, product, path: join(folder, 'evaluator-c2') });
    await expect(elsewhere.open()).rejects.toMatchObject({ lost: 'port-missing' });
    await rm(folder, { recursive: true });
  });

  test('gives up an opening that hangs, and lets go of the device when it opens after all', async () => {
    const hid = new FakeHid();
    const slowly = hid.HIDAsync.open;
    let goOn: () => void = () => undefined;
    hid.HIDAsync.open = async (path) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return slowly(path);
    };
    const transport = open(hid, { times: { ...HID_TIMES, openMs: 50 } });
    await expect(transport.open()).rejects.toMatchObject({ lost: 'no-answer' });
    goOn();
    await transport.close();
    await expect.poll(() => hid.open.size).toBe(0);
  });

  test('closed the moment it is open, ends no process', async () => {
    const hid = new FakeHid();
    const transport = open(hid);
    await transport.open();
    await transport.close();
    expect(hid.crashes).toEqual([]);
  });

  test('an error that was on its way when it was closed ends no process', async () => {
    const hid = new FakeHid();
    const transport = open(hid);
    await transport.open();
    const [opened] = hid.open;
    await transport.close();
    expect(opened?.emit('error', undefined)).toBe(true);
  });

  test('the library itself loads here and finds no such device', async () => {
    const transport = hidTransport({ vendor: 0xfff0, product: 0xfff0 }, DEAF);
    await expect(transport.open()).rejects.toMatchObject({
      lost: expect.stringMatching(/^(port-missing|no-driver)$/) as string,
    });
  });
});
