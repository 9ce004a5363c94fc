import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { HallError } from '@bandecheng/shared/errors';
import type { Hall } from '@bandecheng/shared/hall';
import { pagesZh } from '../locales/zh/pages.ts';
import { answerByItself } from './own-pages.ts';
import { serveOwnScreens } from './own-screens.ts';
import { passOnTo } from './pass-on.ts';
import type { Standing } from '../outage/standing.ts';

/** A request not received whole by then is dropped. */
const REQUEST_WITHIN_MS = 10_000;
/** More browsers than stand at any machine. */
const MOST_CONNECTIONS = 512;

export interface PagesOptions {
  /** `http://host:port` */
  hub: string;
  /** 0: any free one. */
  port: number;
  host: string;
  /** The built screens. */
  folder: string;
  standing: Standing;
  /** The hall as the hub last told it; null: it never did. */
  hall: () => Hall | null;
}

export interface Pages {
  /** Without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The hall's pages at an address of this machine: the hub's while it is within reach, and otherwise the agent's own,
 * so that a kiosk's page has one address and stays where it is. Throws `transport-failed` where the port can't be had.
 */
export async function servePages(options: PagesOptions): Promise<Pages> {
  const { hub, port, host, standing } = options;
  const passOn = passOnTo(hub);
  const isOwn = (): boolean => standing.alone !== null || standing.handsOver;
  const byItself = (request: IncomingMessage, response: ServerResponse): void =>
    void answerByItself(options, request, response).catch(() => response.destroy());
  // Never listens: what it answers is handed to it while the agent is alone.
  const alone = createServer(byItself);
  const screens = serveOwnScreens(alone, standing);
  const limits = { headersTimeout: REQUEST_WITHIN_MS, requestTimeout: REQUEST_WITHIN_MS };
  const front = createServer(limits, (request, response) => {
    if (isOwn()) alone.emit('request', request, response);
    else
      void passOn.request(request, response).then((answered) => {
        if (!answered) byItself(request, response);
      });
  });
  front.maxConnections = MOST_CONNECTIONS;
  front.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (isOwn()) alone.emit('upgrade', request, socket, head);
    else passOn.upgrade(request, socket, head);
  });
  let wasOwn = isOwn();
  standing.onChange(() => {
    if (isOwn() === wasOwn) return;
    wasOwn = !wasOwn;
    if (wasOwn) passOn.hangUp();
    else screens.hangUp();
  });
  await listenOn(front, port, host);
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown}:${(front.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => front.close(resolve));
      passOn.hangUp();
      await screens.stop();
      front.closeAllConnections();
      await closed;
    },
  };
}

function listenOn(server: ReturnType<typeof createServer>, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new HallError('transport-failed', `${host}:${port}`, pagesZh.portTaken, cause));
    });
    server.listen(port, host, resolve);
  });
}
