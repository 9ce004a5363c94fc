import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A program on the hall's end of a device's TCP wire. */
export interface WireClient {
  readonly read: Buffer;
  readonly closed: boolean;
  send(bytes: Uint8Array): void;
  /** Ends the connection and resolves when it is gone. */
  hangUp(): Promise<void>;
}

/** Connects, or resolves with a client that is already closed where nobody takes it. */
export async function wireClient(port: number): Promise<WireClient> {
  const socket = connect(port, '127.0.0.1');
  const client = new Client(socket);
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
    socket.once('close', () => resolve());
  });
  onTestFinished(() => client.hangUp());
  return client;
}

class Client implements WireClient {
  read = Buffer.alloc(0);
  closed = false;

  constructor(private readonly socket: Socket) {
    socket.on('error', () => undefined);
    socket.on('close', () => (this.closed = true));
    socket.on('data', (bytes) => (this.read = Buffer.concat([this.read, bytes])));
  }

  send(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  async hangUp(): Promise<void> {
    if (this.closed) return;
    this.socket.destroy();
    await once(this.socket, 'close');
  }
}
