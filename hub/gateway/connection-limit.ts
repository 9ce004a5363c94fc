import { readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Open at once from one address: a hall of 300 screens, six connections of a browser each, may stand behind one. */
const OF_AN_ADDRESS = 2_000;
/** Files a hub needs beside its connections: journal, registers, pages and papers on their way. */
const RESERVED_FILES = 500;
/** Where the system tells no limit of open files. */
const USUAL_FILES = 20_000;
/** A connection on which nothing moves for so long is closed. A technician's test ticket takes some 100 s. */
const STILL_MS = 120_000;

/** Requests on one connection that wait for their answers. A browser sends the next after the answer. */
const WAITING_REQUESTS = 8;

export interface ConnectionLimits {
  ofAnAddress: number;
  /** Beyond it the system lets nobody open anything, the journal neither. */
  openFiles: number;
}

/**
 * Bounds what connections that say nothing can take: an address has its share, and all of them together leave the hub
 * the files it works with. What is too much is cut at once, and nobody else's connection is.
 * @param isProxy whether many people stand behind an address by right
 */
export function limitConnections(
  http: Server,
  isProxy: (address: string) => boolean,
  { ofAnAddress, openFiles }: ConnectionLimits = { ofAnAddress: OF_AN_ADDRESS, openFiles: mostOpenFiles() },
): void {
  const open = new Map<string, number>();
  http.maxConnections = Math.max(Math.ceil(openFiles / 2), openFiles - RESERVED_FILES);
  http.timeout = STILL_MS;
  http.on('connection', (connection: Socket) => {
    const address = connection.remoteAddress ?? '';
    if (isProxy(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > ofAnAddress) {
      connection.destroy();
      return;
    }
    open.set(address, count);
    connection.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

/** Cuts a connection that piles up requests and reads no answers. */
export function fewAtOnce(handle: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > WAITING_REQUESTS) {
      socket.destroy();
      return;
    }
    waiting.set(socket, count);
    // Not `once`: with what it binds, a flood's requests outlive the young collections and fill the old space.
    response.on('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    handle(request, response);
  };
}

/** proc_pid_limits(5). Node raises the soft limit to the hard one by itself. */
function mostOpenFiles(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? USUAL_FILES);
  } catch {
    return USUAL_FILES;
  }
}
