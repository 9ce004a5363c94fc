import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { LINK } from '@bandecheng/shared/link';
import { createProxyServer } from 'httpxy';
import { overHttp } from './over-http.ts';

/** A hub that says nothing for so long in the middle of a request has gone; the longest report takes it seconds. */
const SILENT_MS = 60_000;
/** Connections to the hub that wait for a request: a page loads some ten files at once. */
const KEPT_OPEN = 16;

/** Hands what a browser asks of the agent on to the hub, as the browser asked it. */
export interface PassOn {
  /** False: the hub gave no answer, and nothing was sent to the browser yet. */
  request(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** A websocket; hung up where the hub does not take it within 5 s. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Ends everything that is on its way: the hub's machine may have vanished without a word. */
  hangUp(): void;
}

/**
 * The host stays the one the browser named: cookies and origin checks of the hub hold as they do without an agent.
 * @param hub `http://host:port` or `https://host:port`
 */
export function passOnTo(hub: string): PassOn {
  const safe = hub.startsWith('https:');
  const agent = new (safe ? HttpsAgent : HttpAgent)({ keepAlive: true, maxFreeSockets: KEPT_OPEN });
  const underWay = new Set<ClientRequest | Socket>();
  const watch = (one: ClientRequest | Socket): void => {
    underWay.add(one);
    one.once('close', () => underWay.delete(one));
  };
  const proxy = createProxyServer({ target: hub, agent, xfwd: true, proxyTimeout: SILENT_MS });
  const sockets = createProxyServer({ target: hub, xfwd: true, upgradeTimeout: LINK.answerWithinMs });
  proxy.on('proxyReq', watch);
  // A browser that came to the agent by http keeps no cookie and opens no socket that is for https alone.
  if (safe) proxy.on('proxyRes', ({ headers }) => Object.assign(headers, overHttp(headers)));
  sockets.on('proxyReqWs', (asked, _request, socket) => {
    watch(asked);
    asked.once('upgrade', (_response, hubSocket: Socket) => {
      watch(hubSocket);
      hubSocket.once('close', () => socket.destroy());
      socket.once('close', () => hubSocket.destroy());
    });
  });
  return {
    async request(request, response) {
      forgetForwarded(request);
      // The promise also resolves when the browser goes away, which is no answer to wait for.
      await proxy.web(request, response).catch(() => undefined);
      return response.headersSent || response.destroyed;
    },
    upgrade(request, socket, head) {
      forgetForwarded(request);
      watch(socket);
      sockets.ws(request, socket, {}, head).catch(() => socket.destroy());
    },
    hangUp() {
      for (const one of underWay) one.destroy();
      agent.destroy();
    },
  };
}

/** Who a browser says it speaks for is not told to a hub that may believe this agent. */
function forgetForwarded({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (name.startsWith('x-forwarded-')) delete headers[name];
}
