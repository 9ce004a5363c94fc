import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The way to a hub over a port that stays the same: it can be pulled, and plugged in again. */
export class NetworkCable {
  private readonly server = createServer((near) => this.join(near));
  private readonly ends = new Set<Socket>();
  private hub: number | null = null;

  /** The address that agents are given. */
  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${address === null || typeof address === 'string' ? 0 : address.port}`;
  }

  /** @param hub `http://host:port` */
  async plug(hub: string): Promise<void> {
    this.hub = Number(new URL(hub).port);
    if (this.server.listening) return;
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  pull(): void {
    this.hub = null;
    for (const end of this.ends) end.destroy();
  }

  async cutUp(): Promise<void> {
    this.pull();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private join(near: Socket): void {
    if (this.hub === null) return void near.destroy();
    const far = connect(this.hub, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  }
}
