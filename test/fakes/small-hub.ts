import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { Server as SocketServer, type Socket } from 'socket.io';
import type { NumberedReport, Report } from '@bandecheng/shared/protocol';

/** The hub's end of the agent link and nothing behind it: keeps every report number once. */
export class SmallHub {
  /** Reports by `outbox#number`, as first received. */
  readonly reports = new Map<string, Report>();
  agent: Socket | null = null;
  private http: Server | null = null;
  private sockets: SocketServer | null = null;
  port = 0;

  async start(): Promise<void> {
    this.http = createServer();
    this.sockets = new SocketServer(this.http, { serveClient: false });
    this.sockets.of('/agent').on('connection', (socket) => this.welcome(socket));
    this.http.listen(this.port, '127.0.0.1');
    await once(this.http, 'listening');
    const address = this.http.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
  }

  async stop(): Promise<void> {
    this.agent = null;
    await this.sockets?.close();
  }

  /** What was reported of this type, in order of arrival. */
  reported<T extends Report['type']>(type: T): Extract<Report, { type: T }>[] {
    return [...this.reports.values()].filter(
      (report): report is Extract<Report, { type: T }> => report.type === type,
    );
  }

  /** As the hub orders a print: with an answer, or null when none came. */
  async order(job: unknown): Promise<unknown> {
    return (await this.agent?.timeout(3_000).emitWithAck('print:requested', job)) ?? null;
  }

  private welcome(socket: Socket): void {
    this.agent = socket;
    socket.emit('hub:beat', { at: Date.now() });
    type Message = { outbox: string; reports: NumberedReport[] };
    socket.on('report:send', ({ outbox, reports }: Message, answer: (a: unknown) => void) => {
      for (const { number, report } of reports) {
        const place = `${outbox}#${number}`;
        if (!this.reports.has(place)) this.reports.set(place, report);
      }
      answer({ accepted: reports.at(-1)?.number });
    });
  }
}
