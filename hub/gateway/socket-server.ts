import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { LINK } from '@bandecheng/shared/link';
import { Server } from 'socket.io';
import { PollingKnocks } from './polling-knocks.ts';
import { mayLink } from './same-host.ts';
import { JOINS_WITHIN_MS, watchLinks } from './watch-links.ts';

/** A whole message of reports is some 20 KB; the longest is a part of an agent's answer to a technician. */
const MESSAGE_LIMIT_BYTES = 256 * 1024;

/** What is asked of a request for a new link. */
export interface Knocks {
  /** Whether it may go on. */
  mayKnock: (request: IncomingMessage) => boolean;
  /** By whom it is counted. */
  knockerOf: (request: IncomingMessage) => string;
}
const ANYBODY: Knocks = { mayKnock: () => true, knockerOf: () => '' };

/** The socket server of pages and agents on the http server. Without compression: it gains nothing here. */
export function createSocketServer(http: HttpServer, { mayKnock, knockerOf }: Knocks = ANYBODY): Server {
  const polling = new PollingKnocks(knockerOf);
  const server = new Server(http, {
    pingInterval: LINK.pingEveryMs,
    pingTimeout: LINK.pingTimeoutMs,
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    connectTimeout: JOINS_WITHIN_MS,
    transports: ['websocket', 'polling'],
    // What a stranger says is bounded by where its link began.
    allowUpgrades: false,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    allowRequest: (request, decide) =>
      decide(null, mayLink(request.headers) && mayKnock(request) && polling.mayBegin(request)),
  });
  polling.watch(server);
  watchLinks(server);
  return server;
}
