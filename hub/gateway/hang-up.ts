import type { Namespace, Socket } from 'socket.io';

/** A connection of the socket server, whichever namespaces it has joined. */
export type Link = Socket['conn'];

/** A client with so many messages waiting reads none of them. */
const TOO_MANY = 1_000;

/** Packets that wait for the link's transport. engine.io documents `writeBuffer`; its types call it private. */
export function waitingFor(link: Link): number {
  const { writeBuffer } = link as unknown as { writeBuffer: readonly unknown[] };
  return writeBuffer.length;
}

/** Ends the connections that send and never read, before what they are sent fills the memory. */
export function hangUpOnDeaf({ sockets }: Pick<Namespace, 'sockets'>): void {
  for (const { conn } of sockets.values()) if (waitingFor(conn) > TOO_MANY) hangUp(conn);
}

/** A farewell would wait behind all that was not read, and half a minute for its answer: the wire is cut. */
export function hangUp(link: Link): void {
  const { socket } = link.transport as { socket?: { terminate(): void } };
  if (socket === undefined) link.close(true);
  else socket.terminate();
}
