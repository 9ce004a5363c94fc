import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A device's end of a TCP wire: one client at a time, like a raw printer port. */
export class FarEnd {
  read = Buffer.alloc(0);
  /** Called with each chunk as it comes. */
  onWrite: (bytes: Uint8Array) => void = () => undefined;
  private server: Server | null = null;
  private client: Socket | null = null;
  private stalled = false;
  private port = 0;

  async listen(): Promise<number> {
    const server = createServer((socket) => this.take(socket));
    this.server = server;
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP port');
    this.port = address.port;
    return this.port;
  }

  get attached(): boolean {
    return this.client !== null;
  }

  sends(bytes: Iterable<number>): void {
    this.client?.write(Uint8Array.from(bytes));
  }

  stall(): void {
    this.stalled = true;
    this.client?.pause();
  }

  goOn(): void {
    this.stalled = false;
    this.client?.resume();
  }

  /** Ends the connection and stops listening: power off. */
  async off(): Promise<void> {
    const { server } = this;
    this.server = null;
    this.client?.resetAndDestroy();
    this.client = null;
    this.stalled = false;
    this.read = Buffer.alloc(0);
    if (server === null) return;
    server.close();
    await once(server, 'close');
  }

  private take(socket: Socket): void {
    socket.on('error', () => undefined);
    if (this.client !== null) {
      socket.destroy();
      return;
    }
    this.client = socket;
    socket.on('close', () => {
      if (this.client === socket) this.client = null;
    });
    socket.on('data', (chunk: Buffer) => {
      this.read = Buffer.concat([this.read, chunk]);
      this.onWrite(chunk);
    });
    if (this.stalled) socket.pause();
  }
}
