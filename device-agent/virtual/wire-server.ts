import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { HallError } from '@bandecheng/shared/errors';
import { virtualZh } from '../locales/zh/virtual.ts';

export interface WireListener {
  connected(): void;
  read(bytes: Uint8Array): void;
  lost(): void;
}

/** A device's plug as a TCP port of this machine. One client at a time: another is hung up on. */
export class WireServer {
  private server: Server | null = null;
  private client: Socket | null = null;
  private heldBack = false;
  private plugging: Promise<boolean> = Promise.resolve(true);
  private port: number;

  /** `port` 0 takes any free one, and keeps it when it is plugged in again. */
  constructor(
    port: number,
    private readonly listener: WireListener,
  ) {
    this.port = port;
  }

  get isConnected(): boolean {
    return this.client !== null;
  }

  /** Begins to listen; resolves with the port. Throws `transport-failed` where another program has it. */
  async plugIn(): Promise<number> {
    if (this.server !== null) return this.port;
    const server = createServer((socket) => this.take(socket));
    this.server = server;
    try {
      server.listen(this.port, '127.0.0.1');
      await once(server, 'listening');
    } catch (cause) {
      this.server = null;
      const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
      const reason = taken ? virtualZh.portTaken(this.port) : virtualZh.cannotListen(this.port);
      throw new HallError('transport-failed', `127.0.0.1:${this.port}`, reason, cause);
    }
    const address = server.address();
    if (address !== null && typeof address !== 'string') this.port = address.port;
    return this.port;
  }

  /** Breaks the connection and refuses new ones. */
  async unplug(): Promise<void> {
    const { server } = this;
    this.server = null;
    this.drop();
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  /** A hand at the plug, as often as it likes; resolves with whether it is in when all of that is done. */
  switchPlug(plugged: boolean): Promise<boolean> {
    const before = this.plugging;
    this.plugging = (async () => {
      await before;
      try {
        if (plugged) await this.plugIn();
        else await this.unplug();
      } catch {
        // Another program took the port meanwhile: it stays unplugged.
        return false;
      }
      return plugged;
    })();
    return this.plugging;
  }

  /** Breaks the connection; a new one is taken at once. */
  drop(): void {
    this.client?.resetAndDestroy();
    this.forget(this.client);
  }

  /** Without a client the bytes are lost, as on a wire. */
  send(bytes: Uint8Array): void {
    this.client?.write(bytes);
  }

  /** Stops or goes on reading: the client's bytes pile up on its own side. */
  holdBack(held: boolean): void {
    this.heldBack = held;
    if (held) this.client?.pause();
    else this.client?.resume();
  }

  private take(socket: Socket): void {
    socket.on('error', () => undefined);
    if (this.client !== null || this.server === null) {
      socket.destroy();
      return;
    }
    this.client = socket;
    socket.setNoDelay(true);
    socket.on('close', () => this.forget(socket));
    socket.on('data', (bytes) => {
      // What was on its way when the connection was broken is lost with it.
      if (this.client === socket) this.listener.read(bytes);
    });
    if (this.heldBack) socket.pause();
    this.listener.connected();
  }

  private forget(socket: Socket | null): void {
    if (socket === null || this.client !== socket) return;
    this.client = null;
    this.listener.lost();
  }
}
