import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: Record<string, string | string[] | undefined>;
  body: string;
  accepted: boolean;
}

/** Another system's end of a webhook: refuses as often as it is told to, then accepts. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  private constructor(
    private readonly server: Server,
    public refusals: number,
  ) {}

  static async start(refusals: number): Promise<WebhookReceiver> {
    const holder: { receiver?: WebhookReceiver } = {};
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const receiver = holder.receiver;
        const accepted = receiver === undefined || receiver.refusals <= 0;
        if (receiver !== undefined) receiver.refusals -= 1;
        receiver?.received.push({
          ...{ headers: request.headers, accepted },
          body: Buffer.concat(chunks).toString('utf8'),
        });
        response.writeHead(accepted ? 204 : 500).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (holder.receiver = new WebhookReceiver(server, refusals));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** The messages accepted, in the order they came. */
  accepted(): Record<string, unknown>[] {
    return this.received
      .filter(({ accepted }) => accepted)
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
