import { lstat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { serialTransport } from '@bandecheng/device-agent/transports/serial';
import { paperText } from '@bandecheng/device-agent/virtual/paper';
import { onPty, type VirtualPty } from '@bandecheng/device-agent/virtual/pty';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { bytes, hex } from '../unit/device-agent/hex.ts';

const profiles = await readProfiles();
const profile = profiles.get('ff68-evaluator-5') as FrameProfile;
const printerProfile = profiles.get('escpos-80mm') as PrinterProfile;
const SATISFIED = 'FF 68 03 03 68 85 11 03 99 16';
const WITHIN = { timeout: 5_000 };

/** The agent's serial transport on a path, and all it has read. */
async function openPort(
  path: string,
): Promise<{ read(): string; send(text: string): Promise<void>; lost: string[] }> {
  let read: Uint8Array = new Uint8Array(0);
  const lost: string[] = [];
  const port = serialTransport(path, profile.serial, {
    data: (more) => (read = Buffer.concat([read, more])),
    closed: (reason) => lost.push(reason),
  });
  await port.open();
  onTestFinished(() => port.close());
  return { read: () => hex(read), send: (text) => port.write(bytes(text)), lost };
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

describe('a virtual device on a serial port', () => {
  let evaluator: VirtualEvaluator;
  let pty: VirtualPty;

  beforeEach(async () => {
    evaluator = await startVirtualEvaluator({ profile, address: 0x85 });
    pty = await onPty(evaluator, join(await temporaryFolder(), 'ttyEVALUATOR'));
  });
  afterEach(async () => {
    await pty.stop();
    await evaluator.stop();
  });

  test('frames go both ways', async () => {
    const port = await openPort(pty.path);
    evaluator.press('satisfied');
    await expect.poll(port.read, WITHIN).toBe(SATISFIED);
    await port.send('FF 68 03 03 68 85 01 03 89 16');
    await expect.poll(() => evaluator.state().lastPress?.acknowledged, WITHIN).toBe(true);

    await port.send('FF 68 03 03 68 85 01 0B 91 16');
    await expect.poll(() => evaluator.state().litSince, WITHIN).not.toBeNull();
  });

  test('the port outlives the program that had it open', async () => {
    const first = serialTransport(pty.path, profile.serial, {
      data: () => undefined,
      closed: () => undefined,
    });
    await first.open();
    await first.close();

    const second = await openPort(pty.path);
    evaluator.press('satisfied');
    await expect.poll(second.read, WITHIN).toBe(SATISFIED);
  });

  test('a pulled cable: the program loses the port, the path is gone, and plugged in it is back', async () => {
    const port = await openPort(pty.path);
    evaluator.press('satisfied');
    await expect.poll(port.read, WITHIN).toBe(SATISFIED);
    await pty.pull();
    await expect.poll(() => port.lost, WITHIN).toEqual(['port-lost']);
    expect(await isThere(pty.path)).toBe(false);

    await pty.plug();
    const again = await openPort(pty.path);
    evaluator.press('dissatisfied');
    await expect.poll(again.read, WITHIN).toContain('FF 68 03 03 68 85 11 01 97 16');
  });

  test('a device that breaks its connection takes the port with it, and the port comes back by itself', async () => {
    const port = await openPort(pty.path);
    evaluator.fault('drop');
    await expect.poll(() => port.lost, WITHIN).toEqual(['port-lost']);

    await expect.poll(() => evaluator.state().connected, WITHIN).toBe(true);
    const again = await openPort(pty.path);
    evaluator.press('satisfied');
    await expect.poll(again.read, WITHIN).toBe(SATISFIED);
  });

  test('a device that is unplugged has no port until it is plugged in', async () => {
    evaluator.fault('unplugged');
    await expect.poll(() => isThere(pty.path), WITHIN).toBe(false);

    evaluator.fault('unplugged', false);
    await expect.poll(() => isThere(pty.path), WITHIN).toBe(true);
  });
});

test('a printer on a serial port prints and answers', async () => {
  const printer = await startVirtualPrinter({ profile: printerProfile });
  onTestFinished(() => printer.stop());
  const pty = await onPty(printer, join(await temporaryFolder(), 'ttyPRINTER'));
  onTestFinished(() => pty.stop());
  const port = await openPort(pty.path);
  await port.send('1B 40 1C 26 B0 EC 0A 1D 56 00 1D 72 01');

  await expect.poll(port.read, WITHIN).toBe('00');
  expect(printer.slips().map((slip) => paperText(slip.lines))).toEqual(['办']);
});

describe('a serial port that cannot be made', () => {
  test('without socat, one sentence says how to get it', async () => {
    vi.stubEnv('PATH', await temporaryFolder());
    onTestFinished(() => void vi.unstubAllEnvs());

    await expect(onPty({ port: 9 }, join(await temporaryFolder(), 'tty'))).rejects.toMatchObject({
      fault: 'transport-failed',
      message: expect.stringContaining('apt-get install socat'),
    });
  });

  test('where a file lies, the file stays', async () => {
    const path = join(await temporaryFolder(), 'notes');
    await writeFile(path, 'mine');

    await expect(onPty({ port: 9 }, path)).rejects.toMatchObject({ fault: 'transport-failed', place: path });
    expect(await isThere(path)).toBe(true);
  });

  test('where no device listens, nothing is left behind', async () => {
    const path = join(await temporaryFolder(), 'tty');
    const evaluator = await startVirtualEvaluator({ profile, address: 1 });
    await evaluator.stop();

    await expect(onPty(evaluator, path)).rejects.toMatchObject({ fault: 'transport-failed' });
    expect(await isThere(path)).toBe(false);
  });
});
