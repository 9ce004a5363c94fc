import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { HallError } from '@bandecheng/shared/errors';

/**
 * Keeps a second agent out of a data folder: the two would write one outbox. The claim is a local socket by the
 * folder's name, which the system frees however the process ends; on systems without such names (neither Linux
 * nor Windows) there is none. It cannot see an agent in another container.
 *
 * Resolves with the release. Throws `journal-in-use`, with `reason` as its sentence.
 */
export async function claimFolder(folder: string, reason: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const name = socketName(await realpath(folder));
  if (name === null) return () => Promise.resolve();
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new HallError('journal-in-use', folder, reason, cause)));
    server.listen(name, resolve);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** Whether an agent on this machine holds the folder; false also where the system has no such names. */
export async function isFolderClaimed(folder: string): Promise<boolean> {
  const place = await realpath(folder).catch(() => null);
  const name = place === null ? null : socketName(place);
  if (name === null) return false;
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function socketName(folder: string): string | null {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  if (process.platform === 'linux') return `\0bandecheng-agent-${hash}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\bandecheng-agent-${hash}`;
  return null;
}
