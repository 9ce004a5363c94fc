import { connect, type Socket } from 'node:net';
import { TransportLost, type LossReason, type Transport, type TransportListener } from './transport.ts';
import { within } from './deadline.ts';

export interface TcpTimes {
  /** Until the peer takes the connection. 500 to 30,000 ms. */
  connectMs: number;
  /** Until the operating system takes a write, which waits while the peer's buffer is full. 500 to 60,000 ms. */
  writeMs: number;
  /** Silence after which the system probes the peer; ten lost probes a second apart end the connection. */
  keepAliveMs: number;
  /** Until the peer answers our FIN. */
  closeMs: number;
  /** A peer that hangs up so soon, without a byte, serves another client: printers take one at a time. */
  busyMs: number;
}

export const TCP_TIMES: TcpTimes = {
  connectMs: 4_000,
  writeMs: 10_000,
  keepAliveMs: 5_000,
  closeMs: 1_000,
  busyMs: 500,
};

/** A raw TCP pipe: a printer on port 9100, a serial server. */
export function tcpTransport(
  address: { host: string; port: number },
  listener: TransportListener,
  times: TcpTimes = TCP_TIMES,
): Transport {
  return new TcpTransport(address, listener, times);
}

/**
 * It always reads: with unread bytes in the socket a close turns into a reset, which makes the peer drop what it
 * had not read yet.
 */
class TcpTransport implements Transport {
  private socket: Socket | null = null;
  private ended = false;
  private loss: LossReason = 'port-lost';
  private closing: Promise<void> | null = null;
  private readonly waiting = new Set<(error: Error) => void>();

  constructor(
    private readonly address: { host: string; port: number },
    private readonly listener: TransportListener,
    private readonly times: TcpTimes,
  ) {}

  async open(): Promise<void> {
    if (this.ended) throw this.lost(this.loss);
    const { connectMs, keepAliveMs } = this.times;
    const options = { noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs };
    const socket = connect({ ...this.address, ...options });
    this.socket = socket;
    let failure: unknown;
    // A socket without an error listener ends the process.
    socket.on('error', (error) => {
      failure = error;
    });
    const connected = new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('close', () => reject(this.lost(connectLoss(failure), failure)));
    });
    try {
      await within(connected, connectMs, () => this.lost('no-answer'));
    } catch (error) {
      this.ended = true;
      socket.destroy();
      throw error;
    }
    this.watch(socket);
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { socket, waiting } = this;
    if (socket === null || this.ended || !socket.writable) throw this.lost(this.loss);
    const handed = new Promise<void>((resolve, reject) => {
      waiting.add(reject);
      socket.write(bytes, (error) => {
        waiting.delete(reject);
        if (error) reject(this.lost('port-lost', error));
        else resolve();
      });
    });
    await within(handed, this.times.writeMs, () => {
      this.loss = 'no-answer';
      socket.destroy();
      return this.lost('no-answer');
    });
  }

  close(): Promise<void> {
    this.closing ??= this.endAndWait();
    return this.closing;
  }

  private watch(socket: Socket): void {
    const openedAt = performance.now();
    socket.on('data', (chunk: Buffer) => {
      if (!this.ended) this.listener.data(new Uint8Array(chunk));
    });
    socket.once('close', () => {
      for (const reject of this.waiting) reject(this.lost(this.loss));
      if (this.ended) return;
      this.ended = true;
      const hungUpAtOnce = socket.bytesRead === 0 && performance.now() - openedAt < this.times.busyMs;
      if (this.loss === 'port-lost' && hungUpAtOnce) this.loss = 'port-busy';
      this.listener.closed(this.loss);
    });
  }

  private async endAndWait(): Promise<void> {
    const { socket } = this;
    this.ended = true;
    if (socket === null || socket.destroyed) return;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.resume();
    socket.end();
    await within(closed, this.times.closeMs, () => this.lost('no-answer')).catch(() => socket.destroy());
  }

  private lost(reason: LossReason, cause?: unknown): TransportLost {
    return new TransportLost(`tcp ${this.address.host}:${this.address.port}`, reason, cause);
  }
}

function connectLoss(error: unknown): LossReason {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'no-permission';
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'EHOSTDOWN') return 'no-answer';
  return 'port-missing';
}
