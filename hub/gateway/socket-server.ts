import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { LINK } from '@bandecheng/shared/link';
import { Server } from 'socket.io';
import { mayLink } from './same-host.ts';
import { JOINS_WITHIN_MS, watchLinks } from './watch-links.ts';

/** A whole message of reports is some 20 KB; the longest is a part of an agent's answer to a technician. */
const MESSAGE_LIMIT_BYTES = 256 * 1024;

/**
 * The socket server of pages and agents on the http server. Without compression: it gains nothing here.
 * @param mayKnock whether a request for a new link may go on
 */
export function createSocketServer(
  http: HttpServer,
  mayKnock: (request: IncomingMessage) => boolean = () => true,
): Server {
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
    allowRequest: (request, decide) => decide(null, mayLink(request.headers) && mayKnock(request)),
  });
  watchLinks(server);
  return server;
}
