import type { Server as HttpServer } from 'node:http';
import { LINK } from '@bandecheng/shared/link';
import { Server } from 'socket.io';
import { mayLink } from './same-host.ts';

/** A whole message of reports is some 20 KB; the longest is a part of an agent's answer to a technician. */
const MESSAGE_LIMIT_BYTES = 256 * 1024;
/** A connection that has not named a namespace by then is closed. */
const NAMESPACE_WITHIN_MS = 5_000;

/** The socket server of pages and agents on the http server. Without compression: it gains nothing here. */
export function createSocketServer(http: HttpServer): Server {
  return new Server(http, {
    pingInterval: LINK.pingEveryMs,
    pingTimeout: LINK.pingTimeoutMs,
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    connectTimeout: NAMESPACE_WITHIN_MS,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    allowRequest: (request, decide) => decide(null, mayLink(request.headers)),
  });
}
