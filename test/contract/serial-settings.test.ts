import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  serialTransport,
  type SerialLibrary,
  type SerialSettings,
} from '@bandecheng/device-agent/transports/serial';
import type { Transport } from '@bandecheng/device-agent/transports/transport';
import { FarEnd } from '../fakes/far-end.ts';
import { PtyCable } from '../fakes/pty.ts';

const PLAIN: SerialSettings = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' };

/** A pty has speed, stop bits and flow control; it is always 8 bits without parity and has no modem lines. */
describe('the settings of a serial line', () => {
  let folder: string;
  let device: FarEnd;
  let cable: PtyCable;
  let read: number[];
  let transport: Transport | null;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-line-'));
    device = new FarEnd();
    cable = new PtyCable(join(folder, 'line'), await device.listen());
    await cable.plug();
    read = [];
    transport = null;
  });
  afterEach(async () => {
    await transport?.close();
    await cable.pull();
    await device.off();
    await rm(folder, { recursive: true });
  });

  async function open(settings: Partial<SerialSettings>): Promise<Transport> {
    const opened = serialTransport(
      cable.path,
      { ...PLAIN, ...settings },
      { data: (bytes) => read.push(...bytes), closed: () => undefined },
    );
    transport = opened;
    await opened.open();
    await expect.poll(() => device.attached).toBe(true);
    return opened;
  }

  /** As the system has them now, one word each: `9600`, `cs8`, `-crtscts`. */
  async function words(): Promise<string[]> {
    const { stdout } = await promisify(execFile)('stty', ['-a', '-F', cable.path]);
    const speed = /speed (\d+)/.exec(stdout)?.[1] ?? '';
    return [speed, ...stdout.split(/[\s;]+/)];
  }

  test.each<[string, Partial<SerialSettings>, string[]]>([
    ['as most devices want it', {}, ['9600', 'cs8', '-cstopb', '-crtscts', '-ixon', '-ixoff', '-hupcl']],
    ['at the speed of a card reader', { baudRate: 115_200 }, ['115200']],
    ['at an old keypad’s', { baudRate: 1_200 }, ['1200']],
    ['with two stop bits', { stopBits: 2 }, ['cstopb']],
    ['with RTS and CTS', { flow: 'rtscts' }, ['crtscts', '-ixon', '-ixoff']],
    ['obeying XOFF and never sending it', { flow: 'xon' }, ['-crtscts', 'ixon', '-ixoff']],
  ])('reach the system %s', async (_what, settings, expected) => {
    await open(settings);
    expect(await words()).toEqual(expect.arrayContaining(expected));
  });

  test('with XON and XOFF, what is written waits while the device says so, and the device is heard meanwhile', async () => {
    const opened = await open({ flow: 'xon' });
    device.sends([0x13, 0x55]);
    await expect.poll(() => read).toEqual([0x55]);
    const written = opened.write(Buffer.from('held'));
    // Its answers are heard all the same.
    device.sends([0x66]);
    await expect.poll(() => read).toEqual([0x55, 0x66]);
    expect(device.read.toString()).toBe('');
    device.sends([0x11]);
    await written;
    await expect.poll(() => device.read.toString()).toBe('held');
  });

  test('without flow control, 11 and 13 are bytes like any other', async () => {
    const opened = await open({});
    device.sends([0x13, 0x11, 0x55]);
    await expect.poll(() => read).toEqual([0x13, 0x11, 0x55]);
    await opened.write(Buffer.from([0x13, 0x11]));
    await expect.poll(() => [...device.read]).toEqual([0x13, 0x11]);
  });
});

/** What a pty cannot show, at the edge of the library. */
describe('the settings of a serial line, at the library', () => {
  interface Asked {
    options: object[];
    lines: object[];
  }

  function library(asked: Asked): () => Promise<SerialLibrary> {
    class Port {
      isOpen = false;
      constructor(options: object) {
        asked.options.push(options);
      }
      on(): this {
        return this;
      }
      open(done: (error: null) => void): void {
        this.isOpen = true;
        done(null);
      }
      set(lines: object, done: () => void): void {
        asked.lines.push(lines);
        done();
      }
      close(done: () => void): void {
        this.isOpen = false;
        done();
      }
    }
    return async () => ({ SerialPort: Port as never });
  }

  async function asked(settings: Partial<SerialSettings>): Promise<Asked> {
    const made: Asked = { options: [], lines: [] };
    const deaf = { data: () => undefined, closed: () => undefined };
    const transport = serialTransport('COM3', { ...PLAIN, ...settings }, deaf, { load: library(made) });
    await transport.open();
    await transport.close();
    return made;
  }

  test('bits, parity and stop bits are the profile’s, and closing does not drop DTR', async () => {
    const { options } = await asked({ dataBits: 7, parity: 'even', stopBits: 2 });
    expect(options).toMatchObject([
      { path: 'COM3', dataBits: 7, parity: 'even', stopBits: 2, xoff: false, hupcl: false, autoOpen: false },
    ]);
  });

  test('RTS and DTR are set where the profile says so, and otherwise left alone', async () => {
    expect((await asked({})).lines).toEqual([]);
    expect((await asked({ rts: false })).lines).toEqual([{ dtr: true, rts: false }]);
    expect((await asked({ dtr: false, rts: true })).lines).toEqual([{ dtr: false, rts: true }]);
  });

  test('a machine without the native part has no-driver, and nothing else is tried', async () => {
    const deaf = { data: () => undefined, closed: () => undefined };
    const transport = serialTransport('/dev/ttyS0', PLAIN, deaf, {
      load: () => Promise.reject(new Error('No native build was found for platform=linux arch=loong64')),
    });
    await expect(transport.open()).rejects.toMatchObject({ lost: 'no-driver' });
    await transport.close();
    await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ fault: 'transport-failed' });
  });
});
