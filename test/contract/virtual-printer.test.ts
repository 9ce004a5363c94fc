import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { paperText } from '@bandecheng/device-agent/virtual/paper';
import {
  startVirtualPrinter,
  type VirtualPrinter,
  type VirtualPrinterOptions,
} from '@bandecheng/device-agent/virtual/virtual-printer';
import { bytes, hex } from '../unit/device-agent/hex.ts';
import { wireClient } from './virtual-client.ts';

const profile = (await readProfiles()).get('escpos-80mm') as PrinterProfile;
const CUT = bytes('1D 56 00');
const FENCE = bytes('1D 72 01');
const STATUS = bytes('10 04 01');

async function start(set: Partial<VirtualPrinterOptions> = {}): Promise<VirtualPrinter> {
  const printer = await startVirtualPrinter({ profile, ...set });
  onTestFinished(() => printer.stop());
  return printer;
}

const lines = (...texts: string[]): Buffer => Buffer.from(texts.map((text) => `${text}\n`).join(''));
const slips = (printer: VirtualPrinter): string[] => printer.slips().map((slip) => paperText(slip.lines));

describe('a virtual printer on a TCP port', () => {
  test('prints what it is sent and answers behind it', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    client.send(Buffer.concat([lines('A012'), CUT, FENCE]));

    await expect.poll(() => hex(client.read)).toBe('00');
    expect(slips(printer)).toEqual(['A012']);
    expect(printer.slips()[0]?.end).toBe('cut');
    expect(printer.slips()[0]?.cutAt).toBeGreaterThan(Date.now() - 5_000);
    expect(printer.received().subarray(0, 5).toString()).toBe('A012\n');
  });

  test('serves one program at a time: the second is hung up on, the first goes on', async () => {
    const printer = await start();
    const first = await wireClient(printer.port);
    await expect.poll(() => printer.state().connected).toBe(true);
    const second = await wireClient(printer.port);
    await expect.poll(() => second.closed).toBe(true);

    first.send(STATUS);
    await expect.poll(() => hex(first.read)).toBe('12');
    await first.hangUp();
    await expect.poll(() => printer.state().connected).toBe(false);
    const third = await wireClient(printer.port);
    third.send(STATUS);
    await expect.poll(() => hex(third.read)).toBe('12');
  });

  test('goes on printing what a lost connection left in it', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    printer.fault('paper-out');
    client.send(Buffer.concat([lines('A012'), CUT]));
    await expect.poll(() => printer.received().length).toBe(8);
    await client.hangUp();

    printer.fault('paper-out', false);
    expect(slips(printer)).toEqual(['A012']);
  });

  test('a port that another program has is named in one sentence', async () => {
    const printer = await start();

    await expect(startVirtualPrinter({ profile, port: printer.port })).rejects.toMatchObject({
      fault: 'transport-failed',
      message: expect.stringContaining(`端口 ${printer.port}`),
    });
  });

  test('a hand takes the newest piece, one at a time, and tears off what hangs', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    client.send(Buffer.concat([lines('A012'), CUT, lines('A013'), FENCE]));
    await expect.poll(() => client.read.length).toBe(1);
    expect(printer.state().slips.map((slip) => [paperText(slip.lines), slip.cutAt === null])).toEqual([
      ['A013', true],
      ['A012', false],
    ]);

    expect(printer.tear()).toMatchObject({ end: 'torn', number: 2 });
    expect(slips(printer)).toEqual(['A012']);
    expect(printer.tear()).toMatchObject({ end: 'cut', number: 1 });
    expect(printer.tear()).toBeNull();
  });
});

describe('the faults of a virtual printer', () => {
  test.each([
    ['paper-near-end', 4, '1E'],
    ['paper-out', 4, '7E'],
    ['cover-open', 2, '16'],
    ['cutter-fault', 3, '1A'],
    ['offline', 1, '1A'],
  ] as const)('%s shows in the answer to DLE EOT %i and clears again', async (fault, n, answer) => {
    const printer = await start();
    const client = await wireClient(printer.port);
    printer.fault(fault);
    client.send(Uint8Array.of(0x10, 0x04, n));
    await expect.poll(() => hex(client.read)).toBe(answer);
    expect(printer.state().faults).toEqual([fault]);

    printer.fault(fault, false);
    client.send(Uint8Array.of(0x10, 0x04, n));
    await expect.poll(() => hex(client.read)).toBe(`${answer} 12`);
    expect(printer.state().faults).toEqual([]);
  });

  test('without paper the fence is silent until the new roll, then the ticket comes out once', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    printer.fault('paper-out');
    client.send(Buffer.concat([lines('A012'), CUT, FENCE, STATUS]));
    await expect.poll(() => hex(client.read)).toBe('1A');
    expect(slips(printer)).toEqual([]);

    printer.fault('paper-out', false);
    await expect.poll(() => hex(client.read)).toBe('1A 00');
    expect(slips(printer)).toEqual(['A012']);
  });

  test('a roll that ends after two lines shows as paper out', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    printer.fault('paper-out-after', true, 2);
    client.send(Buffer.concat([lines('1', '2', '3'), CUT, FENCE]));
    await expect.poll(() => slips(printer)).toEqual(['1\n2']);
    expect(printer.state().faults).toEqual(['paper-out']);
    expect(client.read.length).toBe(0);

    printer.fault('paper-out', false);
    await expect.poll(() => slips(printer)).toEqual(['1\n2', '3']);
    await expect.poll(() => hex(client.read)).toBe('00');
  });

  test('silent: it prints and answers nothing', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    printer.fault('silent');
    client.send(Buffer.concat([STATUS, lines('A012'), CUT, FENCE]));
    await expect.poll(() => slips(printer)).toEqual(['A012']);

    printer.fault('silent', false);
    client.send(STATUS);
    await expect.poll(() => hex(client.read)).toBe('12');
  });

  test('slow: what is sent waits for its turn, and comes out at once when it is over', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    printer.fault('slow', true, 10);
    client.send(Buffer.concat([lines('x'.repeat(48)), CUT]));
    await expect.poll(() => printer.received().length).toBe(52);
    expect(printer.state().bytesPerSecond).toBe(10);
    expect(slips(printer)).toEqual([]);

    printer.fault('slow', false);
    expect(slips(printer)).toEqual(['x'.repeat(48)]);
  });

  test('drop: the connection breaks, and the next one is taken', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    await expect.poll(() => printer.state().connected).toBe(true);
    printer.fault('drop');
    await expect.poll(() => client.closed).toBe(true);

    const next = await wireClient(printer.port);
    next.send(STATUS);
    await expect.poll(() => hex(next.read)).toBe('12');
  });

  test('drop after ten bytes: those are printed, the rest is lost', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    printer.fault('drop-after', true, 10);
    client.send(lines('1234', '5678', '9012'));
    await expect.poll(() => client.closed).toBe(true);

    const next = await wireClient(printer.port);
    next.send(CUT);
    await expect.poll(() => slips(printer)).toEqual(['1234\n5678']);
  });

  test('garbage: noise stands before every answer', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    printer.fault('garbage');
    client.send(STATUS);

    await expect.poll(() => hex(client.read)).toBe('F5 80 C3 12');
  });

  test('unplugged: nobody gets in until it is plugged in again, at the same port', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    await expect.poll(() => printer.state().connected).toBe(true);
    printer.fault('unplugged');
    await expect.poll(() => client.closed).toBe(true);
    const refused = connect(printer.port, '127.0.0.1');
    expect((await once(refused, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });

    printer.fault('unplugged', false);
    await expect
      .poll(async () => {
        const again = await wireClient(printer.port);
        return again.closed;
      })
      .toBe(false);
    await expect.poll(() => printer.state().connected).toBe(true);
  });

  test('a full buffer stops the reading, and no byte is lost when it goes on', async () => {
    const printer = await start({ bufferBytes: 1_000 });
    const client = await wireClient(printer.port);
    printer.fault('cover-open');
    const much = Array.from({ length: 100_000 }, (_, i) => String(i));
    client.send(Buffer.concat([Buffer.from(`${much.join('\n')}\n`), CUT, FENCE]));
    await expect.poll(() => printer.received().length).toBeGreaterThan(1_000);

    printer.fault('cover-open', false);
    await expect.poll(() => client.read.length, { timeout: 25_000 }).toBe(1);
    // A roll's pieces fall off at 2,000 lines; the tray holds the last of them.
    expect(slips(printer).join('\n').split('\n').slice(-3)).toEqual(much.slice(-3));
  });

  test('polls leave no mark in the log, a ticket does', async () => {
    const printer = await start();
    const client = await wireClient(printer.port);
    client.send(STATUS);
    await expect.poll(() => client.read.length).toBe(1);
    expect(printer.state().wire).toEqual([]);

    client.send(bytes('1B 40 41 0A'));
    await expect
      .poll(() => printer.state().wire.map((entry) => [entry.direction, entry.hex]))
      .toEqual([['to-device', '1B 40 41 0A']]);
  });
});
