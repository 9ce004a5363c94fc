import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { AGENT_HEADER } from '@bandecheng/shared/link';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import { refused, type ApiRoute } from './api-route.ts';
import { bearerOf } from './bearer.ts';
import { fewAtOnce, limitConnections } from './connection-limit.ts';
import { readCookies } from './cookies.ts';
import { addressOf, send, sendErrorPage } from './express-answers.ts';
import { expressRequests } from './express-requests.ts';
import { byTurns } from './fair-turns.ts';
import type { Identity } from './identity.ts';
import type { OperationRoutes } from './operation.ts';
import { RequestLimit, type Asked } from './request-limit.ts';
import { securityHeaders } from './security-headers.ts';
import { serveApi } from './serve-api.ts';
import { brokenPage, servePages, serveVoices } from './serve-pages.ts';
import { serveV1 } from './serve-v1.ts';
import { toldLength } from './told-length.ts';
import type { V1Door } from './v1/door.ts';
import { comesFrom, type IsProxy } from './where-from.ts';

/** The hub's certificate with what is above it, and its key: PEM. */
export interface TlsPair {
  cert: Buffer;
  key: Buffer;
}

export interface HttpParts {
  /** Null: the hub speaks plain http. */
  tls: TlsPair | null;
  /** Reverse proxies that are believed. */
  trusted: readonly string[];
  clock: () => Instant;
  routes: readonly ApiRoute[];
  v1: V1Door;
  /** The built screens. */
  pagesFolder: string;
  /** Where the hall's own audio files lie; null: it has none. */
  voiceFolder: () => string | null;
  identity: Identity;
  operation: OperationRoutes;
  /** Whether the hub takes work: the journal is open, the gateway listens, nobody has asked it to stop. */
  ready: () => boolean;
  log: Logger;
}

/** A request not received whole by then is dropped: half of one must not hold a connection for ever. */
const REQUEST_WITHIN_MS = 10_000;
/** Longer than what anybody sends who is not signed in. */
const LONG_BODY_BYTES = 64 * 1_024;

/** The pages, their API, `/healthz` and `/readyz`, on a server that does not listen yet. */
export function createHttpServer(parts: HttpParts) {
  const app = express();
  app.set('trust proxy', [...parts.trusted]);
  const isProxy = app.get('trust proxy fn') as IsProxy;
  const limit = new RequestLimit(parts.identity);
  app.use(securityHeaders());
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', (_request, response) => {
    const ready = parts.ready();
    response.status(ready ? 200 : 503).json({ ok: ready });
  });
  app.use(limitRequests(limit, parts));
  app.use(hangUpOnUnread(limit));
  serveOperation(app, parts);
  serveV1(app, parts.v1, parts.log);
  serveApi(app, parts);
  serveVoices(app, parts.voiceFolder);
  servePages(app, parts.pagesFolder, parts.identity);
  app.use((_request, response) => void sendErrorPage(response, 404, 'unknown'));
  app.use(brokenPage(parts.log));
  const options = {
    ...expressRequests(app),
    headersTimeout: REQUEST_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    connectionsCheckingInterval: 5_000,
  };
  const handle = fewAtOnce(byTurns(app));
  const server: Server | TlsServer =
    parts.tls === null
      ? createServer(options, handle)
      : createTlsServer({ ...options, ...parts.tls }, handle);
  limitConnections(server, (address) => isProxy(address, 0));
  const asked = (request: IncomingMessage): Asked => {
    const { cookie, authorization, [AGENT_HEADER]: agent } = request.headers;
    return {
      ...{ cookies: readCookies(cookie), address: comesFrom(request, isProxy), path: request.url ?? '' },
      ...{ bearer: bearerOf(authorization), agent: agent === undefined ? undefined : String(agent) },
    };
  };
  return {
    server,
    /** Whether a request for a link may go on: it is counted with all others. */
    mayKnock: (request: IncomingMessage): boolean => limit.take(asked(request), parts.clock()) === 0,
    /** By whom it is counted. */
    knockerOf: (request: IncomingMessage): string => limit.nameOf(asked(request)),
  };
}

function limitRequests(limit: RequestLimit, { clock }: HttpParts): RequestHandler {
  return (request, response, next) => {
    const seconds = limit.take(askedOf(request), clock());
    if (seconds === 0) next();
    else send(response.set('Retry-After', String(seconds)), refused('too-many-requests', { seconds }));
  };
}

/**
 * Hangs up on a stranger whose long body nobody wanted, once it is answered: node would read all of it only to throw it
 * away, and the collector would have that to do. Who is known hears why, whatever it sent.
 */
function hangUpOnUnread(limit: RequestLimit): RequestHandler {
  return (request, response, next) => {
    if (toldLength(request) > LONG_BODY_BYTES)
      response.on('finish', () => {
        if (!request.complete && limit.isStranger(askedOf(request))) request.socket.destroy();
      });
    next();
  };
}

function askedOf(request: Request): Asked {
  const { cookie, authorization } = request.headers;
  const asked = { cookies: readCookies(cookie), address: addressOf(request), path: request.path };
  return { ...asked, bearer: bearerOf(authorization) };
}

/** How the hub is, for whoever watches over it. */
function serveOperation(app: express.Express, { operation }: HttpParts): void {
  for (const [path, answer] of Object.entries(operation))
    app.get(path, async (request: Request, response: Response) => {
      const { headers } = request;
      const { status, type, body } = await answer({
        address: addressOf(request),
        forwarded: headers['x-forwarded-for'] !== undefined,
        authorization: headers.authorization,
      });
      response.status(status).set('Cache-Control', 'no-store').type(type).send(body);
    });
}
