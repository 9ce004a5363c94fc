import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FarEnd } from '../fakes/far-end.ts';
import { PtyCable } from '../fakes/pty.ts';

const OPEN_PORT = fileURLToPath(new URL('../fakes/open-port.mjs', import.meta.url));
const NOBODY = 65_534;
/** Says that the terminal is its own alone, as the driver of a USB printer says of an opened printer. */
const TIOCEXCL = '0x540c';

/** The built transports in a process that is not root: nothing is refused to root. */
describe('a port the system does not give', () => {
  let folder: string;
  let device: FarEnd;
  let cable: PtyCable;
  let holder: ChildProcess | null;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-refused-'));
    await chmod(folder, 0o755);
    device = new FarEnd();
    holder = null;
    cable = new PtyCable(join(folder, 'port'), await device.listen());
    await cable.plug();
  });
  afterEach(async () => {
    holder?.kill('SIGKILL');
    await cable.pull();
    await device.off();
    await rm(folder, { recursive: true });
  });

  async function openedAsNobody(kind: string): Promise<string> {
    const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const { stdout } = await promisify(execFile)(process.execPath, [OPEN_PORT, kind, cable.path], who);
    return stdout.trim();
  }

  test.each(['serial', 'usb-printer'])('is no-permission: %s', async (kind) => {
    await chmod(await realpath(cable.path), 0o000);
    expect(await openedAsNobody(kind)).toBe('no-permission');
    await chmod(await realpath(cable.path), 0o666);
    expect(await openedAsNobody(kind)).toBe('open');
  });

  test('is no-permission: hid', async () => {
    await chmod(await realpath(cable.path), 0o000);
    expect(await openedAsNobody('hid')).toBe('no-permission');
    await chmod(await realpath(cable.path), 0o666);
    // It may be opened; that it is no HID device is another matter.
    expect(await openedAsNobody('hid')).toBe('port-lost');
  });

  test.each(['serial', 'usb-printer', 'hid'])(
    'is port-busy while another program has it alone: %s',
    async (kind) => {
      const port = await realpath(cable.path);
      await chmod(port, 0o666);
      const taker = spawn(
        'socat',
        ['-d', '-d', '-u', `OPEN:${port},ioctl-void=${TIOCEXCL}`, 'OPEN:/dev/null'],
        {
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
      holder = taker;
      let said = '';
      taker.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      await expect.poll(() => said, { timeout: 10_000 }).toContain('starting data transfer loop');
      expect(await openedAsNobody(kind)).toBe('port-busy');
    },
  );
});
