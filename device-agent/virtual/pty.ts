import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { lstat, unlink } from 'node:fs/promises';
import { HallError } from '@bandecheng/shared/errors';
import { virtualZh } from '../locales/zh/virtual.ts';

export interface VirtualPty {
  /** The serial port as programs open it. */
  readonly path: string;
  /** Pulls the cable: the port is gone until `plug`. */
  pull(): Promise<void>;
  plug(): Promise<void>;
  /** Pulls the cable for good. */
  stop(): Promise<void>;
}

/** After the device has broken its connection, until the port is there again. */
const REPLUG_MS = 300;

/**
 * A serial port, made by socat, with a device's TCP port behind it. Resolves when it can be opened. Throws
 * `transport-failed` where socat is missing or cannot make it.
 *
 * A pty has no baud rate. Where the device breaks its TCP connection the port vanishes and comes back, as an adapter
 * does that was pulled out and in.
 */
export async function onPty(device: { readonly port: number }, path: string): Promise<VirtualPty> {
  let socat: ChildProcess | null = null;
  let plugged = true;
  let replug: NodeJS.Timeout | undefined;

  async function start(): Promise<void> {
    await clearPath(path);
    const child = await startSocat(path, device.port);
    socat = child;
    child.once('exit', () => {
      if (socat !== child) return;
      socat = null;
      // The dead link must not look like a port; socat takes it along unless it was killed.
      void clearPath(path);
      again();
    });
  }

  function again(): void {
    if (!plugged) return;
    clearTimeout(replug);
    replug = setTimeout(() => void start().catch(again), REPLUG_MS);
  }

  async function pull(): Promise<void> {
    plugged = false;
    clearTimeout(replug);
    const child = socat;
    socat = null;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
    await clearPath(path);
  }

  await start();
  return {
    path,
    pull,
    async plug() {
      plugged = true;
      if (socat === null) await start();
    },
    stop: pull,
  };
}

async function startSocat(path: string, port: number): Promise<ChildProcess> {
  const child = spawn('socat', ['-d', '-d', `PTY,link=${path},rawer`, `TCP:127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.setEncoding('utf8');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void =>
      reject(new HallError('transport-failed', path, reason, cause));
    child.stderr.on('data', (text: string) => {
      said = (said + text).slice(-1_000);
      if (said.includes('starting data transfer loop')) resolve();
    });
    child.once('error', (cause: NodeJS.ErrnoException) =>
      fail(cause.code === 'ENOENT' ? virtualZh.socatMissing : cause.message, cause),
    );
    child.once('exit', () => fail(virtualZh.ptyEnded(said.trim().split('\n').at(-1) ?? '')));
  });
  return child;
}

/** Removes a link socat left behind. Throws where the path is something else: socat would delete it. */
async function clearPath(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return;
  if (!found.isSymbolicLink()) throw new HallError('transport-failed', path, virtualZh.ptyPathTaken);
  await unlink(path).catch(() => undefined);
}
